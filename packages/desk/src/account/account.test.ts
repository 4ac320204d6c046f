import fc from 'fast-check';
import { exact, type Exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import type { Fill } from '../venue/order.ts';
import type { Account, Booking } from './account.ts';
import { entryPriceOf, unrealizedPnlOf } from './holding.ts';
import { openAccount } from './open-account.ts';

const fillOf = (side: 'buy' | 'sell', quantity: string, price: string, fee: string): Fill => ({
  side,
  quantity: exact(quantity),
  price: exact(price),
  notional: exact(quantity).times(price),
  fee: exact(fee),
  marketTime: 0,
  liquidity: 'taker',
});

const book = (account: Account, fill: Fill): Booking['closedLot'] => account.apply('X', fill).closedLot;

describe('an account', () => {
  it('books a long round trip to the cent', () => {
    // 10 000 − 2.5 × 1455.22 − 0.36 = 6361.59; + 2.5 × 1500.10 − 0.38 = 10 111.46; 112.20 less 0.74 of fees is 111.46.
    const account = openAccount(exact('10000'));
    expect(book(account, fillOf('buy', '2.5', '1455.22', '0.36'))).toBeUndefined();
    expect(account.cash.toFixed(2)).toBe('6361.59');
    expect(account.equityAt(() => exact('1460')).toFixed(2)).toBe('10011.59');
    const closed = book(account, fillOf('sell', '2.5', '1500.10', '0.38'));
    expect(closed?.netPnl.toFixed(2)).toBe('111.46');
    expect(closed?.fees.toFixed(2)).toBe('0.74');
    expect(account.cash.toFixed(2)).toBe('10111.46');
    expect(account.positionOf('X')).toBeUndefined();
    expect(account.feesPaid.toFixed(2)).toBe('0.74');
  });

  it('books a short round trip to the cent: a falling price earns', () => {
    const account = openAccount(exact('1000'));
    book(account, fillOf('sell', '3', '100.00', '0.30'));
    expect(account.cash.toFixed(2)).toBe('1299.70');
    expect(account.equityAt(() => exact('90')).toFixed(2)).toBe('1029.70');
    const closed = book(account, fillOf('buy', '3', '90.00', '0.27'));
    expect([closed?.direction, closed?.netPnl.toFixed(2)]).toEqual(['short', '29.43']);
    expect(account.cash.toFixed(2)).toBe('1029.43');
  });

  it('averages entries, and closes a part at the average', () => {
    const account = openAccount(exact('1000'));
    book(account, fillOf('buy', '1', '100', '0.10'));
    book(account, fillOf('buy', '3', '120', '0.30'));
    const holding = account.positionOf('X');
    expect(holding && entryPriceOf(holding).toFixed()).toBe('115');
    // 2 × (130 − 115) less half the entry fees (0.20) and the exit fee (0.26).
    const closed = book(account, fillOf('sell', '2', '130', '0.26'));
    expect([closed?.netPnl.toFixed(2), closed?.quantity.toFixed()]).toEqual(['29.54', '2']);
    expect(account.positionOf('X')?.quantity.toFixed()).toBe('2');
    const rest = account.positionOf('X');
    expect(rest && unrealizedPnlOf(rest, exact('130')).toFixed()).toBe('30');
  });

  it('turns a long position short in one fill and shares its fee by quantity', () => {
    const account = openAccount(exact('1000'));
    book(account, fillOf('buy', '1', '100', '0'));
    const closed = book(account, fillOf('sell', '4', '110', '0.44'));
    expect([closed?.quantity.toFixed(), closed?.netPnl.toFixed(2)]).toEqual(['1', '9.89']);
    expect([account.positionOf('X')?.direction, account.positionOf('X')?.quantity.toFixed()]).toEqual(['short', '3']);
    expect(account.positionOf('X')?.entryFees.toFixed(2)).toBe('0.33');
  });

  it('keeps both identities over any fills', () => {
    const anyFill = fc.record({
      side: fc.constantFrom('buy' as const, 'sell' as const),
      lots: fc.integer({ min: 1, max: 5000 }),
      price: fc.integer({ min: 1, max: 500_000 }),
    });
    fc.assert(
      fc.property(fc.array(anyFill, { maxLength: 40 }), fc.integer({ min: 1, max: 500_000 }), (fills, lastCents) => {
        const account = openAccount(exact('10000'));
        const mark = exact(lastCents).div(100);
        let units: Exact = exact(0);
        let paid: Exact = exact('10000');
        let realized: Exact = exact(0);
        for (const { side, lots, price } of fills) {
          const quantity = exact(lots).div(1000);
          const notional = quantity.times(price).div(100);
          const fee = notional.times('0.0003');
          const closed = book(account, {
            side,
            quantity,
            price: exact(price).div(100),
            notional,
            fee,
            marketTime: 0,
            liquidity: 'taker',
          });
          units = side === 'buy' ? units.plus(quantity) : units.minus(quantity);
          paid = (side === 'buy' ? paid.minus(notional) : paid.plus(notional)).minus(fee);
          realized = realized.plus(closed?.netPnl ?? 0);
        }
        const holding = account.positionOf('X');
        expect(account.cash.toFixed()).toBe(paid.toFixed());
        expect(account.equityAt(() => mark).toFixed()).toBe(paid.plus(units.times(mark)).toFixed());
        const held = holding === undefined ? exact(0) : holding.quantity.times(holding.direction === 'long' ? 1 : -1);
        expect(held.toFixed()).toBe(units.toFixed());
        const open = holding === undefined ? exact(0) : unrealizedPnlOf(holding, mark).minus(holding.entryFees);
        const difference = account
          .equityAt(() => mark)
          .minus(exact('10000').plus(realized).plus(open))
          .abs();
        expect(difference.toFixed()).toBe('0');
      }),
    );
  });
});
