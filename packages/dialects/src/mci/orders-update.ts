import type { DataOf } from '@pitwall/model';
import { Type, type TSchema } from 'typebox';
import { amount } from '../wire/amounts.ts';
import type { Codec } from '../wire/codec.ts';
import { isJsonObject, pageObject } from '../wire/page-object.ts';
import { name } from '../wire/plain.ts';
import { group, optional, required } from '../wire/row.ts';
import type { Timed } from '../wire/timed.ts';
import { timeMs } from '../wire/times.ts';
import { mciMessage, timestamp } from './mci-message.ts';
import { orderEvent, orderSide, orderStatus, orderType } from './words.ts';

type Order = DataOf<'order'>;

const identity = { id: required('orderId', name), symbol: required('symbol', name) };

const figures = {
  type: optional('type', orderType),
  filledQty: optional('filledQuantity', amount),
  price: optional('price', amount),
  status: required('status', orderStatus),
  createdAt: optional('createdAt', timeMs),
  updatedAt: optional('updatedAt', timeMs),
};

const livingOrder = pageObject<Order>()({
  ...identity,
  side: required('side', orderSide),
  qty: required('quantity', amount),
  ...figures,
});

const partialOrder = pageObject<Order>()({
  ...identity,
  side: optional('side', orderSide),
  qty: optional('quantity', amount),
  ...figures,
});

const updateOf = <What extends TSchema, Schema extends TSchema>(
  what: Codec<string, What>,
  order: Codec<Order, Schema>,
) => {
  const type = required('action', what);
  return pageObject<Timed<'order'>>()({
    // Who does not say what happened says the state that it led to.
    type: { ...type, write: (said: Order, rest) => type.write({ action: said.action ?? said.status }, rest) },
    order: group(order),
    timestamp,
  });
};

const ends = [Type.Literal('filled'), Type.Literal('cancelled'), Type.Literal('rejected')] as const;

/** The end of an order is said whatever else is known of it: a console must not keep what is gone. */
const endedEvent = { ...orderEvent, schema: Type.Union([...ends]) };

const living = updateOf(orderEvent, livingOrder);
const ended = updateOf(endedEvent, partialOrder);

const isEnd = (type: unknown): boolean => ends.some((end) => end.const === type);

const formOfWire = (wire: unknown) => (isJsonObject(wire) && isEnd(wire['type']) ? ended : living);

const schema = Type.Union([living.schema, ended.schema]);

const data: Codec<Timed<'order'>, typeof schema> = {
  schema,
  expected: 'an object',
  read: (wire) => formOfWire(wire).read(wire),
  write: (order, rest) =>
    (isEnd(orderEvent.write(order.action ?? order.status, undefined)) ? ended : living).write(order, rest),
  rest: (wire) => formOfWire(wire).rest?.(wire),
  problems: (wire, path) => formOfWire(wire).problems?.(wire, path) ?? [],
};

/** An order is new, was filled in part or whole, was cancelled or rejected. */
export const ordersUpdate = mciMessage('order', 'orders:update', data);
