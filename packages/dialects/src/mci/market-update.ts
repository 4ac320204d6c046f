import type { DataOf } from '@pitwall/model';
import type { TRecord } from 'typebox';
import { amount, percent } from '../wire/amounts.ts';
import type { Codec } from '../wire/codec.ts';
import { pageObject } from '../wire/page-object.ts';
import { isRecordName, recordOf } from '../wire/record.ts';
import { constant, group, optional, required } from '../wire/row.ts';
import { listMessage, type SaidList } from './list-message.ts';
import { timestamp } from './mci-message.ts';

type Market = DataOf<'market'>;

/** Symbols of a watchlist. @default 5000, as for positions */
const maxSymbols = 5000;

const quote = pageObject<Omit<Market, 'symbol'>>()({
  price: required('price', amount),
  change: optional('change', amount),
  changePercent: optional('changeRatio', percent),
  volume: optional('volume', amount),
});

const bySymbol = recordOf(quote, maxSymbols);

/** On the page a symbol is the name of its quote, in the model a field of it. */
const quotes: Codec<Market[], TRecord<string, typeof quote.schema>> = {
  ...bySymbol,
  read: (wire) => Object.entries(bySymbol.read(wire)).map(([symbol, one]) => ({ symbol, ...one })),
  write: (markets, rest) => bySymbol.write(Object.fromEntries(markets.map((one) => [one.symbol, one])), rest),
};

/** The newest prices of the whole watchlist. A symbol that is not among them has been taken off. */
export const marketUpdate = listMessage({
  type: 'market:update',
  kind: 'market',
  field: 'symbols',
  page: pageObject<SaidList<'market'>>()({
    event: constant('market:update'),
    data: group(pageObject<SaidList<'market'>>()({ symbols: required('facts', quotes), timestamp })),
  }),
  placeOf: ({ symbol }) => symbol,
  canSay: (market) => isRecordName(market.symbol) && quote.write(market, undefined) !== undefined,
});
