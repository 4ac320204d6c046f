import type { DurationMs, TimeMs } from '@pitwall/model';
import { addTo, countName } from '../observe/count.ts';
import type { SeriesStats } from '../observe/series-stats.ts';
import type { ByteBudget } from './byte-budget.ts';
import type { LevelParts } from './level.ts';
import { Series } from './series.ts';
import type { SeriesFact } from './series.ts';
import type { KeptWidth } from './widths.ts';

/** Bounds of the series of one kind. */
export interface SeriesShelfOptions {
  readonly kind: 'equity' | 'market';
  readonly maxSeries: number;
  /** How long a series must have been silent before another may take its room. */
  readonly idleMs: DurationMs;
}

/** What a shelf works with. */
export interface SeriesShelfParts {
  readonly widths: readonly KeptWidth[];
  readonly budget: ByteBudget;
  readonly stats: SeriesStats;
}

/** The series of one kind by name: an account, a symbol. */
export class SeriesShelf {
  readonly #options: SeriesShelfOptions;
  readonly #parts: SeriesShelfParts;
  readonly #series = new Map<string, Series>();
  readonly #levelParts: LevelParts;
  #hasRefused = false;
  /** Before this time none can have been silent for long enough: nobody need look for one. */
  #idleFromMs: TimeMs = 0;

  constructor(options: SeriesShelfOptions, parts: SeriesShelfParts) {
    this.#options = options;
    this.#parts = parts;
    const onLost = (): void => {
      parts.stats.lost += 1;
    };
    this.#levelParts = { ...parts, onLost };
  }

  /** Whether a series was ever refused its room, so that absence does not mean that nothing was published. */
  get hasRefused(): boolean {
    return this.#hasRefused;
  }

  get(name: string): Series | undefined {
    return this.#series.get(name);
  }

  take(name: string, fact: SeriesFact): void {
    const series = this.#series.get(name) ?? this.#begin(name, fact.receivedAt);
    if (series?.take(fact) === true) return;
    // One that has no run yet would only fill the shelf.
    if (series?.runs.length === 0) this.#remove(name, series);
    this.#hasRefused = true;
    countName(this.#parts.stats.unkeptByKind, this.#options.kind);
  }

  cut(): void {
    for (const series of this.#series.values()) series.cut();
  }

  /** Lets go of the series that was silent for longest, if that was long enough. Tells whether it did. */
  letIdleGo(nowMs: TimeMs): boolean {
    if (nowMs < this.#idleFromMs) return false;
    let idlest: readonly [string, Series] | undefined;
    for (const entry of this.#series) if (entry[1].heardAtMs < (idlest?.[1].heardAtMs ?? Infinity)) idlest = entry;
    if (idlest === undefined) return false;
    const [name, series] = idlest;
    this.#idleFromMs = series.heardAtMs + this.#options.idleMs;
    if (nowMs < this.#idleFromMs) return false;
    this.#remove(name, series);
    countName(this.#parts.stats.gaveWayByKind, this.#options.kind);
    return true;
  }

  #begin(name: string, nowMs: TimeMs): Series | undefined {
    if (this.#series.size >= this.#options.maxSeries && !this.letIdleGo(nowMs)) return undefined;
    const series = new Series(nowMs, this.#levelParts);
    this.#series.set(name, series);
    addTo(this.#parts.stats.keptByKind, this.#options.kind, 1);
    return series;
  }

  #remove(name: string, series: Series): void {
    series.free();
    this.#series.delete(name);
    addTo(this.#parts.stats.keptByKind, this.#options.kind, -1);
  }
}
