import { useMemo } from 'react';
import { useConsole } from '../../console/console-context.ts';
import { useParam } from '../../console/use-choices.ts';
import { useFacts, useSeries } from '../../console/use-facts.ts';
import type { FactOf } from '../../data/fact.ts';
import { DataTable } from '../../table/data-table.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { rowKeyOf } from '../blotters/newest-of-each.ts';
import { BotCard } from './bot-card.tsx';
import { botColumns } from './bot-columns.tsx';
import { BotDetails } from './bot-details.tsx';
import { resultsByBot, resultsOf } from './bot-results.ts';
import type { BotResults } from './bot-results.ts';

type Bot = FactOf<'bot'>;

const byName = { column: 'name', descending: false } as const;

const empty = (
  <EmptyState icon="bots" title="No bots">
    They are here once an engine publishes facts of the kind <code className="font-mono">bot</code>.
  </EmptyState>
);

interface ViewProps {
  readonly bots: readonly Bot[];
  readonly resultsFor: (bot: Bot) => BotResults;
}

const Cards = ({ bots, resultsFor }: ViewProps) => (
  <ul className="grid grid-cols-1 gap-3 p-3 sm:grid-cols-2 xl:grid-cols-3">
    {bots.map((bot) => (
      <BotCard key={rowKeyOf(bot)} bot={bot} results={resultsFor(bot)} />
    ))}
  </ul>
);

const Table = ({ bots, resultsFor }: ViewProps) => {
  const { router } = useConsole();
  const columns = useMemo(() => botColumns(resultsFor), [resultsFor]);
  return (
    <DataTable
      id="bots"
      label="Bots"
      columns={columns}
      rows={bots}
      rowKey={rowKeyOf}
      onOpen={(bot) => router.go('bots', { bot: rowKeyOf(bot) })}
      firstSort={byName}
      empty={empty}
    />
  );
};

const AllBots = ({ bots }: { readonly bots: readonly Bot[] }) => {
  const [view, choose] = useParam('view');
  const trades = useSeries('trade');
  const results = useMemo(() => resultsByBot(trades), [trades]);
  const resultsFor = useMemo(() => (bot: Bot) => resultsOf(results, bot.account, bot.data.botId), [results]);
  const isTable = view === 'table';
  return (
    <div className="h-full p-3">
      <Panel
        title={bots.length === 0 ? 'Bots' : `Bots (${bots.length})`}
        kinds={['bot']}
        flush
        className="h-full"
        empty={bots.length === 0 ? empty : undefined}
        actions={
          <Button look="quiet" onClick={() => choose(isTable ? undefined : 'table')}>
            {isTable ? 'As cards' : 'As a table'}
          </Button>
        }
      >
        {isTable ? <Table {...{ bots, resultsFor }} /> : <Cards {...{ bots, resultsFor }} />}
      </Panel>
    </div>
  );
};

/** The bots: all of them, or one with what it did. */
export const BotsPage = () => {
  const bots = useFacts('bot');
  const [chosen] = useParam('bot');
  const bot = bots.find((one) => rowKeyOf(one) === chosen);
  return bot === undefined ? <AllBots bots={bots} /> : <BotDetails key={chosen} bot={bot} />;
};
