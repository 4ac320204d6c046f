import type { TimeMs } from '@pitwall/model';
import { noteUnit, timeReaderOf, type RowParts } from './bar-rows.ts';
import { DecimalReader } from './decimal-reader.ts';
import type { RowTaker } from './file-reading.ts';
import type { FundingLayout } from './layout.ts';
import { float64, grown, ScaledColumns } from './scaled-columns.ts';
import type { TimeReader } from './time-reader.ts';

/** Perpetuals pay at full hours, all of them. */
const markMs = 3_600_000;

/** Exchanges write the moment at which they paid, some milliseconds after the hour, seconds when they are busy. */
const longestJitterMs = 60_000;

/** The full hour that a payment belongs to, or its own time when it is further than a minute from one. */
const markOf = (time: TimeMs): TimeMs => {
  const mark = Math.round(time / markMs) * markMs;
  return Math.abs(time - mark) <= longestJitterMs ? mark : time;
};

/** Reads rows of funding payments. */
export class FundingRows implements RowTaker {
  readonly #layout: FundingLayout;
  readonly #parts: RowParts;
  readonly #numbers: DecimalReader;
  readonly time: TimeReader;
  readonly rates = new ScaledColumns(1);
  readonly markPrices = new ScaledColumns(1);
  times: Float64Array = new Float64Array(1024);
  lines: Uint32Array = new Uint32Array(1024);
  length = 0;
  /** How many rows have a mark price; those of the others are 0 here. */
  markPriceCount = 0;

  constructor(layout: FundingLayout, parts: RowParts) {
    this.#layout = layout;
    this.#parts = parts;
    this.#numbers = new DecimalReader(parts.decimalMark);
    this.time = timeReaderOf(parts.settings, true);
  }

  get columns(): readonly (Float64Array | Uint32Array)[] {
    return [this.times, this.lines, ...this.values];
  }

  get values(): readonly Float64Array[] {
    return [...this.rates.columns, ...this.markPrices.columns];
  }

  take(fields: readonly string[], line: number): void {
    const { problems, repairs, settings } = this.#parts;
    const timeText = fields[this.#layout.time] ?? '';
    const expected = this.time.read(timeText);
    if (expected !== undefined) return problems.add(line, 'time', timeText, expected);
    if (this.time.isOrderOpen) throw problems.whole('dates have the year last; say dateOrder');
    noteUnit(this.time, line, repairs);
    this.#reserve();
    const rate = fields[this.#layout.rate] ?? '';
    if (!this.#takeNumber(this.rates, rate)) {
      return problems.add(line, 'rate', rate, 'a rate such as 0.0001 or -0.00002');
    }
    if (!this.#takeMarkPrice(fields, line)) return;
    this.times[this.length] = markOf(this.time.time);
    this.lines[this.length] = line;
    this.length += 1;
    if (this.length > settings.maxBars)
      throw problems.whole(`has more than ${settings.maxBars} rows; split the file, or raise maxBars`);
  }

  #takeMarkPrice(fields: readonly string[], line: number): boolean {
    const { markPrice } = this.#layout;
    if (markPrice === undefined) return true;
    const text = fields[markPrice] ?? '';
    // Exchanges began to write it later than what they pay, so a file may have it from some row on.
    const isMissing = text === '' || text === 'null';
    if (isMissing) this.markPrices.set(0, this.length, 0);
    else if (!text.startsWith('-') && this.#takeNumber(this.markPrices, text) && this.#numbers.units > 0) {
      this.markPriceCount += 1;
    } else {
      this.#parts.problems.add(line, 'markPrice', text, 'a price above zero, or nothing');
      return false;
    }
    return true;
  }

  #takeNumber(columns: ScaledColumns, text: string): boolean {
    const isNegative = text.startsWith('-');
    if (this.#numbers.read(isNegative ? text.slice(1) : text) !== 'read') return false;
    if (!columns.deepen(this.#numbers.scale)) return false;
    const value = columns.at(this.#numbers.units, this.#numbers.scale);
    columns.set(0, this.length, isNegative && value !== 0 ? -value : value);
    return !Number.isNaN(value);
  }

  #reserve(): void {
    if (this.length < this.times.length) return;
    this.times = grown(this.times, float64);
    this.lines = grown(this.lines, (length) => new Uint32Array(length));
    this.rates.reserve(this.length);
    this.markPrices.reserve(this.length);
  }
}
