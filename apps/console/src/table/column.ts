import type { ReactNode } from 'react';
import { formatExact } from '../format/amount-text.ts';
import { compareAmounts, signOf, sumAmounts, toDecimal } from '../format/decimal.ts';

/** What a cell holds, before it is written: for sorting, filtering, copying and export. */
export type CellValue = string | number | boolean | undefined;

/** One column of a table. */
export interface Column<Row> {
  /** Unique in the table; kept with the person's arrangement, so it never changes its meaning. */
  readonly id: string;
  readonly title: string;
  readonly value: (row: Row) => CellValue;
  /** `figure`: compared as exact decimals and set at the right; `time`: milliseconds; `text`: compared as people do. */
  readonly type: 'text' | 'figure' | 'time';
  /** How it is shown. @default the value as text */
  readonly cell?: (row: Row) => ReactNode;
  /** First width, in pixels. */
  readonly widthPx: number;
  /** Left out until the person chooses it. @default false */
  readonly isHidden?: boolean;
  /** Shows when the value changes, and whether it rose or fell. @default false */
  readonly flashes?: boolean;
  /** Where it stands in the two lines of a row on a phone; absent: it is left out there. */
  readonly phone?: 'title' | 'detail' | 'figure' | 'aside';
}

/** Columns that need room at their left: figures end where they begin. */
export const crowded = <Row>(columns: readonly Column<Row>[]): ReadonlySet<Column<Row>> =>
  new Set(columns.filter(({ type }, index) => type !== 'figure' && columns[index - 1]?.type === 'figure'));

/** A value as text: for filters, the clipboard and files. */
export const textOfValue = (value: CellValue): string => (value === undefined ? '' : String(value));

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Compares two values of a column; what is absent comes last in either order. */
export const compareValues = (left: CellValue, right: CellValue, type: Column<never>['type']): number => {
  if (type === 'text') return collator.compare(textOfValue(left), textOfValue(right));
  return compareAmounts(textOfValue(left), textOfValue(right));
};

/** Whether a value rose, fell or became another, against the one before; undefined where it is the same. */
export const changeOf = (before: CellValue, now: CellValue): 'up' | 'down' | 'same' | undefined => {
  if (before === now) return undefined;
  const [from, to] = [textOfValue(before), textOfValue(now)];
  if (toDecimal(from) === undefined || toDecimal(to) === undefined) return 'same';
  const negated = from.startsWith('-') ? from.slice(1) : `-${from}`;
  const sign = signOf(sumAmounts([to, negated]) ?? '0');
  return sign === 0 ? undefined : sign > 0 ? 'up' : 'down';
};

/** What a cell says to who points at it: every digit. */
export const titleOf = <Row>({ type, value }: Column<Row>, row: Row): string | undefined => {
  const found = value(row);
  return type === 'figure' && found !== undefined && typeof found !== 'boolean' ? formatExact(found) : undefined;
};
