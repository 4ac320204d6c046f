import { AmountOf } from '../amount.ts';
import { IdOf, NameOf } from '../fields.ts';
import { defineKind, everyNone } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';
import { TimeMsOf } from '../time.ts';

/** An exchange of one asset for another. Its id repeats with each status that it goes through. */
export const trade = defineKind({
  kind: 'trade',
  channel: 'trades',
  description: 'A trade: executed, or its status changed.',
  identity: 'trade id',
  shared: false,
  schema: Shape({
    tradeId: IdOf('Repeats with each status of the same trade.'),
    status: OpenEnum(['pending', 'filled', 'cancelled', 'failed']),
    symbol: NameOf(),
    side: OpenEnum(['buy', 'sell']),
    quantity: Maybe(AmountOf('base')),
    price: Maybe(AmountOf('price', 'Execution price.')),
    total: Maybe(AmountOf('quote', 'Quantity times price.')),
    fee: Maybe(AmountOf('quote')),
    pnl: Maybe(AmountOf('quote', 'Only of a trade that closes a position.')),
    botId: Maybe(IdOf()),
    orderId: Maybe(IdOf()),
    platform: Maybe(NameOf('Exchange.')),
    executedAt: Maybe(TimeMsOf('When the venue executed it, where that is told apart from the report.')),
  }),
  key: (data) => data.tradeId,
  update: (data) => data.status,
  updates: { other: everyNone },
});
