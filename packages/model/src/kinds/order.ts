import { AmountOf } from '../amount.ts';
import { IdOf, NameOf, TextOf } from '../fields.ts';
import { defineKind, everyRemove, everySet } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';
import { TimeMsOf } from '../time.ts';

const orderWords = ['new', 'partially_filled', 'filled', 'cancelled', 'rejected'] as const;

/** An instruction to a venue, from its acceptance to its end. */
export const order = defineKind({
  kind: 'order',
  channel: 'orders',
  description: 'An order at a venue: new, partially filled, filled, cancelled or rejected.',
  identity: 'order id',
  shared: false,
  schema: Shape({
    orderId: IdOf(),
    status: OpenEnum(orderWords, 'State that the order is in.'),
    action: Maybe(OpenEnum(orderWords, 'What happened to it, where the publisher says so beside the state.')),
    symbol: NameOf(),
    side: Maybe(OpenEnum(['buy', 'sell'])),
    type: Maybe(OpenEnum(['market', 'limit', 'stop', 'stop_limit'])),
    quantity: Maybe(AmountOf('base')),
    filledQuantity: Maybe(AmountOf('base')),
    price: Maybe(AmountOf('price', 'Limit price.')),
    stopPrice: Maybe(AmountOf('price')),
    averageFillPrice: Maybe(AmountOf('price')),
    fees: Maybe(AmountOf('quote')),
    reason: Maybe(TextOf('Why it was cancelled or rejected.')),
    botId: Maybe(IdOf()),
    signalId: Maybe(IdOf('Signal that it carries out.')),
    platform: Maybe(NameOf('Exchange.')),
    createdAt: Maybe(TimeMsOf()),
    updatedAt: Maybe(TimeMsOf()),
  }),
  key: (data) => data.orderId,
  update: (data) => data.action ?? data.status,
  updates: {
    new: everySet,
    partially_filled: everySet,
    filled: everyRemove,
    cancelled: everyRemove,
    rejected: everyRemove,
    other: everySet,
  },
});
