import { AmountOf, exact } from '../amount.ts';
import { NameOf } from '../fields.ts';
import { defineKind, latestSet } from '../kind.ts';
import { Maybe, Shape } from '../shape.ts';

/** What an account is worth, and how that came about. */
export const equity = defineKind({
  kind: 'equity',
  channel: 'equity',
  description: 'What an account is worth now: equity, profit and loss by period, high watermark and drawdown.',
  identity: 'one per account',
  shared: false,
  schema: Shape({
    equity: AmountOf('quote', 'Cash plus the value of open positions.'),
    totalEquity: Maybe(AmountOf('quote', 'Only where a publisher tells a total from the current equity.')),
    currency: Maybe(NameOf('Quote currency, such as USD.')),
    cash: Maybe(AmountOf('quote')),
    buyingPower: Maybe(AmountOf('quote')),
    positionsValue: Maybe(AmountOf('quote', 'Value of open positions.')),
    dailyPnl: Maybe(AmountOf('quote')),
    dailyPnlRatio: Maybe(AmountOf('ratio')),
    weeklyPnl: Maybe(AmountOf('quote')),
    weeklyPnlRatio: Maybe(AmountOf('ratio')),
    totalPnl: Maybe(AmountOf('quote')),
    totalPnlRatio: Maybe(AmountOf('ratio')),
    highWatermark: Maybe(AmountOf('quote', 'Highest equity reached.')),
    drawdown: Maybe(AmountOf('quote', 'Equity minus high watermark: zero or negative.')),
    drawdownRatio: Maybe(AmountOf('ratio', 'Drawdown as a part of the high watermark: zero or negative.')),
  }),
  key: () => 'equity',
  update: () => 'updated',
  updates: { updated: latestSet, other: latestSet },
  lint: ({ equity: worth, highWatermark, drawdown }) => {
    if (highWatermark === undefined || drawdown === undefined) return [];
    return exact(worth).minus(exact(highWatermark)).equals(exact(drawdown)) ? [] : ['drawdown-mismatch'];
  },
});
