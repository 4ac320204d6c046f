import { AmountOf } from '../amount.ts';
import { CountOf, DurationMsOf, IdOf } from '../fields.ts';
import { FreeJsonOf } from '../free-json.ts';
import { defineKind } from '../kind.ts';
import { Maybe, Shape } from '../shape.ts';
import { backtestEnd } from './backtest-end.ts';

/** A backtest reached its end. */
export const backtestComplete = defineKind({
  kind: 'backtest-complete',
  channel: 'backtests',
  description: 'A backtest reached its end: its results.',
  identity: 'backtest id',
  shared: false,
  schema: Shape({
    backtestId: IdOf(),
    finalBalance: Maybe(AmountOf('quote')),
    totalTrades: Maybe(CountOf()),
    winRate: Maybe(AmountOf('ratio')),
    sharpeRatio: Maybe(AmountOf('number')),
    maxDrawdownRatio: Maybe(AmountOf('ratio', 'Deepest drawdown as a part of the high watermark: zero or negative.')),
    returnRatio: Maybe(AmountOf('ratio', 'Final balance over first balance, minus one.')),
    durationMs: Maybe(DurationMsOf('Wall clock time that it took.')),
    results: Maybe(FreeJsonOf('Further results; they go out as they came in.')),
  }),
  key: (data) => data.backtestId,
  update: () => 'completed',
  updates: { completed: backtestEnd, other: backtestEnd },
});
