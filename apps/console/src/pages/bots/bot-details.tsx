import { useCallback, useMemo } from 'react';
import { useParam } from '../../console/use-choices.ts';
import { useSeries } from '../../console/use-facts.ts';
import type { Fact, FactOf, Kind } from '../../data/fact.ts';
import { PageLink } from '../../route/page-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { decisionList, orderList, positionList, signalList, tradeList } from '../blotters/blotter-definitions.tsx';
import { FactList } from '../blotters/fact-list.tsx';
import type { FactListDefinition } from '../blotters/fact-list.tsx';
import { BotCard } from './bot-card.tsx';
import { BotLog } from './bot-log.tsx';
import { resultsByBot, resultsOf } from './bot-results.ts';

type Bot = FactOf<'bot'>;

/** Kinds whose facts may name a bot. */
type OfBot = Extract<Kind, 'position' | 'order' | 'trade' | 'signal' | 'decision'>;

interface ListOfProps<K extends OfBot> {
  readonly definition: FactListDefinition<K>;
  readonly bot: Bot;
}

const empty = (
  <EmptyState icon="bots" title="Nothing of this bot yet">
    Facts are here that name the bot by its <code className="font-mono">botId</code>: of the last hours, and whatever
    happens now.
  </EmptyState>
);

/** A publisher that names no bot of a fact leaves it out here: nothing is guessed. */
const ListOf = <K extends OfBot>({ definition, bot }: ListOfProps<K>) => {
  const { account, data } = bot;
  const { botId } = data;
  const keep = useCallback(
    (fact: Fact<K>) => fact.account === account && Reflect.get(fact.data, 'botId') === botId,
    [account, botId],
  );
  return <FactList id={`bot-${definition.kind}`} definition={definition} keep={keep} empty={empty} />;
};

/** One bot, and everything that is known of it. */
export const BotDetails = ({ bot }: { readonly bot: Bot }) => {
  const [tab, choose] = useParam('tab');
  const trades = useSeries('trade', { account: bot.account });
  const results = useMemo(() => resultsByBot(trades), [trades]);
  const tabs = [
    { id: 'positions', title: 'Positions', content: <ListOf definition={positionList} bot={bot} /> },
    { id: 'orders', title: 'Orders', content: <ListOf definition={orderList} bot={bot} /> },
    { id: 'trades', title: 'Trades', content: <ListOf definition={tradeList} bot={bot} /> },
    { id: 'signals', title: 'Signals', content: <ListOf definition={signalList} bot={bot} /> },
    { id: 'decisions', title: 'Decisions', content: <ListOf definition={decisionList} bot={bot} /> },
    { id: 'log', title: 'Log', content: <BotLog bot={bot} /> },
  ];
  const chosen = tabs.find(({ id }) => id === tab)?.id ?? 'positions';
  return (
    <div className="flex h-full flex-col gap-3 p-3">
      <PageLink page="bots" className="flex w-fit items-center gap-1.5 text-xs text-muted hover:text-ink">
        <span className="rotate-90">
          <Icon name="down" size={14} />
        </span>
        All bots
      </PageLink>
      <ul>
        <BotCard bot={bot} results={resultsOf(results, bot.account, bot.data.botId)} />
      </ul>
      <Panel title="What it did" kinds={['bot', 'order', 'position']} flush className="min-h-64 flex-1">
        <Tabs label="Of this bot" tabs={tabs} chosen={chosen} onChoose={choose} />
      </Panel>
    </div>
  );
};
