import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { saveFile } from '../platform/save-file.ts';
import { useToast } from '../ui/toasts.tsx';
import type { Column } from './column.ts';
import { toCsv } from './csv.ts';
import { filterRows, sortRows } from './row-order.ts';
import type { RowTexts, Sort } from './row-order.ts';
import { RowGrid } from './row-grid.tsx';
import { TableToolbar } from './table-toolbar.tsx';
import { useArrangement } from './use-arrangement.ts';
import { useCalm } from './use-calm.ts';

/** What a table takes. */
export interface DataTableProps<Row> {
  /** Under which the person's arrangement is kept; unique in the console. */
  readonly id: string;
  /** What it lists, for readers of screens and for the name of an export. */
  readonly label: string;
  /** The same list at each render: outside of the component, or in a memo. */
  readonly columns: readonly Column<Row>[];
  /** Rows that are unchanged are the same objects, as facts are. */
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Opens a row: Enter, or a click. */
  readonly onOpen?: (row: Row) => void;
  /** Key of the row that is open. */
  readonly openKey?: string | undefined;
  /** The order until the person chooses one. The same object at each render. */
  readonly firstSort?: Sort;
  /** Shown where there are no rows at all. */
  readonly empty: ReactNode;
  /** Further choices, in the bar above. */
  readonly toolbar?: ReactNode;
}

/** Texts of rows, as long as the columns are the same. */
const useRowTexts = (columns: readonly unknown[]): RowTexts => {
  const kept = useRef<{ readonly columns: readonly unknown[]; readonly texts: RowTexts } | undefined>(undefined);
  if (kept.current?.columns !== columns) kept.current = { columns, texts: new WeakMap() };
  return kept.current.texts;
};

/** Rows by the thousand: only what is seen is drawn. Keys move through it, and every arrangement is kept. */
export const DataTable = <Row extends object>(props: DataTableProps<Row>) => {
  const { id, label, columns, rows: newest, rowKey, onOpen, openKey, firstSort, empty, toolbar } = props;
  const [filter, setFilter] = useState('');
  const wanted = useDeferredValue(filter);
  const rows = useCalm(newest);
  const arrangement = useArrangement(id, columns, firstSort);
  const { sort, shown } = arrangement;
  const texts = useRowTexts(columns);
  const ordered = useMemo(
    () => sortRows(filterRows(rows, columns, wanted, texts), columns, sort),
    [rows, columns, wanted, texts, sort],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const say = useToast();
  const save = () => {
    saveFile(`${label.toLowerCase().replaceAll(/\W+/g, '-')}.csv`, toCsv(ordered, shown));
    say({ title: `Exported ${ordered.length} rows` });
  };
  return (
    <div className="flex h-full min-h-0 flex-col">
      <TableToolbar
        {...{ columns, arrangement, filter, input }}
        onFilter={setFilter}
        counts={{ shown: ordered.length, all: rows.length }}
        onExport={save}
        onLeave={() => scroller.current?.focus()}
      >
        {toolbar}
      </TableToolbar>
      {rows.length === 0 ? (
        empty
      ) : (
        <RowGrid {...{ label, columns, ordered, arrangement, rowKey, onOpen, openKey, scroller }} />
      )}
    </div>
  );
};
