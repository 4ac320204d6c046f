import type { Exact } from '@pitwall/model';
import type { PeriodRow } from './period-pnl.ts';

/** A year of the monthly table. */
export interface YearRow {
  /** Such as 2024. */
  readonly year: number;
  /** January to December; absent where the year has no such month. */
  readonly months: readonly (PeriodRow | undefined)[];
  /** Sum of the months' profits and losses. */
  readonly pnl: Exact;
  /** Last equity of the year over its first month's start, minus one: the months compounded. */
  readonly ratio: Exact | undefined;
}

const monthNumbers = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));

/** Puts rows of months, in order of time, into a table with a year a row. */
export const monthlyTable = (months: readonly PeriodRow[]): readonly YearRow[] => {
  const years = new Map<string, PeriodRow[]>();
  for (const row of months) {
    const year = row.period.slice(0, 4);
    const rows = years.get(year);
    if (rows === undefined) years.set(year, [row]);
    else rows.push(row);
  }
  return [...years].flatMap(([year, rows]) => yearRow(year, rows));
};

const yearRow = (year: string, rows: readonly PeriodRow[]): readonly YearRow[] => {
  const first = rows[0];
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return [];
  const start = first.startEquity;
  return [
    {
      year: Number(year),
      months: monthNumbers.map((month) => rows.find(({ period }) => period === `${year}-${month}`)),
      pnl: last.endEquity.minus(start),
      ratio: start.greaterThan(0) ? last.endEquity.div(start).minus(1) : undefined,
    },
  ];
};
