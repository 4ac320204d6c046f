import { AmountOf } from '../amount.ts';
import { CountOf, IdOf, NameOf } from '../fields.ts';
import { defineKind, everyRemove, latestSet } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';
import { TimeMsOf } from '../time.ts';

/**
 * A bot's status, configuration and results. Its updates are states, so a status that lasted less than a flush may be
 * skipped; whoever must see each change publishes an activity or an alert too. The status `removed` ends it.
 */
export const bot = defineKind({
  kind: 'bot',
  channel: 'bots',
  description: 'A bot’s status, configuration and results.',
  identity: 'bot id',
  shared: false,
  schema: Shape({
    botId: IdOf(),
    status: Maybe(OpenEnum(['running', 'stopped', 'paused', 'error', 'removed'])),
    name: Maybe(NameOf()),
    platform: Maybe(NameOf('Exchange.')),
    symbol: Maybe(NameOf()),
    tradingMode: Maybe(OpenEnum(['paper', 'live'])),
    riskMode: Maybe(OpenEnum(['conservative', 'moderate', 'aggressive'])),
    capital: Maybe(AmountOf('quote', 'Allocated capital.')),
    pnl: Maybe(AmountOf('quote')),
    tradesCount: Maybe(CountOf()),
    winRate: Maybe(AmountOf('ratio')),
    lastTradeAt: Maybe(TimeMsOf()),
  }),
  key: (data) => data.botId,
  update: (data) => data.status ?? 'other',
  updates: { removed: everyRemove, other: latestSet },
});
