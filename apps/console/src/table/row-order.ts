import { compareValues, textOfValue } from './column.ts';
import type { Column } from './column.ts';

/** By which column rows stand in order. */
export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

const termsOf = (filter: string): readonly string[] =>
  filter
    .toLowerCase()
    .split(/\s+/)
    .filter((term) => term !== '');

/** The rows in which every word of the filter is found in some column. */
export const filterRows = <Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  filter: string,
): readonly Row[] => {
  const terms = termsOf(filter);
  if (terms.length === 0) return rows;
  return rows.filter((row) => {
    const text = columns.map(({ value }) => textOfValue(value(row)).toLowerCase()).join('\n');
    return terms.every((term) => text.includes(term));
  });
};

/** The rows in order; rows that are equal stay as they were, and what has no value comes last whatever the direction. */
export const sortRows = <Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | undefined,
): readonly Row[] => {
  const column = columns.find(({ id }) => id === sort?.column);
  if (sort === undefined || column === undefined) return rows;
  const { value, type } = column;
  const direction = sort.descending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: value(row) }))
    .toSorted((left, right) => {
      const absence = Number(left.value === undefined) - Number(right.value === undefined);
      return absence === 0 ? direction * compareValues(left.value, right.value, type) : absence;
    })
    .map(({ row }) => row);
};

/** What follows on the sort of a column when its head is pressed: figures begin with the greatest, then turn, then no order. */
export const nextSort = <Row>(column: Column<Row>, sort: Sort | undefined): Sort | undefined => {
  const first = column.type !== 'text';
  if (sort?.column !== column.id) return { column: column.id, descending: first };
  return sort.descending === first ? { column: column.id, descending: !first } : undefined;
};
