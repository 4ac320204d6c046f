import type { Column } from '../../table/column.ts';
import { formatPercent } from '../../format/amount-text.ts';
import { numberIn } from '../../gateway/json-fields.ts';
import { Gain, GainPercent } from '../../ui/figure.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Status } from '../../ui/status.tsx';
import { ratioOf } from './backtest.ts';
import type { Backtest } from './backtest.ts';

const maxDrawdown = (backtest: Backtest): number | undefined => {
  const percent = numberIn(backtest.result, 'drawdown');
  return percent === undefined ? undefined : -percent / 100;
};

const StatusCell = ({ backtest }: { readonly backtest: Backtest }) => (
  <span className="flex items-center gap-1.5">
    <Status word={backtest.status} {...(backtest.error === undefined ? {} : { title: backtest.error })} />
    {backtest.status === 'running' && (
      <span className="figures text-2xs text-muted">{formatPercent(backtest.progressRatio ?? 0, { digits: 0 })}</span>
    )}
  </span>
);

/** The columns of backtests: what was asked for, and what came of it. */
export const backtestColumns: readonly Column<Backtest>[] = [
  {
    id: 'created',
    title: 'Started',
    type: 'time',
    widthPx: 84,
    phone: 'aside',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <Moment at={createdAt} />,
  },
  {
    id: 'status',
    title: 'Status',
    type: 'text',
    widthPx: 112,
    phone: 'detail',
    value: ({ status }) => status,
    cell: (backtest) => <StatusCell backtest={backtest} />,
  },
  {
    id: 'symbol',
    title: 'Symbol',
    type: 'text',
    widthPx: 80,
    phone: 'title',
    value: ({ symbol, data }) => symbol ?? data,
    cell: ({ symbol, data }) => <span className="font-medium">{symbol ?? data}</span>,
  },
  { id: 'timeframe', title: 'Bars', type: 'text', widthPx: 50, phone: 'title', value: ({ timeframe }) => timeframe },
  { id: 'strategy', title: 'Strategy', type: 'text', widthPx: 150, phone: 'detail', value: ({ strategy }) => strategy },
  { id: 'variant', title: 'Variant', type: 'text', widthPx: 92, value: ({ variant }) => variant },
  {
    id: 'return',
    title: 'Return',
    type: 'figure',
    widthPx: 80,
    phone: 'figure',
    value: (backtest) => ratioOf(backtest, 'returnRatio', 'return_pct'),
    cell: (backtest) => <GainPercent value={ratioOf(backtest, 'returnRatio', 'return_pct')} />,
  },
  {
    id: 'drawdown',
    title: 'Deepest drawdown',
    type: 'figure',
    widthPx: 120,
    value: maxDrawdown,
    cell: (backtest) => <GainPercent value={maxDrawdown(backtest)} />,
  },
  {
    id: 'sharpe',
    title: 'Sharpe',
    type: 'figure',
    widthPx: 68,
    value: ({ result }) => numberIn(result, 'sharpe_ratio'),
    cell: ({ result }) => <Gain value={numberIn(result, 'sharpe_ratio')} />,
  },
  {
    id: 'trades',
    title: 'Trades',
    type: 'figure',
    widthPx: 68,
    value: ({ result }) => numberIn(result, 'total_trades'),
  },
  { id: 'from', title: 'From', type: 'text', widthPx: 92, value: ({ startDate }) => startDate },
  { id: 'to', title: 'To', type: 'text', widthPx: 92, value: ({ endDate }) => endDate },
  { id: 'data', title: 'Data', type: 'text', widthPx: 130, isHidden: true, value: ({ data }) => data },
  { id: 'account', title: 'Account', type: 'text', widthPx: 100, isHidden: true, value: ({ account }) => account },
];
