import { useMemo } from 'react';
import { amountIn, isJson, listIn, numberIn, textIn } from '../../gateway/json-fields.ts';
import type { Json } from '../../gateway/json-fields.ts';
import { formatCount } from '../../format/amount-text.ts';
import { DataTable } from '../../table/data-table.tsx';
import type { Column } from '../../table/column.ts';
import { Direction } from '../../ui/direction.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Gain, Money, Price, Quantity } from '../../ui/figure.tsx';
import { Panel } from '../../ui/panel.tsx';

/** A closed trade of a result, with its place among all of them. */
interface RunTrade {
  readonly place: number;
  readonly data: Json;
}

const keyOf = ({ place }: RunTrade): string => String(place);

const amount = (
  id: string,
  title: string,
  { field, Cell, widthPx = 100 }: { readonly field: string; readonly Cell: typeof Gain; readonly widthPx?: number },
): Column<RunTrade> => ({
  id,
  title,
  type: 'figure',
  widthPx,
  value: ({ data }) => amountIn(data, field),
  cell: ({ data }) => <Cell value={amountIn(data, field)} />,
});

const columns: readonly Column<RunTrade>[] = [
  { id: 'place', title: '#', type: 'figure', widthPx: 52, value: ({ place }) => place },
  {
    id: 'opened',
    title: 'Opened',
    type: 'text',
    widthPx: 96,
    phone: 'aside',
    value: ({ data }) => textIn(data, 'openedOn'),
  },
  { id: 'closed', title: 'Closed', type: 'text', widthPx: 96, value: ({ data }) => textIn(data, 'closedOn') },
  {
    id: 'symbol',
    title: 'Symbol',
    type: 'text',
    widthPx: 110,
    phone: 'title',
    value: ({ data }) => textIn(data, 'symbol'),
  },
  {
    id: 'side',
    title: 'Side',
    type: 'text',
    widthPx: 80,
    phone: 'title',
    value: ({ data }) => textIn(data, 'side'),
    cell: ({ data }) => <Direction word={textIn(data, 'side')} />,
  },
  amount('quantity', 'Quantity', { field: 'quantity', Cell: Quantity }),
  { ...amount('entry', 'Entry', { field: 'entryPrice', Cell: Price }), phone: 'detail' },
  { ...amount('exit', 'Exit', { field: 'exitPrice', Cell: Price }), phone: 'detail' },
  amount('fees', 'Fees', { field: 'fees', Cell: Money, widthPx: 80 }),
  amount('funding', 'Funding', { field: 'funding', Cell: Gain, widthPx: 90 }),
  { ...amount('pnl', 'P&L', { field: 'pnl', Cell: Gain, widthPx: 110 }), phone: 'figure' },
];

const empty = (
  <EmptyState icon="trades" title="No trades">
    The strategy never entered.
  </EmptyState>
);

/** The closed trades of a full result. */
export const RunTrades = ({ results }: { readonly results: Json }) => {
  const trades = useMemo(
    () =>
      listIn(results, 'trades')
        .filter(isJson)
        .map((data, index) => ({ place: index + 1, data })),
    [results],
  );
  const omitted = numberIn(results, 'tradesOmitted') ?? 0;
  return (
    <Panel
      title="Trades"
      kinds={[]}
      flush
      className="h-[28rem]"
      actions={omitted > 0 && <span className="text-2xs text-warn">{formatCount(omitted)} more are not kept</span>}
    >
      <DataTable
        id="backtest-trades"
        label="Trades of the backtest"
        columns={columns}
        rows={trades}
        rowKey={keyOf}
        empty={empty}
      />
    </Panel>
  );
};
