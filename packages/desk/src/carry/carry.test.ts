import fc from 'fast-check';
import { exact, type Exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { anyBars, barsFromCloses } from '../bars.fixture.ts';
import type { Bar } from '../market/bar.ts';
import { tradingSettings } from '../run/run-options.ts';
import type { Fill } from '../venue/order.ts';
import type { CarryFact } from './carry-fact.ts';
import { carryTerms, type CarryOptions } from './carry-options.ts';
import { CarryRun } from './carry-run.ts';
import { PairBook, type PairFills } from './pair-book.ts';
import { createSimulatedPerp } from './simulated-perp.ts';

const fillOf = (side: 'buy' | 'sell', price: string, fee: string): Fill => ({
  side,
  quantity: exact('2'),
  price: exact(price),
  notional: exact('2').times(price),
  fee: exact(fee),
  marketTime: 0,
  liquidity: 'taker',
});

const fills = (side: 'buy' | 'sell', spot: string, perp: string): PairFills => ({
  spot: fillOf(side, spot, '0.02'),
  perp: fillOf(side === 'buy' ? 'sell' : 'buy', perp, '0.02'),
});

const asIs = (price: Exact): Exact => price;

describe('the simulated perpetual', () => {
  const terms = carryTerms({ meanBars: 2, premiumSensitivity: '0.1', fundingShare: '0.5' });

  it('has no price before it has seen enough closes', () => {
    const perp = createSimulatedPerp(terms, asIs);
    perp.take(exact('100'));
    expect([perp.premiumRatio, perp.fundingRatio, perp.priceAt(exact('100'))]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is above spot where the close is above its mean, and pays a share of that to shorts', () => {
    const perp = createSimulatedPerp(terms, (price) => price.toDecimalPlaces(2));
    perp.take(exact('90'));
    perp.take(exact('110'));
    // The mean is 100, so the premium is a tenth of 10 %.
    expect(perp.premiumRatio?.toFixed()).toBe('0.01');
    expect(perp.fundingRatio?.toFixed()).toBe('0.005');
    expect(perp.priceAt(exact('120.34'))?.toFixed()).toBe('121.54');
    perp.take(exact('90'));
    expect(perp.premiumRatio?.toFixed()).toBe('-0.01');
  });
});

describe('the money of a pair', () => {
  it('is worth the same whichever way both prices go, less fees', () => {
    const book = new PairBook(exact('1000'));
    book.enter(fills('buy', '100', '101'));
    // 1000 − 2 × 100 − 0.04: the short sale of the perpetual brings no cash.
    expect(book.cash.toFixed(2)).toBe('799.96');
    expect(book.margin.toFixed()).toBe('202');
    for (const [spot, perp] of [
      ['100', '101'],
      ['150', '151'],
      ['10', '11'],
    ] as const) {
      expect(book.equityAt({ spot: exact(spot), perp: exact(perp) }).toFixed(2)).toBe('999.96');
    }
    expect(book.valueAt({ spot: exact('150'), perp: exact('151') }).toFixed()).toBe('200');
    expect(book.exposureAt({ spot: exact('150'), perp: exact('151') }).toFixed()).toBe('602');
  });

  it('earns the premium that went and the funding, and tells each leg’s part', () => {
    const book = new PairBook(exact('1000'));
    book.enter(fills('buy', '100', '101'));
    book.fund(exact('101'), exact('0.01'));
    book.fund(exact('100'), exact('-0.005'));
    expect(book.pair?.funding.toFixed()).toBe('1.02');
    const closed = book.leave(fills('sell', '90', '90'));
    expect(closed?.spot.netPnl.toFixed(2)).toBe('-20.04');
    expect(closed?.perp.netPnl.toFixed(2)).toBe('21.96');
    expect(closed?.netPnl.toFixed(2)).toBe('2.94');
    expect(book.cash.toFixed(2)).toBe('1002.94');
    expect([book.pair, book.margin.toFixed()]).toEqual([undefined, '0']);
  });

  it('pays no funding without a pair', () => {
    const book = new PairBook(exact('1000'));
    book.fund(exact('100'), exact('0.01'));
    expect(book.cash.toFixed()).toBe('1000');
  });
});

const lively: CarryOptions = { meanBars: 3, premiumSensitivity: '0.1', entryPremiumRatio: '0.001' };
const instrument = { symbol: 'X', currency: 'USD', lotSize: '0.001', tickSize: '0.01' };

const carryRun = (options: CarryOptions = lively, objection?: string, demand?: string): CarryRun =>
  new CarryRun(
    { terms: carryTerms(options), capital: exact('1000'), trading: tradingSettings({ instrument }) },
    { runId: 'r', now: () => 0, limits: { entryObjection: () => objection, exitDemand: () => demand } },
  );

const playOn = (run: CarryRun, bars: readonly Bar[]): readonly (readonly CarryFact[])[] =>
  bars.map((bar) => [...run.onBar(bar), ...run.decide()]);

const typesOf = (facts: readonly CarryFact[]): readonly string[] =>
  facts.map((fact) => (fact.type === 'leg-order' ? `${fact.leg} ${fact.fact.type}` : fact.type));

describe('the carry bot', () => {
  const rising = barsFromCloses([100, 100, 104, 108, 100, 90, 90]);

  it('orders both legs when the premium is high enough, and both back when it is gone', () => {
    const run = carryRun();
    const told = playOn(run, rising).map(typesOf);
    const ordered = ['pair-decided', 'spot order-accepted', 'perp order-accepted'];
    expect(told[2]).toEqual(ordered);
    expect(told[3]).toEqual(['spot order-filled', 'perp order-filled', 'pair-opened']);
    expect(told[4]).toEqual(ordered);
    expect(told[5]).toEqual(['spot order-filled', 'perp order-filled', 'pair-closed']);
    expect(run.results().totalTrades).toBe(1);
  });

  it('says once that its account’s limits keep it out', () => {
    const run = carryRun(lively, 'soft pause');
    const told = playOn(run, rising.slice(0, 4));
    expect(told.map(typesOf)).toEqual([[], [], ['pair-decided'], []]);
    expect(told[2]?.[0]).toMatchObject({ decision: { word: 'hold', quantity: undefined } });
  });

  it('leaves when its account’s limits demand it', () => {
    const run = carryRun({ ...lively, exitPremiumRatio: '-0.5' }, undefined, 'hard stop');
    const told = playOn(run, rising.slice(0, 4));
    expect(told[3]?.at(-3)).toMatchObject({ decision: { word: 'sell', reason: 'hard stop' } });
  });

  it('rejects both legs when a gap made the pair too dear', () => {
    const run = carryRun();
    playOn(run, rising.slice(0, 3));
    const [, , , bar] = rising;
    const facts = bar === undefined ? [] : run.onBar({ ...bar, open: '120', high: '120' });
    expect(typesOf(facts)).toEqual(['spot order-rejected', 'perp order-rejected']);
    expect(run.book.cash.toFixed()).toBe('1000');
  });

  it('cancels what waits, and closes what is open, when the run ends', () => {
    const waiting = carryRun();
    playOn(waiting, rising.slice(0, 3));
    expect(typesOf(waiting.finish())).toEqual(['spot order-cancelled', 'perp order-cancelled']);
    const open = carryRun();
    playOn(open, rising.slice(0, 4));
    expect(typesOf(open.finish()).at(-1)).toBe('pair-closed');
    expect(open.book.pair).toBeUndefined();
    expect(open.equity.toFixed()).toBe(open.book.cash.toFixed());
  });

  it('has at every bar what its fills and funding left it, to the last digit', () => {
    fc.assert(
      fc.property(anyBars(10, 60), (bars) => {
        const run = carryRun({ ...lively, premiumSensitivity: '0.01', entryPremiumRatio: '0.0001' });
        let cash = exact('1000');
        let units = exact(0);
        let entryNotional = exact(0);
        let settled = exact('0');
        const wrongAt: number[] = [];
        for (const bar of bars) {
          for (const fact of run.onBar(bar)) {
            if (fact.type === 'pair-closed') settled = settled.plus(fact.closed.netPnl);
            if (fact.type !== 'leg-order' || fact.fact.type !== 'order-filled') continue;
            const { side, quantity, notional, fee } = fact.fact.fill;
            cash = cash.minus(fee);
            if (fact.leg === 'spot') {
              cash = side === 'buy' ? cash.minus(notional) : cash.plus(notional);
              units = side === 'buy' ? units.plus(quantity) : units.minus(quantity);
            } else if (side === 'sell') {
              entryNotional = notional;
            } else {
              cash = cash.plus(entryNotional).minus(notional);
              entryNotional = exact(0);
            }
          }
          const { prices } = run;
          if (prices !== undefined) {
            cash = cash.plus(units.times(prices.perp).times(run.perp.fundingRatio ?? 0));
            const perpValue = entryNotional.minus(units.times(prices.perp));
            const equity = cash.plus(units.times(prices.spot)).plus(perpValue);
            if (!run.book.cash.equals(cash) || !run.equity.equals(equity)) wrongAt.push(bar.time);
          }
          run.decide();
        }
        for (const fact of run.finish()) {
          if (fact.type === 'pair-closed') settled = settled.plus(fact.closed.netPnl);
        }
        expect(wrongAt).toEqual([]);
        expect(run.book.cash.toFixed()).toBe(settled.plus('1000').toFixed());
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    [{ meanBars: 1 }, 'carry meanBars is 1: give a whole number from 2'],
    [{ capitalRatio: '1' }, 'carry capitalRatio is 1: give a number above 0 below 1'],
    [{ exitPremiumRatio: '0.01' }, 'the exit must be below the entry'],
  ])('refuses %o', (options, message) => {
    expect(() => carryTerms(options)).toThrow(message);
  });
});
