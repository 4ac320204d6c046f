import type { ReactNode, RefObject } from 'react';
import { IconButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { formatCount } from '../format/amount-text.ts';
import type { Column } from './column.ts';
import type { Arrangement } from './use-arrangement.ts';

/** What the bar above a table takes. */
export interface TableToolbarProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly arrangement: Arrangement<Row>;
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
  readonly input: RefObject<HTMLInputElement | null>;
  /** Rows that are shown, of all. */
  readonly counts: { readonly shown: number; readonly all: number };
  readonly onExport: () => void;
  readonly onLeave: () => void;
  /** Further choices of the page. */
  readonly children?: ReactNode;
}

/** The filter, how many rows there are, and what can be done with them. */
export const TableToolbar = <Row,>(props: TableToolbarProps<Row>) => {
  const { columns, arrangement, filter, onFilter, input, counts, onExport, onLeave, children } = props;
  const isFiltered = counts.shown !== counts.all;
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-2">
      <label className="flex h-7 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-muted focus-within:bg-raised sm:max-w-72">
        <Icon name="search" size={14} />
        <input
          ref={input}
          data-filter=""
          type="search"
          aria-label="Filter"
          placeholder="Filter  /"
          value={filter}
          onChange={(event) => onFilter(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' && event.key !== 'ArrowDown') return;
            if (event.key === 'Escape') onFilter('');
            event.preventDefault();
            onLeave();
          }}
          className="h-full min-w-0 flex-1 bg-transparent text-xs text-ink outline-none placeholder:text-faint"
        />
      </label>
      {children !== undefined && (
        <div className="flex items-center gap-1.5 max-sm:order-last max-sm:w-full max-sm:pb-1.5">{children}</div>
      )}
      <span className="figures ml-auto text-2xs text-faint" role="status">
        {isFiltered ? `${formatCount(counts.shown)} of ${formatCount(counts.all)}` : formatCount(counts.all)}
      </span>
      <Menu
        label="Columns"
        staysOpen
        trigger={<IconButton icon="columns" label="Columns" />}
        items={columns.map(({ id, title }) => ({
          id,
          title,
          isChosen: arrangement.shown.some((column) => column.id === id),
        }))}
        onChoose={arrangement.toggle}
      />
      <IconButton icon="download" label="Export as CSV" onClick={onExport} disabled={counts.shown === 0} />
    </div>
  );
};
