import type { Amount, TimeMs } from '@pitwall/model';
import { isMore } from './amount-order.ts';

/** One value of a series at its place in time. */
export interface Tick {
  /** When it is drawn: the time of its market where prices are replayed, else when it happened. */
  readonly timeMs: TimeMs;
  readonly amount: Amount;
  /** The nearest double of the amount, made once for all widths. It only ever orders, see {@link isMore}. */
  readonly near: number;
  /** What the same fact says of the highest equity reached. */
  readonly highWatermark: Amount | undefined;
}

/** What values did within one width of time. Amounts are as they were published. */
export interface Bar {
  /** Where the width begins, ms since 1970 UTC: a multiple of it. */
  readonly startMs: TimeMs;
  readonly open: Amount;
  readonly high: Amount;
  readonly low: Amount;
  readonly close: Amount;
  /** Facts in it. */
  readonly count: number;
  /** Times of the first and of the last of them. */
  readonly firstMs: TimeMs;
  readonly lastMs: TimeMs;
  /** The highest that was said in it. @default none was said */
  readonly highWatermark?: Amount;
}

/** The bar of a series that facts of now go into: the one object that changes with each of them. */
export class GrowingBar implements Bar {
  readonly startMs: TimeMs;
  open: Amount;
  high: Amount;
  low: Amount;
  close: Amount;
  count: number;
  firstMs: TimeMs;
  lastMs: TimeMs;
  highWatermark?: Amount;
  #highNear: number;
  #lowNear: number;

  private constructor(bar: Bar) {
    this.startMs = bar.startMs;
    this.open = bar.open;
    this.high = bar.high;
    this.low = bar.low;
    this.close = bar.close;
    this.count = bar.count;
    this.firstMs = bar.firstMs;
    this.lastMs = bar.lastMs;
    if (bar.highWatermark !== undefined) this.highWatermark = bar.highWatermark;
    this.#highNear = Number(bar.high);
    this.#lowNear = Number(bar.low);
  }

  /** A bar of its first fact. */
  static begin(startMs: TimeMs, { timeMs, amount, highWatermark }: Tick): GrowingBar {
    return new GrowingBar({
      startMs,
      open: amount,
      high: amount,
      low: amount,
      close: amount,
      count: 1,
      firstMs: timeMs,
      lastMs: timeMs,
      ...(highWatermark === undefined ? {} : { highWatermark }),
    });
  }

  /** A bar that takes more facts, or other bars. */
  static of(bar: Bar, startMs = bar.startMs): GrowingBar {
    return new GrowingBar({ ...bar, startMs });
  }

  /** Takes a fact in, whenever it comes: of equal times the one that came later is the later one. */
  take({ timeMs, amount, near, highWatermark }: Tick): void {
    this.count += 1;
    if (isMore(amount, near, this.high, this.#highNear)) {
      this.high = amount;
      this.#highNear = near;
    } else if (isMore(this.low, this.#lowNear, amount, near)) {
      this.low = amount;
      this.#lowNear = near;
    }
    if (timeMs < this.firstMs) {
      this.firstMs = timeMs;
      this.open = amount;
    }
    if (timeMs >= this.lastMs) {
      this.lastMs = timeMs;
      this.close = amount;
    }
    if (highWatermark !== undefined) this.#mark(highWatermark);
  }

  /** Takes in a bar that begins later. */
  append({ high, low, close, count, lastMs, highWatermark }: Bar): void {
    const [highNear, lowNear] = [Number(high), Number(low)];
    if (isMore(high, highNear, this.high, this.#highNear)) {
      this.high = high;
      this.#highNear = highNear;
    }
    if (isMore(this.low, this.#lowNear, low, lowNear)) {
      this.low = low;
      this.#lowNear = lowNear;
    }
    this.count += count;
    this.close = close;
    this.lastMs = lastMs;
    if (highWatermark !== undefined) this.#mark(highWatermark);
  }

  #mark(said: Amount): void {
    const known = this.highWatermark;
    // Nearly always it is the same words again.
    if (said === known) return;
    if (known === undefined || isMore(said, Number(said), known, Number(known))) this.highWatermark = said;
  }
}
