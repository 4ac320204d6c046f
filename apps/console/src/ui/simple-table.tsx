import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** One column of a simple table. */
export interface SimpleColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** Figures stand at the right. @default left */
  readonly align?: 'left' | 'right';
  /** Leaves the column out where the panel is narrow. @default false */
  readonly isWideOnly?: boolean;
  /** Takes what room is left, and is cut off where there is too little. @default false */
  readonly isGrowing?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

/** What a simple table takes. */
export interface SimpleTableProps<Row> {
  /** What it lists, for readers of screens. */
  readonly label: string;
  readonly columns: readonly SimpleColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

const cellClass = <Row,>({ align = 'left', isWideOnly = false, isGrowing = false }: SimpleColumn<Row>): string =>
  classNames(
    align === 'right' ? 'text-right' : 'text-left',
    isWideOnly && 'hidden @md:table-cell',
    isGrowing && 'w-full max-w-0 min-w-24',
  );

/** A few rows that need no sorting, filtering or scrolling of their own; `DataTable` is for more. */
export const SimpleTable = <Row,>({ label, columns, rows, rowKey }: SimpleTableProps<Row>) => (
  <table aria-label={label} className="w-full border-separate border-spacing-0 px-1.5 text-xs">
    <thead className="sticky top-0 bg-surface">
      <tr>
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            className={classNames(
              'h-8 border-b border-line px-2 text-2xs font-medium whitespace-nowrap text-faint',
              cellClass(column),
            )}
          >
            {column.title}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr key={rowKey(row)} className="group hover:bg-raised/60">
          {columns.map((column) => (
            <td
              key={column.id}
              className={classNames('h-9 border-b border-line/60 px-2 py-1 group-last:border-0', cellClass(column))}
            >
              {column.cell(row)}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);
