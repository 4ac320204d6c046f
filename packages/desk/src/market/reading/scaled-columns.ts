import { powerOfTen } from '../scaled.ts';

const firstCapacity = 1024;

/** A copy with room for twice as many rows. */
export const grown = <Column extends Float64Array | Uint32Array>(
  column: Column,
  into: (length: number) => Column,
): Column => {
  const larger = into(Math.max(firstCapacity, column.length * 2));
  larger.set(column);
  return larger;
};

/** Makes a column of numbers. */
export const float64 = (length: number): Float64Array => new Float64Array(length);

/**
 * Columns of whole numbers at one common scale, which deepens when a number with more decimals comes: then all are
 * multiplied. It can happen some fifteen times at most, so a file is still read in linear time.
 */
export class ScaledColumns {
  readonly columns: Float64Array[];
  scale = 0;
  #largest = 0;

  constructor(width: number) {
    this.columns = Array.from({ length: width }, () => new Float64Array(firstCapacity));
  }

  /** Has room for a row. */
  reserve(row: number): void {
    if (row < (this.columns[0]?.length ?? 0)) return;
    for (const [index, column] of this.columns.entries()) this.columns[index] = grown(column, float64);
  }

  /** Deepens the scale to at least this one; answers false, and leaves all as it is, when a number would no longer be exact. */
  deepen(scale: number): boolean {
    if (scale <= this.scale) return true;
    const factor = powerOfTen(scale - this.scale);
    if (!Number.isSafeInteger(this.#largest * factor)) return false;
    for (const column of this.columns) {
      for (let row = 0; row < column.length; row += 1) column[row] = (column[row] ?? 0) * factor;
    }
    this.#largest *= factor;
    this.scale = scale;
    return true;
  }

  /** The number at the common scale, `NaN` when it would not be exact. The scale must be deep enough. */
  at(units: number, scale: number): number {
    const value = scale === this.scale ? units : units * powerOfTen(this.scale - scale);
    if (!Number.isSafeInteger(value)) return Number.NaN;
    if (value > this.#largest) this.#largest = value;
    return value;
  }

  set(column: number, row: number, value: number): void {
    const numbers = this.columns[column];
    if (numbers !== undefined) numbers[row] = value;
  }

  get(column: number, row: number): number {
    return this.columns[column]?.[row] ?? 0;
  }
}
