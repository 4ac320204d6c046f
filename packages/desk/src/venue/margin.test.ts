import { describe, expect, it } from 'vitest';
import type { OrderRequest } from './order.ts';
import { dayMs, enterLong, firstDay, flat, play, sell, type Row } from './played-exchange.fixture.ts';

describe('what time costs', () => {
  it('is funding, paid by longs to shorts before anything of the open is filled', () => {
    const funding = [
      { time: firstDay + dayMs, ratio: '0.001' },
      { time: firstDay + 2 * dayMs, ratio: '0.001', markPrice: '101.5' },
      { time: firstDay + 3 * dayMs, ratio: '-0.002' },
    ];
    const rows: readonly Row[] = [flat, flat, [102, 102, 102, 102], [90, 90, 90, 90]];
    // 2 × 101.5 × 0.001 on the second day; 2 × 90 × −0.002 on the third. On the first it was not held yet.
    const setup = { settlement: 'margin', funding } as const;
    expect(play(rows, { 0: [enterLong] }, setup).told).toEqual(['buy 2 at 100 taker', 'funded -0.203', 'funded 0.36']);
    const { exchange } = play(rows, { 0: [{ ...sell, type: 'market' }] }, setup);
    expect(exchange.account.fundingReceived.toFixed()).toBe('-0.157');
    // 10 000 + 2 × (100 − 90) − 0.157.
    expect(exchange.equity.toFixed()).toBe('10019.843');
    expect(exchange.account.cash.toFixed()).toBe('9999.843');
  });

  it('is the price of what is borrowed, by the year of 365 days', () => {
    const rows: readonly Row[] = [flat, [100, 100, 100, 110], flat];
    const { told } = play(rows, { 0: [{ ...sell, type: 'market' }] }, { options: { borrowAnnualRatio: '0.365' } });
    // One day of 2 × 110 at 0.365 / 365.
    expect(told).toEqual(['sell 2 at 100 taker', 'borrow-charged 0.22']);
  });
});

describe('a liquidation', () => {
  const options = { maxLeverage: '10', maintenanceMarginRatio: '0.05', liquidationFeeRatio: '0.01', feeRatio: '0.001' };
  const setup = { options, settlement: 'margin', initialEquity: '1000' } as const;
  const fifty: OrderRequest = { ...enterLong, quantity: '50' };

  it('closes a long position at its price, for both fees', () => {
    // Base 1000 − 5 − 5000 = −4005; p = 4005 / (50 × 0.95) = 84.3157…, so the first tick below is 84.31.
    const { told, exchange } = play([flat, flat, [95, 95, 84, 90]], { 0: [fifty] }, setup);
    // Fee of the fill 4.2155, liquidation fee 42.155; 995 − 50 × 15.69 − 46.3705.
    expect(told).toEqual(['buy 50 at 100 taker', 'sell 50 at 84.31 taker', 'liquidated, fee 42.155']);
    expect(exchange.equity.toFixed()).toBe('164.1295');
  });

  it('closes a short position above', () => {
    // Base 995 + 5000 = 5995; p = 5995 / (50 × 1.05) = 114.1904…, the first tick above is 114.20.
    const { told } = play([flat, flat, [105, 115, 105, 110]], { 0: [{ ...fifty, side: 'sell' }] }, setup);
    expect(told[1]).toBe('buy 50 at 114.2 taker');
  });

  it('comes at the open where a gap passed its price, and may leave less than nothing', () => {
    const { told, exchange } = play([flat, flat, [70, 75, 65, 70]], { 0: [fifty] }, setup);
    expect(told[1]).toBe('sell 50 at 70 taker');
    expect(exchange.equity.isNegative()).toBe(true);
  });

  it('comes after a stop that the price meets before, and before one that it meets there', () => {
    const stopAt = (stopPrice: string): OrderRequest => ({ ...fifty, bracket: { stopPrice } });
    const fall: Row = [95, 95, 80, 90];
    expect(play([flat, flat, fall], { 0: [stopAt('90')] }, setup).told).toEqual([
      'buy 50 at 100 taker',
      'sell 50 at 90 taker',
    ]);
    expect(play([flat, flat, fall], { 0: [stopAt('84.31')] }, setup).told).toEqual([
      'buy 50 at 100 taker',
      'cancelled LIQUIDATED',
      'sell 50 at 84.31 taker',
      'liquidated, fee 42.155',
    ]);
  });

  it('never meets a position that was paid in full', () => {
    const { exchange } = play([flat, flat, [1, 1, 0.01, 0.01]], { 0: [fifty] }, { options, initialEquity: '10000' });
    expect(exchange.liquidationPriceOf('X')).toBeUndefined();
    expect(exchange.account.positions).toHaveLength(1);
  });
});
