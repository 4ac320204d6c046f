import { Type } from 'typebox';
import { AmountOf } from '../amount.ts';
import { NameOf, RecordName } from '../fields.ts';
import { defineKind, latestSet } from '../kind.ts';
import { Maybe, Shape } from '../shape.ts';

const Balance = Shape({
  free: Maybe(AmountOf('asset', 'Available.')),
  locked: Maybe(AmountOf('asset', 'In open orders.')),
  total: Maybe(AmountOf('asset')),
});

/** What an account holds at one platform, by asset. */
export const balances = defineKind({
  kind: 'balances',
  channel: 'balances',
  description: 'What an account holds at one platform, by asset.',
  identity: 'platform',
  shared: false,
  schema: Shape({
    platform: NameOf('Exchange, or `all` for their sum.'),
    balances: Type.Record(RecordName, Balance, {
      additionalProperties: false,
      maxProperties: 2000,
    }),
    totalValue: Maybe(AmountOf('quote', 'Value of all assets in `currency`.')),
    currency: Maybe(NameOf('Currency of `totalValue`, such as ZAR; nothing is converted.')),
  }),
  key: (data) => data.platform,
  update: () => 'updated',
  updates: { updated: latestSet, other: latestSet },
});
