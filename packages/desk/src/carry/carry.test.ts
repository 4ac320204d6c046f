import fc from 'fast-check';
import { exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { anyBars, barsFromCloses } from '../bars.fixture.ts';
import { seriesOf } from '../market/bar-series.ts';
import type { Bar } from '../market/bar.ts';
import { tradingSettings } from '../run/run-options.ts';
import { viewOf } from '../strategy/context.fixture.ts';
import type { FundingRate } from '../strategy/strategy.ts';
import type { Fill } from '../venue/order.ts';
import type { CarryFact } from './carry-fact.ts';
import { carryTerms, type CarryOptions } from './carry-options.ts';
import { CarryRun } from './carry-run.ts';
import { createListedPerp } from './listed-perp.ts';
import { PairBook, type PairFills } from './pair-book.ts';
import type { Perp } from './perp.ts';
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

const terms = carryTerms({ meanBars: 2, premiumSensitivity: '0.1', fundingShare: '0.5' });

const simulatedPerp = (decimals: number): Perp =>
  createSimulatedPerp(terms, { spotSymbol: 'X', nearestTick: (price) => price.toDecimalPlaces(decimals) });

describe('the simulated perpetual', () => {
  it('has no price before it has seen enough closes', () => {
    const perp = simulatedPerp(2);
    expect(perp.end(exact('100'))).toEqual([]);
    expect([perp.premiumRatio, perp.closePrice, perp.begin(1, exact('100')).price]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is above spot where the close is above its mean, and pays a share of that to shorts', () => {
    const perp = simulatedPerp(2);
    perp.end(exact('90'));
    const [due] = perp.end(exact('110'));
    // The mean is 100, so the premium is a tenth of 10 %.
    expect(perp.premiumRatio?.toFixed()).toBe('0.01');
    expect([due?.ratio.toFixed(), due?.markPrice.toFixed()]).toEqual(['0.005', '111.1']);
    expect(perp.begin(1, exact('120.34')).price?.toFixed()).toBe('121.54');
    perp.end(exact('90'));
    expect(perp.premiumRatio?.toFixed()).toBe('-0.01');
  });

  it('says that it is simulated, also by its symbol', () => {
    expect(simulatedPerp(2)).toMatchObject({ symbol: 'X-PERP-SIM', isSimulated: true });
  });
});

describe('a perpetual with bars of its own', () => {
  const bars = barsFromCloses(['100.5', '101.5', '99'], '100');
  const [first, second, third] = bars.map(({ time }) => time);
  const listed = (funding: readonly FundingRate[]): Perp =>
    createListedPerp({ symbol: 'X-PERP', bars: seriesOf(bars), funding }, undefined);

  it('has the prices of the bar of the same time, and none where there is no such bar', () => {
    const perp = listed([]);
    expect(perp.isSimulated).toBe(false);
    expect(perp.begin(first ?? 0, exact('99')).price?.toFixed()).toBe('100');
    perp.end(exact('100'));
    expect([perp.premiumRatio?.toFixed(), perp.closePrice?.toFixed()]).toEqual(['0.005', '100.5']);
    expect(perp.begin((first ?? 0) + 1, exact('99')).price).toBeUndefined();
    perp.end(exact('90'));
    expect(perp.premiumRatio?.toFixed()).toBe('0.005');
  });

  it('pays each funding once, at the first open at or after its time, by its mark price or that open', () => {
    const perp = listed([
      { time: (first ?? 0) + 5, ratio: '0.0001' },
      { time: second ?? 0, ratio: '-0.0002', markPrice: '100.25' },
    ]);
    expect(perp.begin(first ?? 0, exact('99')).due).toEqual([]);
    perp.end(exact('100'));
    const { due } = perp.begin(second ?? 0, exact('99'));
    expect(due.map(({ ratio, markPrice }) => [ratio.toFixed(), markPrice.toFixed()])).toEqual([
      ['0.0001', '100.5'],
      ['-0.0002', '100.25'],
    ]);
    expect(perp.begin(third ?? 0, exact('99')).due).toEqual([]);
  });
});

describe('the money of a pair', () => {
  it('is worth the same whichever way both prices go, less fees', () => {
    const book = new PairBook(exact('1000'), { spot: 'X', perp: 'P' });
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
    const book = new PairBook(exact('1000'), { spot: 'X', perp: 'P' });
    book.enter(fills('buy', '100', '101'));
    book.fund({ markPrice: exact('101'), ratio: exact('0.01') });
    book.fund({ markPrice: exact('100'), ratio: exact('-0.005') });
    expect(book.pair?.funding.toFixed()).toBe('1.02');
    const closed = book.leave(fills('sell', '90', '90'));
    expect(closed?.spot.netPnl.toFixed(2)).toBe('-20.04');
    expect(closed?.perp.netPnl.toFixed(2)).toBe('21.96');
    expect(closed?.netPnl.toFixed(2)).toBe('2.94');
    expect(book.cash.toFixed(2)).toBe('1002.94');
    expect([book.pair, book.margin.toFixed()]).toEqual([undefined, '0']);
  });

  it('pays no funding without a pair', () => {
    const book = new PairBook(exact('1000'), { spot: 'X', perp: 'P' });
    book.fund({ markPrice: exact('100'), ratio: exact('0.01') });
    expect(book.cash.toFixed()).toBe('1000');
  });
});

const lively: CarryOptions = { meanBars: 3, premiumSensitivity: '0.1', entryPremiumRatio: '0.001' };
const instrument = { symbol: 'X', currency: 'USD', lotSize: '0.001', tickSize: '0.01' };

const carryRun = (options: CarryOptions = lively, objection?: string, demand?: string): CarryRun =>
  new CarryRun(
    { terms: carryTerms(options), capital: exact('1000'), trading: tradingSettings({ instrument }) },
    {
      runId: 'r',
      now: () => 0,
      barScale: 8,
      limits: { entryObjection: () => objection, exitDemand: () => demand, sizeRatio: undefined },
    },
  );

const playOn = (run: CarryRun, bars: readonly Bar[]): readonly (readonly CarryFact[])[] =>
  bars.map((bar) => [...run.onBar(viewOf(bar)), ...run.decide()]);

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
    const facts = bar === undefined ? [] : run.onBar(viewOf({ ...bar, open: '120', high: '120' }));
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
          for (const fact of run.onBar(viewOf(bar))) {
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
            cash = cash.plus(
              units.times(prices.perp).times(run.perp.premiumRatio?.times(run.settings.terms.fundingShare) ?? 0),
            );
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
