import type { TimeMs } from '@pitwall/model';
import { GrowingBar } from './bar.ts';
import type { Bar, Tick } from './bar.ts';
import { BarColumns } from './bar-columns.ts';
import type { ByteBudget } from './byte-budget.ts';
import { startOf } from './widths.ts';
import type { KeptWidth } from './widths.ts';

/** What a level works with. */
export interface LevelParts {
  /** The widths that a run has levels of, the narrowest first. */
  readonly widths: readonly KeptWidth[];
  readonly budget: ByteBudget;
  /** Told of a fact that no bar has a place for: it is older than those that are kept, or there is no memory. */
  readonly onLost: () => void;
}

/** The bars of one run in one width. The last one grows; those before it are packed. */
export class Level {
  readonly width: KeptWidth;
  readonly #parts: LevelParts;
  readonly #columns: BarColumns;
  #growing: GrowingBar;
  #coversSinceMs: TimeMs;

  constructor(width: KeptWidth, first: Tick, parts: LevelParts) {
    this.width = width;
    this.#parts = parts;
    this.#columns = new BarColumns({ ...width, budget: parts.budget });
    this.#growing = GrowingBar.begin(startOf(first.timeMs, width.widthMs), first);
    this.#coversSinceMs = first.timeMs;
  }

  /** From here on no fact that was taken is missing. It never goes back: before it something may have been lost. */
  get coversSinceMs(): TimeMs {
    return this.#coversSinceMs;
  }

  /** Bars, the growing one included. */
  get size(): number {
    return this.#columns.size + 1;
  }

  take(tick: Tick): void {
    const { widthMs } = this.width;
    const sinceStartMs = tick.timeMs - this.#growing.startMs;
    if (sinceStartMs >= 0 && sinceStartMs < widthMs) this.#growing.take(tick);
    else if (sinceStartMs < 0) this.#takeLate(tick, startOf(tick.timeMs, widthMs));
    else {
      this.#pack(this.#growing);
      this.#growing = GrowingBar.begin(startOf(tick.timeMs, widthMs), tick);
    }
  }

  /** Says that before a time something may be missing. */
  coverSince(timeMs: TimeMs): void {
    this.#coversSinceMs = Math.max(this.#coversSinceMs, timeMs);
  }

  /** Bars that begin at a time or later and before its end, the oldest first. */
  *bars(fromMs: TimeMs, endMs: TimeMs): Iterable<Bar> {
    const columns = this.#columns;
    for (let index = columns.indexFrom(fromMs); index < columns.size; index += 1) {
      if (columns.startAt(index) >= endMs) return;
      yield columns.read(index);
    }
    if (this.#growing.startMs >= fromMs && this.#growing.startMs < endMs) yield this.#growing;
  }

  /** Gives its memory back; nothing may be asked afterwards. */
  free(): void {
    this.#columns.free();
  }

  #pack(bar: Bar): void {
    const columns = this.#columns;
    // The growing one is one of them.
    if (columns.size >= this.width.maxBars - 1) this.#dropOldest(1);
    if (!columns.insert(columns.size, bar)) this.#packInPlaceOfOldest(bar);
  }

  /** All memory is used: nothing grows any more. An eighth goes at once, so that not each bar moves all others. */
  #packInPlaceOfOldest(bar: Bar): void {
    const columns = this.#columns;
    this.#dropOldest(Math.ceil(columns.size / 8));
    if (!columns.insert(columns.size, bar)) this.#lose(bar.startMs);
  }

  /** Facts that come late are rare; the bar is unpacked, takes it, and is packed again. */
  #takeLate(tick: Tick, startMs: TimeMs): void {
    const columns = this.#columns;
    const index = columns.indexFrom(startMs);
    const isThere = index < columns.size && columns.startAt(index) === startMs;
    if (isThere) {
      const bar = GrowingBar.of(columns.read(index));
      bar.take(tick);
      if (!columns.replace(index, bar)) this.#lose(startMs);
      return;
    }
    const isFull = columns.size >= this.width.maxBars - 1;
    if (isFull && index === 0) this.#lose(startMs);
    else {
      if (isFull) this.#dropOldest(1);
      const bar = GrowingBar.begin(startMs, tick);
      if (!columns.insert(isFull ? index - 1 : index, bar)) this.#lose(startMs);
    }
  }

  #dropOldest(bars: number): void {
    const columns = this.#columns;
    if (bars === 0 || columns.size === 0) return;
    const last = columns.startAt(Math.min(bars, columns.size) - 1);
    columns.dropOldest(bars);
    this.coverSince(last + this.width.widthMs);
  }

  /** A fact has no place: what is kept is whole only behind it. */
  #lose(startMs: TimeMs): void {
    this.#parts.onLost();
    this.coverSince(startMs + this.width.widthMs);
  }
}
