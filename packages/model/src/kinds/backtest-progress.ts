import { AmountOf } from '../amount.ts';
import { BarDateOf, CountOf, IdOf, TextOf } from '../fields.ts';
import { defineKind, latestSet } from '../kind.ts';
import { Maybe, Shape } from '../shape.ts';

/** How far a backtest is. */
export const backtestProgress = defineKind({
  kind: 'backtest-progress',
  channel: 'backtests',
  description: 'How far a backtest is.',
  identity: 'backtest id',
  shared: false,
  schema: Shape({
    backtestId: IdOf(),
    progressRatio: Maybe(AmountOf('ratio', 'Zero to one.')),
    status: Maybe(TextOf('In words for people.')),
    barsProcessed: Maybe(CountOf()),
    totalBars: Maybe(CountOf()),
    currentDate: Maybe(BarDateOf('Date of the bar it is at.')),
    tradesCount: Maybe(CountOf('Trades so far.')),
    currentPnl: Maybe(AmountOf('quote')),
  }),
  key: (data) => data.backtestId,
  update: () => 'progressed',
  updates: { progressed: latestSet, other: latestSet },
});
