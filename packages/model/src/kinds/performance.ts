import { AmountOf } from '../amount.ts';
import { CountOf, NameOf } from '../fields.ts';
import { defineKind, latestSet } from '../kind.ts';
import { lintPerformance } from './performance-lint.ts';
import { Maybe, Shape } from '../shape.ts';

/** Results of trading over a period. */
export const performance = defineKind({
  kind: 'performance',
  channel: 'performance',
  description: 'Results of trading over a period: win rate, profit factor, Sharpe ratio, averages and extremes.',
  identity: 'timeframe',
  shared: false,
  schema: Shape({
    timeframe: NameOf('Period as it was published, such as 1D or ALL.'),
    winRate: Maybe(AmountOf('ratio')),
    profitFactor: Maybe(AmountOf('number', 'Sum of wins divided by sum of losses.')),
    sharpeRatio: Maybe(AmountOf('number')),
    totalTrades: Maybe(CountOf()),
    winningTrades: Maybe(CountOf()),
    losingTrades: Maybe(CountOf()),
    averageWin: Maybe(AmountOf('quote')),
    averageLoss: Maybe(AmountOf('quote', 'Zero or negative.')),
    largestWin: Maybe(AmountOf('quote')),
    largestLoss: Maybe(AmountOf('quote', 'Zero or negative.')),
    expectancy: Maybe(AmountOf('quote', 'Average profit or loss of a trade.')),
  }),
  key: (data) => data.timeframe,
  update: () => 'updated',
  updates: { updated: latestSet, other: latestSet },
  lint: lintPerformance,
});
