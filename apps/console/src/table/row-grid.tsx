import { useVirtualizer } from '@tanstack/react-virtual';
import { useId } from 'react';
import type { RefObject } from 'react';
import { usePhone } from '../platform/use-media.ts';
import type { Column } from './column.ts';
import { TableHead } from './table-head.tsx';
import { TableRow } from './table-row.tsx';
import type { Arrangement } from './use-arrangement.ts';
import { useRowKeys } from './use-row-keys.ts';

/** What the grid takes. */
export interface RowGridProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** Rows in the order in which they are shown. */
  readonly ordered: readonly Row[];
  readonly arrangement: Arrangement<Row>;
  readonly rowKey: (row: Row) => string;
  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly openKey: string | undefined;
  readonly scroller: RefObject<HTMLDivElement | null>;
}

/** Heights of a row, in pixels; `table-row.tsx` draws them so. */
const rowHeightPx = { wide: 32, phone: 52 } as const;

/** Rows drawn beyond what is seen, so that a quick scroll finds them there. */
const overscan = 8;

/** The rows that are seen, below their head. */
export const RowGrid = <Row,>(props: RowGridProps<Row>) => {
  const { label, columns, ordered, arrangement, rowKey, openKey, scroller } = props;
  const { shown, widthOf } = arrangement;
  const isPhone = usePhone();
  const id = useId();
  const virtual = useVirtualizer({
    count: ordered.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isPhone ? rowHeightPx.phone : rowHeightPx.wide),
    overscan,
  });
  const { active, onKeyDown, pick } = useRowKeys({
    ...props,
    shown,
    scrollTo: (place) => virtual.scrollToIndex(place),
  });
  const template = shown.map((column) => `${widthOf(column)}px`).join(' ');
  const drawn = virtual.getVirtualItems();
  const isDrawn = drawn.some(({ index }) => index === active);
  const draw = (row: Row, index: number, topPx: number) => (
    <TableRow
      key={rowKey(row)}
      id={`${id}-${index}`}
      {...{ row, index, topPx, template, isPhone }}
      isActive={index === active || rowKey(row) === openKey}
      columns={isPhone ? columns : shown}
      onPick={pick}
    />
  );
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={ordered.length + 1}
      aria-activedescendant={isDrawn ? `${id}-${active}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="min-h-0 flex-1 overflow-auto -outline-offset-2"
    >
      {!isPhone && <TableHead arrangement={arrangement} template={template} />}
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {drawn.map(({ index, start }) => {
          const row = ordered[index];
          return row === undefined ? null : draw(row, index, start);
        })}
      </div>
    </div>
  );
};
