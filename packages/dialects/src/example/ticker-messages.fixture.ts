import type { DataOf } from '@pitwall/model';
import { Type } from 'typebox';
import { amount, percent } from '../wire/amounts.ts';
import { messageOf, type Said } from '../wire/message.ts';
import { pageObject } from '../wire/page-object.ts';
import { name } from '../wire/plain.ts';
import { constant, optional, required } from '../wire/row.ts';
import { isoTime } from '../wire/times.ts';

const quote = pageObject<DataOf<'market'>>()({
  symbol: required('symbol', name),
  last: required('price', amount),
  change_pct: optional('changeRatio', percent),
});

/** The newest price of a symbol. */
export const price = messageOf({
  dialect: 'ticker',
  type: 'price',
  kind: 'market',
  page: pageObject<Said<'market'>>()({
    type: constant('price'),
    at: required('occurredAt', isoTime),
    quote: required('data', quote),
  }),
});

/** The page's message types that tell a fact. */
export const tickerMessages = [price] as const;

/** What a client may say. */
export const ClientMessage = Type.Object({
  type: Type.Enum(['watch', 'unwatch']),
  feeds: Type.Array(Type.String({ minLength: 1 })),
});
