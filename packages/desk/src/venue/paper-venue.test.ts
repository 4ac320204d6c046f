import { exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { sp500 } from '../market/instrument.ts';
import { createPaperVenue } from './paper-venue.ts';

const order = (side: 'buy' | 'sell', quantity: string) => ({ orderId: 'o1', side, quantity: exact(quantity) });

describe('the paper venue', () => {
  it('quotes the nearest tick', () => {
    const venue = createPaperVenue(sp500);
    expect(venue.quote('1402.109985').toFixed(2)).toBe('1402.11');
    expect(venue.quote('1399.420044').toFixed(2)).toBe('1399.42');
  });

  it('quotes a price as written where the instrument has no tick', () => {
    const venue = createPaperVenue({ symbol: 'X', currency: 'USD' });
    expect(venue.quote('1402.109985').toFixed()).toBe('1402.109985');
  });

  it('fills a buy above and a sale below the quote, and charges the fee on the notional', () => {
    // 2000.00 ± 5 bp is 2001 and 1999; 1.5 of them are 3001.50 and 2998.50; 0.1 % of that is 3.0015 and 2.9985.
    const venue = createPaperVenue(sp500, { slippageBps: '5', feeRatio: '0.001' });
    const bought = venue.fill(order('buy', '1.5'), exact('2000'), 1);
    const sold = venue.fill(order('sell', '1.5'), exact('2000'), 1);
    expect([bought.price.toFixed(), bought.notional.toFixed(), bought.fee.toFixed()]).toEqual([
      '2001',
      '3001.5',
      '3.0015',
    ]);
    expect([sold.price.toFixed(), sold.notional.toFixed(), sold.fee.toFixed()]).toEqual(['1999', '2998.5', '2.9985']);
  });

  it('takes slippage to the next tick against the trader', () => {
    // 1 bp of 1455.22 is 0.145522.
    const venue = createPaperVenue(sp500, { slippageBps: '1' });
    expect(venue.fill(order('buy', '1'), exact('1455.22'), 1).price.toFixed()).toBe('1455.37');
    expect(venue.fill(order('sell', '1'), exact('1455.22'), 1).price.toFixed()).toBe('1455.07');
  });

  it('cuts quantities down to whole lots', () => {
    const venue = createPaperVenue(sp500);
    expect(venue.wholeLots(exact('3.4359')).toFixed()).toBe('3.435');
    expect(venue.wholeLots(exact('0.0009')).toFixed()).toBe('0');
  });

  it.each([
    [{ slippageBps: '-1' }, 'slippageBps is -1: give a number from 0 to below 10000'],
    [{ feeRatio: '1' }, 'feeRatio is 1: give a number from 0 to below 1'],
  ])('refuses costs that no venue has: %o', (costs, message) => {
    expect(() => createPaperVenue(sp500, costs)).toThrow(message);
  });

  it('refuses a lot that is not positive', () => {
    expect(() => createPaperVenue({ ...sp500, lotSize: '0' })).toThrow('lotSize is 0: give a step above zero');
  });
});
