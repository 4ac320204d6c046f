import { useFacts } from '../../console/use-facts.ts';
import type { FactOf } from '../../data/fact.ts';
import { formatCount, formatPercent } from '../../format/amount-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Gain } from '../../ui/figure.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import type { SimpleColumn } from '../../ui/simple-table.tsx';
import { Status } from '../../ui/status.tsx';

type Bot = FactOf<'bot'>;

const columns: readonly SimpleColumn<Bot>[] = [
  {
    id: 'name',
    title: 'Bot',
    isGrowing: true,
    cell: ({ data }) => (
      <span className="flex min-w-0 flex-col leading-4">
        <span className="truncate font-medium">{data.name ?? data.botId}</span>
        <span className="truncate text-2xs text-faint">{[data.symbol, data.platform].filter(Boolean).join(' · ')}</span>
      </span>
    ),
  },
  { id: 'status', title: 'Status', cell: ({ data }) => <Status word={data.status} /> },
  {
    id: 'mode',
    title: 'Mode',
    isWideOnly: true,
    cell: ({ data }) => data.tradingMode !== undefined && <Badge>{data.tradingMode}</Badge>,
  },
  {
    id: 'trades',
    title: 'Trades',
    align: 'right',
    isWideOnly: true,
    cell: ({ data }) => <span className="figures">{formatCount(data.tradesCount)}</span>,
  },
  {
    id: 'wins',
    title: 'Wins',
    align: 'right',
    cell: ({ data }) => <span className="figures">{formatPercent(data.winRate, { digits: 0 })}</span>,
  },
  { id: 'pnl', title: 'P&L', align: 'right', cell: ({ data }) => <Gain value={data.pnl} /> },
];

const empty = (
  <EmptyState icon="bots" title="No bots">
    They are here once an engine publishes facts of the kind <code className="font-mono">bot</code>.
  </EmptyState>
);

/** The bots, and how they do. */
export const BotsPanel = () => {
  const bots = useFacts('bot');
  return (
    <Panel title="Bots" kinds={['bot']} flush className="max-h-96 min-h-44" empty={bots.length > 0 ? undefined : empty}>
      <SimpleTable label="Bots" columns={columns} rows={bots} rowKey={({ account, key }) => `${account} ${key}`} />
    </Panel>
  );
};
