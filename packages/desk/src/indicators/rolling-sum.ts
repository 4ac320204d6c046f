import { PitwallError } from '@pitwall/model';
import { wholeBars } from './whole-bars.ts';

/**
 * Sum of the last so many whole numbers. Sums of whole numbers are exact in doubles up to 2^53, so it never drifts, and one more
 * costs two additions however long the window is.
 */
export interface RollingSum {
  readonly bars: number;
  /** Whether so many numbers have come. */
  readonly isFull: boolean;
  /** Of the numbers that have come, at most the last `bars`. */
  readonly sum: number;
  /** The number that leaves with the next one; 0 while the window fills. */
  readonly oldest: number;
  /** Takes a whole number. Throws `INVALID_BARS` where the sum has more digits than are exact. */
  add(value: number): void;
}

/** Makes an empty sum. Throws `INVALID_OPTION` unless `bars` is a whole number above zero. */
export const createRollingSum = (bars: number): RollingSum => new Window(wholeBars('bars', bars));

class Window implements RollingSum {
  readonly bars: number;
  isFull = false;
  sum = 0;
  readonly #values: Float64Array;
  #next = 0;

  constructor(bars: number) {
    this.bars = bars;
    this.#values = new Float64Array(bars);
  }

  get oldest(): number {
    return this.#values[this.#next] ?? 0;
  }

  add(value: number): void {
    const sum = this.sum + value - this.oldest;
    if (!Number.isSafeInteger(sum)) throw tooLong(this.bars);
    this.sum = sum;
    this.#values[this.#next] = value;
    this.#next += 1;
    if (this.#next < this.bars) return;
    this.#next = 0;
    this.isFull = true;
  }
}

const tooLong = (bars: number): PitwallError =>
  new PitwallError('INVALID_BARS', `a sum of ${bars} prices is not exact: round the data to fewer decimals`);

/** Compares two averages of whole numbers exactly, without dividing: above zero where the first is higher, 0 where equal. */
export const compareAverages = (first: RollingSum, second: RollingSum): number =>
  compareProducts(first.sum, second.bars, second.sum, first.bars);

/** Compares `a × b` with `c × d`, all whole numbers, exactly: above zero where the first is larger, 0 where equal. */
export const compareProducts = (a: number, b: number, c: number, d: number): number => {
  const left = a * b;
  const right = c * d;
  if (Math.abs(left) <= Number.MAX_SAFE_INTEGER && Math.abs(right) <= Number.MAX_SAFE_INTEGER) return left - right;
  const difference = BigInt(a) * BigInt(b) - BigInt(c) * BigInt(d);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
};
