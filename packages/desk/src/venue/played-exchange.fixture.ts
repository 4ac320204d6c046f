import { exact } from '@pitwall/model';
import type { Settlement } from '../account/holding.ts';
import { viewOf } from '../strategy/context.fixture.ts';
import type { FundingRate } from '../strategy/strategy.ts';
import { Exchange } from './exchange.ts';
import type { OrderRequest } from './order.ts';
import type { VenueFact } from './venue-fact.ts';
import { venueTerms, type VenueOptions } from './venue-options.ts';

const instrument = { symbol: 'X', currency: 'USD', lotSize: '1', tickSize: '0.01' };
export const dayMs = 86_400_000;
/** A Monday. */
export const firstDay = Date.parse('2024-01-01T00:00:00.000Z');

/** Open, high, low, close, and volume if there is one. */
export type Row = readonly [number, number, number, number, number?];

/** What came of it. */
export interface Played {
  readonly exchange: Exchange;
  readonly told: readonly string[];
}

/** What is not as usual: no slippage, no fee, days, and 10 000 of money. */
export interface Setup {
  readonly options?: VenueOptions;
  readonly settlement?: Settlement;
  readonly funding?: readonly FundingRate[];
  readonly barMs?: number;
  readonly initialEquity?: string;
}

/** What facts say, in short: `buy 2 at 101 maker`, `rejected WOULD_TAKE`. */
const wordsOf = (fact: VenueFact): readonly string[] => {
  switch (fact.type) {
    case 'filled': {
      const { side, quantity, price, liquidity } = fact.fill;
      return [`${side} ${quantity.toFixed()} at ${price.toFixed()} ${liquidity}`];
    }
    case 'rejected':
    case 'cancelled':
      return [`${fact.type} ${fact.code}`];
    case 'funded':
    case 'borrow-charged':
      return [`${fact.type} ${fact.amount.toFixed()}`];
    case 'liquidated':
      return [`liquidated, fee ${fact.liquidationFee.toFixed()}`];
    case 'accepted':
      return [];
  }
};

/** Plays bars, and gives the orders of each index after its bar. */
export const play = (
  rows: readonly Row[],
  orders: Readonly<Record<number, readonly OrderRequest[]>>,
  setup: Setup = {},
): Played => {
  const told: string[] = [];
  let count = 0;
  const free = { slippageBps: '0', feeRatio: '0', ...setup.options };
  const exchange = new Exchange({
    listings: [
      {
        terms: venueTerms(instrument, free, setup.settlement),
        barScale: 2,
        ...(setup.funding === undefined ? {} : { funding: setup.funding }),
      },
    ],
    initialEquity: exact(setup.initialEquity ?? '10000'),
    nextOrderId: () => `o${(count += 1)}`,
    onFact: (fact) => void told.push(...wordsOf(fact)),
  });
  for (const [index, [open, high, low, close, volume]] of rows.entries()) {
    const prices = { open: String(open), high: String(high), low: String(low), close: String(close) };
    const bar = { time: firstDay + index * (setup.barMs ?? dayMs), ...prices };
    exchange.playBar([viewOf(volume === undefined ? bar : { ...bar, volume: String(volume) }, 2)]);
    for (const order of orders[index] ?? []) exchange.submit(order);
  }
  return { exchange, told };
};

export const buy = { side: 'buy', quantity: '2', reason: 'test' } as const;
export const sell = { side: 'sell', quantity: '2', reason: 'test' } as const;
export const enterLong: OrderRequest = { ...buy, type: 'market' };
export const flat: Row = [100, 100, 100, 100];
