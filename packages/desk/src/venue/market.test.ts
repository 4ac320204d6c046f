import { exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { sp500 } from '../market/instrument.ts';
import { viewOf } from '../strategy/context.fixture.ts';
import type { Instrument } from '../market/instrument.ts';
import type { Fill } from './order.ts';
import { Market } from './market.ts';
import { venueTerms, type VenueOptions } from './venue-options.ts';

const marketOf = (instrument: Instrument, options: VenueOptions = {}): Market =>
  new Market(venueTerms(instrument, options), 6);

const taken = (market: Market, side: 'buy' | 'sell', quantity: string, quote: string): Fill =>
  market.execute({ side, quantity: exact(quantity), quote: exact(quote), liquidity: 'taker', slips: true });

const quoted = (market: Market, open: string): string => {
  market.take(viewOf({ time: 1, open, high: open, low: open, close: open }, 6));
  return market.markPrice.toFixed();
};

describe('a market', () => {
  it('quotes the nearest tick', () => {
    const market = marketOf(sp500);
    expect(quoted(market, '1402.109985')).toBe('1402.11');
    expect(quoted(market, '1399.420044')).toBe('1399.42');
    expect(quoted(market, '0.005')).toBe('0.01');
  });

  it('quotes a price as written where the instrument has no tick', () => {
    expect(quoted(marketOf({ symbol: 'X', currency: 'USD' }), '1402.109985')).toBe('1402.109985');
  });

  it('fills a buy above and a sale below the quote, and charges the fee on the notional', () => {
    // 2000.00 ± 5 bp is 2001 and 1999; 1.5 of them are 3001.50 and 2998.50; 0.1 % of that is 3.0015 and 2.9985.
    const market = marketOf(sp500, { slippageBps: '5', feeRatio: '0.001' });
    const bought = taken(market, 'buy', '1.5', '2000');
    const sold = taken(market, 'sell', '1.5', '2000');
    expect([bought.price.toFixed(), bought.notional.toFixed(), bought.fee.toFixed()]).toEqual([
      '2001',
      '3001.5',
      '3.0015',
    ]);
    expect([sold.price.toFixed(), sold.notional.toFixed(), sold.fee.toFixed()]).toEqual(['1999', '2998.5', '2.9985']);
  });

  it('takes slippage to the next tick against the trader', () => {
    // 1 bp of 1455.22 is 0.145522.
    const market = marketOf(sp500, { slippageBps: '1' });
    expect(taken(market, 'buy', '1', '1455.22').price.toFixed()).toBe('1455.37');
    expect(taken(market, 'sell', '1', '1455.22').price.toFixed()).toBe('1455.07');
  });

  it('takes slippage to sixteen digits against the trader where there is no tick, so that sums stay exact', () => {
    const slippage = { model: 'volume-share', coefficient: '0.1234', exponent: 0.5 } as const;
    const market = marketOf({ symbol: 'X', currency: 'USD' }, { slippage });
    // Without a volume the whole coefficient: 43123.45678901 ± 5321.434567763834.
    expect(taken(market, 'buy', '1', '43123.45678901').price.toFixed()).toBe('48444.89135677384');
    expect(taken(market, 'sell', '1', '43123.45678901').price.toFixed()).toBe('37802.02222124616');
  });

  it('cuts quantities down to whole lots', () => {
    const market = marketOf(sp500);
    expect(market.wholeLots(exact('3.4359')).toFixed()).toBe('3.435');
    expect(market.wholeLots(exact('0.0009')).toFixed()).toBe('0');
  });

  it.each([
    [{ slippageBps: '-1' }, 'slippageBps is -1: give a number from 0 to below 10000'],
    [{ feeRatio: '1' }, 'feeRatio is 1: give a number from 0 to below 1'],
  ])('refuses costs that no venue has: %o', (costs, message) => {
    expect(() => marketOf(sp500, costs)).toThrow(message);
  });

  it('refuses a lot that is not positive', () => {
    expect(() => marketOf({ ...sp500, lotSize: '0' })).toThrow('lotSize is 0: give a step above zero');
  });
});
