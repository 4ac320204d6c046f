import type { TimeMs } from '@pitwall/model';
import type { Tick } from './bar.ts';
import type { LevelParts } from './level.ts';
import { SeriesRun } from './run.ts';
import type { RunMark } from './run.ts';

/** Most runs of one series; the one that was heard longest ago goes. @default 4: this one, and those that people compare it with */
const maxRuns = 4;

/** What the objects around the bars of a run take at most, in bytes; columns are counted apart. */
const bytesPerRun = 4_096;

/** A fact as a series sees it. */
export interface SeriesFact extends Tick, RunMark {
  readonly seq: number;
  /** When it came in, by the gateway's clock. */
  readonly receivedAt: TimeMs;
}

/** What one account was worth, or one symbol cost: a few runs, never spliced. */
export class Series {
  readonly #parts: LevelParts;
  /** The one that was heard last is last. */
  #runs: SeriesRun[] = [];
  #heardAtMs: TimeMs;

  constructor(nowMs: TimeMs, parts: LevelParts) {
    this.#parts = parts;
    this.#heardAtMs = nowMs;
  }

  get heardAtMs(): TimeMs {
    return this.#heardAtMs;
  }

  get runs(): readonly SeriesRun[] {
    return this.#runs;
  }

  /** Takes a fact in. False when a new run has no room. */
  take(fact: SeriesFact): boolean {
    // Before any memory is asked for, so that nobody takes this one for idle.
    this.#heardAtMs = fact.receivedAt;
    const newest = this.#runs.at(-1);
    const run = newest?.isOf(fact) === true ? newest : this.#turnTo(fact);
    if (run === undefined) return false;
    run.heardSeq = fact.seq;
    run.heardAtMs = fact.receivedAt;
    run.take(fact, fact.currency);
    return true;
  }

  /** The gateway was not there after what it heard last. */
  cut(): void {
    for (const run of this.#runs) run.cut();
  }

  free(): void {
    for (const run of this.#runs) this.#let(run);
    this.#runs = [];
  }

  /** Facts of several runs may come in turns, as when an engine is replaced while the old one still ends. */
  #turnTo(fact: SeriesFact): SeriesRun | undefined {
    const known = this.#runs.find((run) => run.isOf(fact));
    if (known === undefined && !this.#parts.budget.take(bytesPerRun)) return undefined;
    const run = known ?? new SeriesRun(fact, fact, this.#parts);
    this.#runs = [...this.#runs.filter((other) => other !== run), run];
    const oldest = this.#runs[0];
    if (this.#runs.length > maxRuns && oldest !== undefined) {
      this.#let(oldest);
      this.#runs = this.#runs.slice(1);
    }
    return run;
  }

  #let(run: SeriesRun): void {
    run.free();
    this.#parts.budget.give(bytesPerRun);
  }
}
