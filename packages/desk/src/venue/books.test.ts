import fc from 'fast-check';
import { exact, type Exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { unitsOf, unrealizedPnlOf } from '../account/holding.ts';
import { viewOf } from '../strategy/context.fixture.ts';
import { Exchange } from './exchange.ts';
import type { VenueFact } from './venue-fact.ts';
import { venueTerms } from './venue-options.ts';

const hourMs = 3_600_000;
const zero = exact(0);

/** Without a tick, so that slippage leaves prices with many decimals; and a lot that divides nothing evenly. */
const listingOf = (symbol: string, settlement: 'cash' | 'margin', rates: readonly number[]) => ({
  terms: venueTerms(
    { symbol, currency: 'USD', lotSize: '0.003' },
    {
      slippageBps: '7',
      feeRatio: '0.0013',
      makerFeeRatio: '0.0002',
      maxLeverage: '5',
      maintenanceMarginRatio: '0.02',
      liquidationFeeRatio: '0.01',
      borrowAnnualRatio: '0.37',
      maxVolumeShare: '0.5',
    },
    settlement,
  ),
  barScale: 2,
  funding: rates.map((rate, index) => ({ time: index * 3 * hourMs, ratio: exact(rate).div(10_000).toFixed() })),
});

const anyPrices = fc.array(fc.integer({ min: 5000, max: 15_000 }), { minLength: 4, maxLength: 4 });
const anyStep = fc.record({
  spot: anyPrices,
  perp: anyPrices,
  orders: fc.array(
    fc.record({
      symbol: fc.constantFrom('S', 'P'),
      side: fc.constantFrom('buy' as const, 'sell' as const),
      lots: fc.integer({ min: 1, max: 12_000 }),
      level: fc.option(fc.integer({ min: 5000, max: 15_000 }), { nil: undefined }),
    }),
    { maxLength: 3 },
  ),
});

const barOf = (prices: readonly number[], index: number) => {
  const text = (value: number): string => (value / 100).toFixed(2);
  const [open = 1, close = 1] = prices;
  const [high, low] = [Math.max(...prices), Math.min(...prices)];
  const bar = {
    time: index * hourMs,
    open: text(open),
    high: text(high),
    low: text(low),
    close: text(close),
    volume: '40',
  };
  return viewOf(bar, 2);
};

/** What facts say of money and units, added up by somebody who keeps no books. */
class Tally {
  cash = exact(1000);
  fees = zero;
  readonly units = new Map([
    ['S', zero],
    ['P', zero],
  ]);
  /** Of trades that were closed, before fees. */
  gross = zero;
  funding = zero;
  borrow = zero;

  hear(fact: VenueFact): void {
    if (fact.type === 'funded') this.funding = this.funding.plus(fact.amount);
    if (fact.type === 'borrow-charged') this.borrow = this.borrow.plus(fact.amount);
    if (fact.type !== 'filled') return;
    const { fill, ticket, booking } = fact;
    const signed = fill.side === 'buy' ? fill.quantity : fill.quantity.negated();
    this.units.set(ticket.symbol, (this.units.get(ticket.symbol) ?? zero).plus(signed));
    this.fees = this.fees.plus(fill.fee);
    if (ticket.symbol === 'S') this.cash = this.cash.minus(signed.times(fill.price));
    const lot = booking.closedLot;
    if (lot !== undefined) this.gross = this.gross.plus(lot.netPnl).plus(lot.fees);
  }
}

describe('the books, over random orders in two symbols,', () => {
  it('keep all three identities to the last digit, at every bar', () => {
    let closed = 0;
    fc.assert(
      fc.property(
        fc.array(anyStep, { minLength: 3, maxLength: 25 }),
        fc.array(fc.integer({ min: -90, max: 90 }), { maxLength: 9 }),
        (steps, rates) => {
          const tally = new Tally();
          let count = 0;
          const exchange = new Exchange({
            listings: [listingOf('S', 'cash', []), listingOf('P', 'margin', rates)],
            initialEquity: exact(1000),
            nextOrderId: () => `${(count += 1)}`,
            onFact: (fact) => tally.hear(fact),
          });
          const { account, priceOf } = exchange;
          for (const [index, { spot, perp, orders }] of steps.entries()) {
            exchange.playBar([barOf(spot, index), barOf(perp, index)]);
            const sum = (term: (symbol: string) => Exact): Exact => term('S').plus(term('P'));
            const unrealised = sum((symbol) => {
              const held = account.positionOf(symbol);
              return held === undefined ? zero : unrealizedPnlOf(held, priceOf(symbol));
            });
            const units = (symbol: string): Exact => {
              const held = account.positionOf(symbol);
              return held === undefined ? zero : unitsOf(held);
            };
            const perpHeld = account.positionOf('P');
            const value = units('S')
              .times(priceOf('S'))
              .plus(perpHeld === undefined ? zero : unrealizedPnlOf(perpHeld, priceOf('P')));
            expect(exchange.equity.toFixed()).toBe(account.cash.plus(value).toFixed());
            const parts = exact(1000).plus(account.realizedPnl).plus(unrealised).minus(account.feesPaid);
            expect(exchange.equity.toFixed()).toBe(
              parts.plus(account.fundingReceived).minus(account.borrowPaid).toFixed(),
            );
            for (const symbol of ['S', 'P']) expect(units(symbol).toFixed()).toBe(tally.units.get(symbol)?.toFixed());
            expect(account.feesPaid.toFixed()).toBe(tally.fees.toFixed());
            expect(account.fundingReceived.toFixed()).toBe(tally.funding.toFixed());
            expect(account.borrowPaid.toFixed()).toBe(tally.borrow.toFixed());
            expect(account.realizedPnl.toFixed()).toBe(tally.gross.toFixed());
            for (const { symbol, side, lots, level } of orders) {
              const order = { symbol, side, quantity: exact(lots).times('0.003').toFixed(), reason: 'random' };
              exchange.submit(
                level === undefined
                  ? { ...order, type: 'market' }
                  : { ...order, type: 'stop', stopPrice: (level / 100).toFixed(2) },
              );
            }
          }
          if (!tally.gross.isZero()) closed += 1;
        },
      ),
      { numRuns: 300 },
    );
    expect(closed).toBeGreaterThan(100);
  });
});
