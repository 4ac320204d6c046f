import { amountIn, isJson, listIn, numberIn, objectIn, textIn } from '../../gateway/json-fields.ts';
import type { Json } from '../../gateway/json-fields.ts';
import { formatCount, formatPercent } from '../../format/amount-text.ts';
import { Gain } from '../../ui/figure.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import type { SimpleColumn } from '../../ui/simple-table.tsx';

const columns: readonly SimpleColumn<Json>[] = [
  { id: 'regime', title: 'Regime', cell: (row) => <span className="font-medium">{textIn(row, 'regime')}</span> },
  {
    id: 'share',
    title: 'Share of bars',
    align: 'right',
    cell: (row) => <span className="figures">{formatPercent(amountIn(row, 'share'), { digits: 1 })}</span>,
  },
  {
    id: 'trades',
    title: 'Trades',
    align: 'right',
    cell: (row) => <span className="figures">{formatCount(numberIn(objectIn(row, 'trades'), 'totalTrades'))}</span>,
  },
  {
    id: 'won',
    title: 'Won',
    align: 'right',
    cell: (row) => (
      <span className="figures">{formatPercent(amountIn(objectIn(row, 'trades'), 'winRate'), { digits: 1 })}</span>
    ),
  },
  {
    id: 'pnl',
    title: 'P&L',
    align: 'right',
    cell: (row) => <Gain value={amountIn(objectIn(row, 'trades'), 'netPnl')} />,
  },
];

/** What was earned in which regime of the market. */
export const RegimesTable = ({ results }: { readonly results: Json }) => {
  const rows = listIn(results, 'regimes').filter(isJson);
  if (rows.length === 0) return null;
  return (
    <Panel title="By regime" kinds={[]} flush>
      <SimpleTable label="Regimes" columns={columns} rows={rows} rowKey={(row) => textIn(row, 'regime') ?? ''} />
    </Panel>
  );
};
