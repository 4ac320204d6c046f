import { PureComponent } from 'react';
import { classNames } from '../ui/class-names.ts';
import { crowded, textOfValue, titleOf } from './column.ts';
import type { Column } from './column.ts';
import { FlashCell } from './flash-cell.tsx';

/** What a row takes. */
export interface TableRowProps<Row> {
  readonly id: string;
  readonly row: Row;
  /** Its place among all rows, from 0. */
  readonly index: number;
  readonly topPx: number;
  readonly columns: readonly Column<Row>[];
  /** CSS grid columns, as the head has them. */
  readonly template: string;
  readonly isActive: boolean;
  readonly isPhone: boolean;
  readonly onPick: (index: number) => void;
}

const contentOf = <Row,>(column: Column<Row>, row: Row) =>
  column.cell === undefined ? textOfValue(column.value(row)) || '–' : column.cell(row);

const Cells = <Row,>({ columns, row }: Pick<TableRowProps<Row>, 'columns' | 'row'>) => {
  const spaced = crowded(columns);
  return columns.map((column) => (
    <div
      key={column.id}
      role="gridcell"
      title={titleOf(column, row)}
      className={classNames(
        'flex min-w-0 items-center truncate px-2',
        column.type !== 'text' && 'figures',
        column.type === 'figure' && 'justify-end',
        spaced.has(column) && 'pl-6',
      )}
    >
      {column.flashes === true ? (
        <FlashCell value={column.value(row)}>{contentOf(column, row)}</FlashCell>
      ) : (
        <span className="truncate">{contentOf(column, row)}</span>
      )}
    </div>
  ));
};

const phoneOrder = [
  ['title', 'font-medium'],
  ['figure', 'justify-self-end font-medium'],
  ['detail', 'text-2xs text-muted'],
  ['aside', 'justify-self-end text-2xs text-muted'],
] as const;

/** Two lines: what it is and what it is worth, and below each a word more. */
const PhoneCells = <Row,>({ columns, row }: Pick<TableRowProps<Row>, 'columns' | 'row'>) =>
  phoneOrder.map(([place, className]) => (
    <div key={place} role="gridcell" className={classNames('flex min-w-0 items-center gap-1.5 truncate', className)}>
      {columns
        .filter(({ phone, value }) => phone === place && value(row) !== undefined)
        .map((column) => (
          <span key={column.id} className="truncate">
            {contentOf(column, row)}
          </span>
        ))}
    </div>
  ));

/**
 * One row. Facts never change, so a row that is the same object has nothing new to show and is not drawn again. It is a class,
 * because `memo` forgets what kind of row it is for.
 */
export class TableRow<Row> extends PureComponent<TableRowProps<Row>> {
  override render() {
    const { id, row, index, topPx, columns, template, isActive, isPhone, onPick } = this.props;
    return (
      <div
        id={id}
        role="row"
        aria-rowindex={index + 2}
        aria-selected={isActive}
        tabIndex={-1}
        onClick={() => onPick(index)}
        onKeyDown={() => undefined}
        style={{ transform: `translateY(${topPx}px)`, gridTemplateColumns: isPhone ? '1fr auto' : template }}
        className={classNames(
          'absolute top-0 left-0 grid min-w-full cursor-default border-b border-line/60 text-xs',
          isPhone ? 'h-13 w-full content-center gap-x-3 px-3.5' : 'h-8 px-1.5',
          isActive ? 'bg-accent-soft' : 'hover:bg-raised/70',
        )}
      >
        {isPhone ? <PhoneCells columns={columns} row={row} /> : <Cells columns={columns} row={row} />}
      </div>
    );
  }
}
