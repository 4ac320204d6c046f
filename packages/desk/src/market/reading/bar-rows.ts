import { tooManyDigits } from '../scaled.ts';
import { BarTable } from './bar-table.ts';
import { DecimalReader } from './decimal-reader.ts';
import { timeUnitWords } from './epoch.ts';
import type { RowTaker } from './file-reading.ts';
import type { FindingBook, RepairCode } from './findings.ts';
import type { BarLayout } from './layout.ts';
import type { ProblemBook } from './problems.ts';
import type { ReadSettings } from './read-options.ts';
import type { ScaledColumns } from './scaled-columns.ts';
import { TimeReader } from './time-reader.ts';

/** What readers of rows work with. */
export interface RowParts {
  readonly settings: ReadSettings;
  readonly problems: ProblemBook;
  readonly repairs: FindingBook<RepairCode>;
  readonly decimalMark: '.' | ',';
}

const priceNames = ['open', 'high', 'low', 'close'] as const;
const expectedPrice = 'a price above zero, without thousands separators';
const expectedVolume = 'a volume of zero or more, without thousands separators';

/** What stands where a number is missing, and numbers below zero. */
const noPrice = /^(?:|-.*|[+-]?(?:nan|inf|infinity)|null|none|n\/a)$/i;
const missing = /^(?:|nan|null|none|n\/a)$/i;

/** Makes the reader of a file's times. Bars begin at whole milliseconds; trades may stand between two. */
export const timeReaderOf = ({ timeUnit, clock, timeZone, dateOrder }: ReadSettings, floors: boolean): TimeReader =>
  new TimeReader({
    clock,
    isZoneForced: timeZone !== undefined,
    floors,
    ...(timeUnit === 'auto' ? {} : { timeUnit }),
    ...(dateOrder === 'auto' ? {} : { dateOrder }),
  });

/** Tells when a number's magnitude shows another unit than the first one's, as where files of several years were joined. */
export const noteUnit = (time: TimeReader, line: number, repairs: FindingBook<RepairCode>): void => {
  const { timeUnit, lastUnit } = time;
  if (timeUnit === lastUnit || timeUnit === undefined || lastUnit === undefined) return;
  repairs.note('mixed-time-units', line, `times are in ${timeUnitWords[lastUnit]} after ${timeUnitWords[timeUnit]}`);
};

/** Reads rows of bars into a table. Rows that cannot have happened are problems, unless they are to be skipped. */
export class BarRows implements RowTaker {
  readonly #layout: BarLayout;
  readonly #parts: RowParts;
  readonly #numbers: DecimalReader;
  readonly #units = new Float64Array(4);
  readonly #scales = new Float64Array(4);
  readonly #lacks = new Map<ScaledColumns, boolean>();
  readonly time: TimeReader;
  readonly table = new BarTable();

  constructor(layout: BarLayout, parts: RowParts) {
    this.#layout = layout;
    this.#parts = parts;
    this.#numbers = new DecimalReader(parts.decimalMark);
    this.time = timeReaderOf(parts.settings, false);
  }

  /** Whether no row has a volume although the file has the column. */
  lacksVolume(column: ScaledColumns): boolean {
    return this.#lacks.get(column) === true;
  }

  take(fields: readonly string[], line: number): void {
    const { repairs, problems, settings } = this.#parts;
    const { table } = this;
    const { time, clock, volume, tickVolume, prices } = this.#layout;
    if (prices.every((index) => fields[index] === 'null')) {
      repairs.note('null-rows-dropped', line, 'rows have null for every price; they were dropped');
      return;
    }
    const timeText = clock === undefined ? (fields[time] ?? '') : `${fields[time] ?? ''} ${fields[clock] ?? ''}`;
    const expected = this.time.read(timeText);
    if (expected !== undefined) return problems.add(line, 'time', timeText, expected);
    noteUnit(this.time, line, repairs);
    table.reserve();
    if (!this.#takePrices(fields, line)) return;
    if (volume !== undefined && !this.#takeVolume(table.volume, fields[volume] ?? '', line)) return;
    if (tickVolume !== undefined && !this.#takeVolume(table.tickVolume, fields[tickVolume] ?? '', line)) return;
    table.commit(this.time.time, line, this.time.isOrderOpen ? this.time.dayFirstTime : undefined);
    if (table.length > settings.maxBars) {
      throw problems.whole(`has more than ${settings.maxBars} bars; split the file, or raise maxBars`);
    }
  }

  #takePrices(fields: readonly string[], line: number): boolean {
    const { prices } = this.#layout;
    const { problems, settings, repairs } = this.#parts;
    const columns = this.table.prices;
    let scale = 0;
    let isRounded = false;
    for (let index = 0; index < 4; index += 1) {
      const text = fields[prices[index] ?? 0] ?? '';
      const reading = this.#numbers.read(text, settings.priceDecimals);
      const name = priceNames[index] ?? '';
      if (reading === 'too long') return this.#tooLong(text, name, line);
      const isImpossible = reading === 'read' ? this.#numbers.units === 0 : noPrice.test(text);
      if (isImpossible) return this.#impossible(line, name, text, expectedPrice);
      if (reading === 'unreadable') {
        problems.add(line, name, text, expectedPrice);
        return false;
      }
      isRounded ||= this.#numbers.wasRounded;
      this.#units[index] = this.#numbers.units;
      this.#scales[index] = this.#numbers.scale;
      if (this.#numbers.scale > scale) scale = this.#numbers.scale;
    }
    if (!columns.deepen(scale)) return this.#tooLong(fields[prices[0]] ?? '', 'open', line);
    for (let index = 0; index < 4; index += 1) {
      const value = columns.at(this.#units[index] ?? 0, this.#scales[index] ?? 0);
      if (Number.isNaN(value)) return this.#tooLong(fields[prices[index] ?? 0] ?? '', priceNames[index] ?? '', line);
      columns.set(index, this.table.length, value);
    }
    if (!this.#isPossible(fields, line)) return false;
    if (isRounded) {
      repairs.note('prices-rounded', line, `prices were rounded to ${settings.priceDecimals ?? 0} decimals`);
    }
    return true;
  }

  #isPossible(fields: readonly string[], line: number): boolean {
    const { prices, length } = this.table;
    const [open, high, low, close] = [
      prices.get(0, length),
      prices.get(1, length),
      prices.get(2, length),
      prices.get(3, length),
    ];
    if (high >= open && high >= close && low <= open && low <= close) return true;
    const text = (index: number): string => fields[this.#layout.prices[index] ?? 0] ?? '';
    if (high < low) return this.#impossible(line, 'high', text(1), `at least the low, ${text(2)}`);
    const isOpen = open > high || open < low;
    const between = `a price from the low ${text(2)} to the high ${text(1)}`;
    return this.#impossible(line, isOpen ? 'open' : 'close', text(isOpen ? 0 : 3), between);
  }

  /** Answers that the row is not taken, always. */
  #impossible(line: number, column: string, found: string, expected: string): false {
    const { settings, problems, repairs } = this.#parts;
    if (settings.impossible === 'refuse') problems.add(line, column, found, expected);
    else repairs.note('impossible-dropped', line, 'rows cannot have happened; they were dropped, as asked for');
    return false;
  }

  #tooLong(text: string, column: string, line: number): false {
    const { problems, decimalMark } = this.#parts;
    const option = column === 'volume' ? 'volumeDecimals' : 'priceDecimals';
    problems.add(
      line,
      column,
      text,
      `fewer digits; ${tooManyDigits(text, Math.max(this.table.prices.scale, text.length - 1 - text.indexOf(decimalMark)))}, with ${option}`,
    );
    return false;
  }

  /** A file without any volume may leave the column empty, which its first row tells; a hole in it is a problem. */
  #takeVolume(columns: ScaledColumns, text: string, line: number): boolean {
    const { problems, settings, repairs } = this.#parts;
    const isMissing = missing.test(text);
    const lacks = this.#lacks.get(columns);
    if (lacks === undefined) this.#lacks.set(columns, isMissing);
    if (isMissing && lacks !== false) return true;
    const reading = this.#numbers.read(text, settings.volumeDecimals);
    const { units, scale, wasRounded } = this.#numbers;
    if (reading === 'unreadable' || (!isMissing && lacks === true)) {
      problems.add(line, 'volume', text, lacks === true ? 'nothing, as in the first row' : expectedVolume);
      return false;
    }
    if (wasRounded)
      repairs.note('volumes-rounded', line, `volumes were rounded to ${settings.volumeDecimals} decimals`);
    const value = reading === 'read' && columns.deepen(scale) ? columns.at(units, scale) : Number.NaN;
    if (Number.isNaN(value)) return this.#tooLong(text, 'volume', line);
    columns.set(0, this.table.length, value);
    return true;
  }
}
