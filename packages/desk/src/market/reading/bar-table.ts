import type { TimeMs } from '@pitwall/model';
import { float64, grown, ScaledColumns } from './scaled-columns.ts';

/** Rows as they are gathered: when, from which line, and numbers in columns of whole numbers. */
export class BarTable {
  times: Float64Array = new Float64Array(1024);
  /** The moments if dates have their day first; filled only while that is open. */
  dayFirstTimes: Float64Array | undefined;
  lines: Uint32Array = new Uint32Array(1024);
  /** Open, high, low, close. */
  readonly prices = new ScaledColumns(4);
  readonly volume = new ScaledColumns(1);
  readonly tickVolume = new ScaledColumns(1);
  length = 0;

  /** Has room for the row that follows. */
  reserve(): void {
    if (this.length < this.times.length) return;
    this.times = grown(this.times, float64);
    this.lines = grown(this.lines, (length) => new Uint32Array(length));
    if (this.dayFirstTimes !== undefined) this.dayFirstTimes = grown(this.dayFirstTimes, float64);
    for (const columns of [this.prices, this.volume, this.tickVolume]) columns.reserve(this.length);
  }

  /** Takes the row whose numbers have been set into the table. */
  commit(time: TimeMs, line: number, dayFirstTime?: TimeMs): void {
    this.times[this.length] = time;
    this.lines[this.length] = line;
    if (dayFirstTime !== undefined) {
      this.dayFirstTimes ??= new Float64Array(this.times.length);
      this.dayFirstTimes[this.length] = dayFirstTime;
    }
    this.length += 1;
  }

  /** All columns that belong together, for whoever orders or drops rows. */
  get columns(): readonly (Float64Array | Uint32Array)[] {
    return [this.times, this.lines, ...this.prices.columns, ...this.volume.columns, ...this.tickVolume.columns];
  }

  /** Columns that two rows must share to say the same, apart from their time. */
  get values(): readonly Float64Array[] {
    return [...this.prices.columns, ...this.volume.columns, ...this.tickVolume.columns];
  }
}
