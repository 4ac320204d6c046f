import { AmountOf } from '../amount.ts';
import { NameOf } from '../fields.ts';
import { defineKind, everyNone } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';
import { TimeMsOf } from '../time.ts';

/** A large transfer into or out of a platform. */
export const whale = defineKind({
  kind: 'whale',
  channel: 'market',
  description: 'A large transfer into or out of a platform.',
  identity: 'asset',
  shared: true,
  schema: Shape({
    asset: NameOf('Coin that moved.'),
    platform: Maybe(NameOf('Exchange.')),
    flowType: Maybe(OpenEnum(['inflow', 'outflow'])),
    amount: Maybe(AmountOf('asset')),
    valueUsd: Maybe(AmountOf('usd')),
    signal: Maybe(OpenEnum(['bullish', 'bearish', 'neutral'])),
    seenAt: Maybe(TimeMsOf('When it was seen, where that is told apart from the report.')),
  }),
  key: (data) => data.asset,
  update: () => 'seen',
  updates: { other: everyNone },
});
