import { useMemo } from 'react';
import { useParam } from '../../console/use-choices.ts';
import { useSeries } from '../../console/use-facts.ts';
import type { FactOf } from '../../data/fact.ts';
import { DataTable } from '../../table/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FactDrawer } from '../../ui/fact-drawer.tsx';
import { Panel } from '../../ui/panel.tsx';
import { tradeColumns } from './trade-columns.tsx';

type Trade = FactOf<'trade'>;

const keyOf = (trade: Trade): string => `${trade.account}/${trade.key}`;

/** The newest fact of each trade: its id repeats with each status. */
const newestOfEach = (trades: readonly Trade[]): readonly Trade[] => [
  ...new Map(trades.map((trade) => [keyOf(trade), trade])).values(),
];

const newestFirst = { column: 'time', descending: true } as const;

const empty = (
  <EmptyState icon="trades" title="No trades yet">
    Trades of the last hours and whatever is traded now are shown here. An engine publishes them as facts of the kind{' '}
    <code className="font-mono">trade</code>.
  </EmptyState>
);

/** What was bought and sold. */
export const TradesPage = () => {
  const happened = useSeries('trade');
  const trades = useMemo(() => newestOfEach(happened), [happened]);
  const [openKey, open] = useParam('trade');
  const openTrade = openKey === undefined ? undefined : trades.find((trade) => keyOf(trade) === openKey);
  return (
    <div className="h-full p-3">
      <Panel title="Trades" kinds={['trade']} flush className="h-full">
        <DataTable
          id="trades"
          label="Trades"
          columns={tradeColumns}
          rows={trades}
          rowKey={keyOf}
          onOpen={(trade) => open(keyOf(trade))}
          openKey={openKey}
          firstSort={newestFirst}
          empty={empty}
        />
      </Panel>
      <FactDrawer
        title={openTrade === undefined ? 'Trade' : `${openTrade.data.side} ${openTrade.data.symbol}`}
        fact={openTrade}
        history={happened.filter((trade) => keyOf(trade) === openKey)}
        onClose={() => open(undefined)}
      />
    </div>
  );
};
