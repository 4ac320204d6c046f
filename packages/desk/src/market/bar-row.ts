import { exact, type Problem } from '@pitwall/model';
import type { Bar } from './bar.ts';
import { cutLine, type BarColumn, type BarColumns } from './bar-columns.ts';
import { expectedTime, readBarTime, type TimeForm } from './bar-time.ts';

/** A readable row, or the first thing wrong with it. */
export type BarRow =
  { readonly bar: Bar; readonly form: TimeForm; readonly problem?: never } | { readonly problem: Problem };

const decimalPattern = /^(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})?$/;
const expectedPrice = 'a price above zero, written with a point and without thousands separators';
const expectedVolume = 'a volume of zero or more, written with a point and without thousands separators';
const priceColumns = ['open', 'high', 'low', 'close'] as const;

/** Reads one line as a bar. Nothing is repaired: a row is right, or it is a problem that names its line and column. */
export const readBarRow = (line: string, lineNumber: number, columns: BarColumns): BarRow => {
  const fields = cutLine(line, columns.separator);
  if (fields.length !== columns.width) {
    return faulty(lineNumber, '', `${fields.length} fields`, `${columns.width} fields, as the header has`);
  }
  const field = (column: BarColumn): string => fields[columns.indexOf[column] ?? -1] ?? '';
  const time = readBarTime(field('time'));
  if (time === undefined) return faulty(lineNumber, 'time', field('time'), expectedTime);
  for (const column of priceColumns) {
    if (!decimalPattern.test(field(column)) || exact(field(column)).isZero()) {
      return faulty(lineNumber, column, field(column), expectedPrice);
    }
  }
  const volume = columns.indexOf.volume === undefined ? undefined : field('volume');
  if (volume !== undefined && !decimalPattern.test(volume)) {
    return faulty(lineNumber, 'volume', volume, expectedVolume);
  }
  const bar: Bar = {
    time: time.time,
    open: field('open'),
    high: field('high'),
    low: field('low'),
    close: field('close'),
    ...(volume === undefined ? {} : { volume }),
  };
  return impossibility(bar, lineNumber) ?? { bar, form: time.form };
};

/** A high below any of its prices, or a low above one, cannot have happened. */
const impossibility = (bar: Bar, lineNumber: number): BarRow | undefined => {
  const high = exact(bar.high);
  const low = exact(bar.low);
  if (high.lessThan(low)) return faulty(lineNumber, 'high', bar.high, `at least the low, ${bar.low}`);
  for (const column of ['open', 'close'] as const) {
    const price = exact(bar[column]);
    if (price.greaterThan(high) || price.lessThan(low)) {
      return faulty(lineNumber, column, bar[column], `a price from the low ${bar.low} to the high ${bar.high}`);
    }
  }
  return undefined;
};

const faulty = (lineNumber: number, column: BarColumn | '', found: string, expected: string): BarRow => ({
  problem: {
    path: column === '' ? `/${lineNumber}` : `/${lineNumber}/${column}`,
    found: found === '' ? 'nothing' : found.slice(0, 80),
    expected,
  },
});
