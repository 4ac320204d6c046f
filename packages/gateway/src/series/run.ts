import type { TimeMs } from '@pitwall/model';
import type { Tick } from './bar.ts';
import { Level } from './level.ts';
import type { LevelParts } from './level.ts';

/** A stretch of time of which nobody knows what happened, because the gateway was not there. */
export interface SeriesGap {
  /** The last fact before. */
  readonly fromMs: TimeMs;
  /** The first fact after. @default none has come */
  readonly toMs?: TimeMs;
}

/** What facts of one run have in common. */
export interface RunName {
  /** @default the facts say none */
  readonly runId?: string;
  /** What amounts count. @default the facts never said */
  readonly currency?: string;
}

/** What a fact says of the run that it is one of: shaped alike whether it says it or not, since one is made for each fact. */
export interface RunMark {
  readonly runId: string | undefined;
  readonly currency: string | undefined;
}

/** Most gaps of a run. @default 100; where more were, all before the oldest of them is no longer said to be whole */
const maxGaps = 100;

/** One run of a series: what is drawn as one curve. */
export class SeriesRun {
  readonly runId: string | undefined;
  readonly levels: readonly Level[];
  #currency: string | undefined;
  #gaps: SeriesGap[] = [];
  #cutAtMs: TimeMs | undefined;
  #firstMs: TimeMs;
  #lastMs: TimeMs;
  #facts = 0;
  heardSeq = 0;
  heardAtMs: TimeMs = 0;

  constructor({ runId, currency }: RunMark, first: Tick, parts: LevelParts) {
    this.runId = runId;
    this.#currency = currency;
    this.#firstMs = first.timeMs;
    this.#lastMs = first.timeMs;
    this.levels = parts.widths.map((width) => new Level(width, first, parts));
  }

  get currency(): string | undefined {
    return this.#currency;
  }

  get firstMs(): TimeMs {
    return this.#firstMs;
  }

  get lastMs(): TimeMs {
    return this.#lastMs;
  }

  /** Whether a fact is one of its. One that names no currency is one of whatever currency the run has. */
  isOf({ runId, currency }: RunMark): boolean {
    if (runId !== this.runId) return false;
    return currency === undefined || this.#currency === undefined || currency === this.#currency;
  }

  /** Takes a fact in; the first one stands in the levels already. */
  take(tick: Tick, currency: string | undefined): void {
    if (this.#facts > 0) for (const level of this.levels) level.take(tick);
    this.#facts += 1;
    this.#currency ??= currency;
    if (this.#cutAtMs !== undefined && tick.timeMs > this.#cutAtMs) this.#endGap(this.#cutAtMs, tick.timeMs);
    if (tick.timeMs < this.#firstMs) this.#firstMs = tick.timeMs;
    if (tick.timeMs > this.#lastMs) this.#lastMs = tick.timeMs;
  }

  /** The gateway was not there after what it heard last. */
  cut(): void {
    this.#cutAtMs ??= this.#lastMs;
  }

  /** Gaps, the oldest first; one without an end is the present one. */
  gaps(): readonly SeriesGap[] {
    return this.#cutAtMs === undefined ? this.#gaps : [...this.#gaps, { fromMs: this.#cutAtMs }];
  }

  free(): void {
    for (const level of this.levels) level.free();
  }

  #endGap(fromMs: TimeMs, toMs: TimeMs): void {
    this.#cutAtMs = undefined;
    this.#gaps.push({ fromMs, toMs });
    if (this.#gaps.length <= maxGaps) return;
    const forgotten = this.#gaps.shift();
    for (const level of this.levels) level.coverSince(forgotten?.toMs ?? toMs);
  }
}
