import { useFacts } from '../../console/use-facts.ts';
import type { FactOf } from '../../data/fact.ts';
import { Direction } from '../../ui/direction.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Gain, GainPercent, Price, Quantity } from '../../ui/figure.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import type { SimpleColumn } from '../../ui/simple-table.tsx';

type Position = FactOf<'position'>;

const columns: readonly SimpleColumn<Position>[] = [
  { id: 'symbol', title: 'Symbol', cell: ({ data }) => <span className="font-medium">{data.symbol}</span> },
  { id: 'side', title: 'Side', cell: ({ data }) => <Direction word={data.side} /> },
  { id: 'size', title: 'Size', align: 'right', isWideOnly: true, cell: ({ data }) => <Quantity value={data.size} /> },
  {
    id: 'entry',
    title: 'Entry',
    align: 'right',
    isWideOnly: true,
    cell: ({ data }) => <Price value={data.entryPrice} />,
  },
  { id: 'mark', title: 'Mark', align: 'right', cell: ({ data }) => <Price value={data.currentPrice} /> },
  { id: 'pnl', title: 'P&L', align: 'right', cell: ({ data }) => <Gain value={data.unrealizedPnl} /> },
  {
    id: 'ratio',
    title: '%',
    align: 'right',
    isWideOnly: true,
    cell: ({ data }) => <GainPercent value={data.unrealizedPnlRatio} />,
  },
];

/** Most rows of an overview: who wants all of them goes to their page. */
const mostRows = 50;

const empty = (
  <EmptyState icon="positions" title="No open positions">
    The desk holds nothing now. A position is here from its opening until its close.
  </EmptyState>
);

/** What is held now. */
export const PositionsPanel = () => {
  const positions = useFacts('position');
  return (
    <Panel
      title={positions.length === 0 ? 'Open positions' : `Open positions (${positions.length})`}
      kinds={['position']}
      flush
      className="max-h-96 min-h-44"
      empty={positions.length > 0 ? undefined : empty}
    >
      <SimpleTable
        label="Open positions"
        columns={columns}
        rows={positions.slice(0, mostRows)}
        rowKey={({ account, key }) => `${account} ${key}`}
      />
    </Panel>
  );
};
