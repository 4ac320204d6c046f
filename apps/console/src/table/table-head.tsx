import type { KeyboardEvent, PointerEvent } from 'react';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/icon.tsx';
import { crowded } from './column.ts';
import type { Column } from './column.ts';
import { nextSort } from './row-order.ts';
import type { Arrangement } from './use-arrangement.ts';

/** What the head takes. */
export interface TableHeadProps<Row> {
  readonly arrangement: Arrangement<Row>;
  readonly template: string;
}

/** How far an arrow key moves an edge, in pixels. */
const keyStepPx = 16;

const Edge = <Row,>({
  column,
  arrangement,
}: {
  readonly column: Column<Row>;
  readonly arrangement: Arrangement<Row>;
}) => {
  const { widthOf, resize } = arrangement;
  const drag = (event: PointerEvent<HTMLElement>) => {
    const edge = event.currentTarget;
    const [startPx, widthPx] = [event.clientX, widthOf(column)];
    const move = (moved: globalThis.PointerEvent) => resize(column.id, widthPx + moved.clientX - startPx);
    edge.setPointerCapture(event.pointerId);
    edge.addEventListener('pointermove', move);
    const end = () => edge.removeEventListener('pointermove', move);
    edge.addEventListener('lostpointercapture', end, { once: true });
  };
  const press = ({ key }: KeyboardEvent) => {
    const step = key === 'ArrowRight' ? keyStepPx : key === 'ArrowLeft' ? -keyStepPx : 0;
    if (step !== 0) resize(column.id, widthOf(column) + step);
  };
  return (
    <button
      type="button"
      role="separator"
      aria-orientation="vertical"
      aria-valuenow={widthOf(column)}
      aria-label={`Width of ${column.title}`}
      onPointerDown={drag}
      onKeyDown={press}
      className="absolute inset-y-1.5 right-0 w-1.5 cursor-col-resize touch-none rounded opacity-0 group-hover:opacity-100 hover:bg-accent focus-visible:opacity-100"
    />
  );
};

/** The titles of the columns: pressed, they sort; their edges are dragged, or moved with the arrow keys. */
export const TableHead = <Row,>({ arrangement, template }: TableHeadProps<Row>) => {
  const { shown, sort, setSort } = arrangement;
  const spaced = crowded(shown);
  return (
    <div
      role="row"
      aria-rowindex={1}
      style={{ gridTemplateColumns: template }}
      className="sticky top-0 z-10 grid h-8 min-w-full border-b border-line bg-surface px-1.5 text-2xs"
    >
      {shown.map((column) => {
        const isSorted = sort?.column === column.id;
        const order = isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none';
        return (
          <div key={column.id} role="columnheader" aria-sort={order} className="group relative flex min-w-0">
            <button
              type="button"
              onClick={() => setSort(nextSort(column, sort))}
              className={classNames(
                'flex min-w-0 flex-1 items-center gap-1 px-2 font-medium hover:text-ink',
                column.type === 'figure' && 'justify-end',
                spaced.has(column) && 'pl-6',
                isSorted ? 'text-ink' : 'text-faint',
              )}
            >
              <span className="truncate">{column.title}</span>
              {isSorted && <Icon name={sort.descending ? 'down' : 'up'} size={12} />}
            </button>
            <Edge column={column} arrangement={arrangement} />
          </div>
        );
      })}
    </div>
  );
};
