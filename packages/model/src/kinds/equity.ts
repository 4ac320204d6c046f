import { Type } from 'typebox';
import { AmountOf } from '../amount.ts';
import { defineKind, latestSet } from '../kind.ts';

/** What an account is worth, and how that came about. */
export const equity = defineKind({
  kind: 'equity',
  channel: 'equity',
  description: 'What an account is worth now: equity, profit and loss by period, high watermark and drawdown.',
  shared: false,
  schema: Type.Object(
    {
      equity: AmountOf('quote', 'Cash plus the value of open positions.'),
      currency: Type.Optional(Type.String({ minLength: 1, maxLength: 16, description: 'Quote currency, such as USD.' })),
      cash: Type.Optional(AmountOf('quote')),
      buyingPower: Type.Optional(AmountOf('quote')),
      positionsValue: Type.Optional(AmountOf('quote', 'Value of open positions.')),
      dailyPnl: Type.Optional(AmountOf('quote')),
      dailyPnlRatio: Type.Optional(AmountOf('ratio')),
      weeklyPnl: Type.Optional(AmountOf('quote')),
      weeklyPnlRatio: Type.Optional(AmountOf('ratio')),
      totalPnl: Type.Optional(AmountOf('quote')),
      totalPnlRatio: Type.Optional(AmountOf('ratio')),
      highWatermark: Type.Optional(AmountOf('quote', 'Highest equity reached.')),
      drawdown: Type.Optional(AmountOf('quote', 'Equity minus high watermark: zero or negative.')),
      drawdownRatio: Type.Optional(AmountOf('ratio', 'Drawdown as a part of the high watermark: zero or negative.')),
    },
    { additionalProperties: false },
  ),
  key: () => 'equity',
  update: () => 'updated',
  updates: { updated: latestSet, other: latestSet },
});
