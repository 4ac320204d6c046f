import fc from 'fast-check';
import { exact, type Exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { anyBars, barsFromCloses, firstDay } from '../bars.fixture.ts';
import type { Bar } from '../market/bar.ts';
import type { Instrument } from '../market/instrument.ts';
import { viewOf } from '../strategy/context.fixture.ts';
import { demoStrategy } from '../strategy/demo-strategy.ts';
import { movingAverageCross } from '../strategy/moving-average-cross.ts';
import type { Intent, Strategy } from '../strategy/strategy.ts';
import type { RunFact } from './fact.ts';
import { tradingSettings, type TradingOptions } from './run-options.ts';
import { TradingRun } from './trading-run.ts';

const instrument: Instrument = { symbol: 'X', currency: 'USD', lotSize: '0.001' };
const free = { instrument, initialEquity: '10000', slippageBps: '0', feeRatio: '0', gapReserveRatio: '0' };
const allIn = [{ name: 'ALL_IN', fromEquity: '0', riskRatio: '1', maxLeverage: '1' }];

/** Says what is written for a bar, by its number. */
const scripted = (script: { readonly [barIndex: number]: readonly Intent[] }): Strategy => ({
  name: 'scripted',
  warmupBars: 0,
  onBar: (_, { barIndex }) => script[barIndex] ?? [],
});

const enterLong: Intent = { type: 'enter', direction: 'long', reason: 'test' };
const enterShort: Intent = { type: 'enter', direction: 'short', reason: 'test' };
const leave: Intent = { type: 'exit', reason: 'test' };

const runOver = (
  bars: readonly Bar[],
  options: TradingOptions,
  strategy: Strategy,
): { run: TradingRun; facts: (readonly RunFact[])[] } => {
  const run = new TradingRun(tradingSettings(options), { runId: 'r', strategy, now: () => 0, barScale: 8 });
  const facts = bars.map((bar, index) => {
    if (index >= strategy.warmupBars) return run.onBar([viewOf(bar)]);
    run.warmUp([viewOf(bar)]);
    return [];
  });
  return { run, facts };
};

const typesOf = (facts: readonly RunFact[] | undefined): readonly string[] => (facts ?? []).map(({ type }) => type);

describe('the order of time', () => {
  it('decides at a close and fills at the next open', () => {
    const bars: Bar[] = [
      { time: firstDay, open: '100', high: '110', low: '90', close: '105' },
      { time: firstDay + 86_400_000, open: '103', high: '112', low: '99', close: '108' },
    ];
    const { run, facts } = runOver(bars, free, scripted({ 0: [enterLong] }));
    expect(typesOf(facts[0])).toEqual(['signal-prepared', 'order-accepted']);
    expect(typesOf(facts[1])).toEqual(['order-filled', 'signal-filled', 'position-opened']);
    const [held] = run.account.positions;
    expect(held?.entryNotional.div(held.quantity).toFixed()).toBe('103');
  });

  it('gives the same past whatever the future holds', () => {
    const options = { ...free, slippageBps: '3', feeRatio: '0.0004' };
    fc.assert(
      fc.property(anyBars(30, 80), anyBars(80, 80), fc.nat(), (bars, others, seed) => {
        const known = 20 + (seed % (bars.length - 20));
        const changed = [...bars.slice(0, known), ...others.slice(known)];
        const past = runOver(bars, options, demoStrategy()).facts.slice(0, known);
        const pastOfChanged = runOver(changed, options, demoStrategy()).facts.slice(0, known);
        expect(JSON.stringify(pastOfChanged)).toBe(JSON.stringify(past));
      }),
      { numRuns: 60 },
    );
  });

  it('does not carry out what a strategy answers while it warms up', () => {
    const strategy = { ...scripted({ 0: [enterLong], 1: [leave] }), warmupBars: 2 };
    const { facts } = runOver(barsFromCloses([100, 101, 102, 103]), free, strategy);
    expect(facts.flat()).toEqual([]);
  });
});

describe('money', () => {
  it('makes of buying and holding what the prices made, less fees, to the cent', () => {
    // 1 of 100 at the open of the second bar; the last close is 130. Fees are 0.1 % of 100 and of 130.
    const options = { ...free, feeRatio: '0.001', initialEquity: '1000' };
    const { run } = runOver(
      barsFromCloses([100, 120, 90, 130]),
      options,
      scripted({ 0: [{ ...enterLong, quantity: '1' }] }),
    );
    run.finish();
    expect(run.account.cash.toFixed(2)).toBe('1029.77');
    expect(run.results().netPnl.toFixed(2)).toBe('29.77');
  });

  it('multiplies an account that is all in by last close over first open', () => {
    const closes = ['100', '112.5', '90', '137.25'];
    const { run } = runOver(barsFromCloses(closes), { ...free, phases: allIn }, scripted({ 0: [enterLong] }));
    run.finish();
    expect(run.account.cash.toFixed(2)).toBe('13725.00');
  });

  it('works a round trip by hand: size from the stop, slippage, ticks and fees', () => {
    // Risk 5 % of 10 000 is 500; 8.00 a unit down to the stop: 62.5 units, below 10 000 / 102 = 98.
    // Buy at 100 + 10 bp = 100.10, fee 1.25125; sell at 110 − 10 bp = 109.89, fee 1.373625.
    const options: TradingOptions = {
      instrument: { ...instrument, tickSize: '0.01' },
      initialEquity: '10000',
      slippageBps: '10',
      feeRatio: '0.0002',
      phases: [{ name: 'P', fromEquity: '0', riskRatio: '0.05', maxLeverage: '1' }],
    };
    const entry: Intent = { ...enterLong, stopPrice: 92 };
    const { run, facts } = runOver(barsFromCloses([100, 105, 110, 110]), options, scripted({ 0: [entry], 2: [leave] }));
    const closed = facts[3]?.find((fact) => fact.type === 'position-closed')?.closed;
    expect(closed?.quantity.toFixed()).toBe('62.5');
    expect([closed?.entryPrice.toFixed(), closed?.exitPrice.toFixed()]).toEqual(['100.1', '109.89']);
    expect(closed?.fees.toFixed()).toBe('2.624875');
    expect(closed?.netPnl.toFixed()).toBe('609.250125');
    expect(run.account.cash.toFixed(2)).toBe('10609.25');
  });

  it('is where it should be at every bar: equity equals cash plus what the fills left in hand', () => {
    const strategies = [
      demoStrategy,
      movingAverageCross({ fastBars: 2, slowBars: 5, sides: 'long-short', atrBars: 3 }),
    ] as const;
    const options = { ...free, slippageBps: '7', feeRatio: '0.0013', instrument: { ...instrument, tickSize: '0.05' } };
    fc.assert(
      fc.property(anyBars(20, 120), fc.constantFrom(...strategies), (bars, makeStrategy) => {
        const strategy = makeStrategy();
        const run = new TradingRun(tradingSettings(options), { runId: 'r', strategy, now: () => 0, barScale: 8 });
        let cash: Exact = exact('10000');
        let units: Exact = exact(0);
        for (const [index, bar] of bars.entries()) {
          if (index < strategy.warmupBars) {
            run.warmUp([viewOf(bar)]);
            continue;
          }
          for (const fact of run.onBar([viewOf(bar)])) {
            if (fact.type !== 'order-filled') continue;
            const signed = fact.fill.quantity.times(fact.fill.side === 'buy' ? 1 : -1);
            units = units.plus(signed);
            cash = cash.minus(signed.times(fact.fill.price)).minus(fact.fill.fee);
          }
          expect(run.equity.equity.toFixed()).toBe(cash.plus(units.times(run.quote(bar.close))).toFixed());
        }
        run.finish();
        expect(run.account.positionOf('X')).toBeUndefined();
        expect(run.results().netPnl.toFixed()).toBe(run.account.cash.minus('10000').toFixed());
      }),
      { numRuns: 60 },
    );
  });
});

describe('orders', () => {
  it('reverses with two orders: out first, then in', () => {
    const { run, facts } = runOver(
      barsFromCloses([100, 100, 100, 100]),
      free,
      scripted({ 0: [enterLong], 1: [enterShort] }),
    );
    expect(typesOf(facts[2])).toEqual([
      'order-filled',
      'position-closed',
      'order-filled',
      'signal-filled',
      'position-opened',
    ]);
    expect(run.account.positionOf('X')?.direction).toBe('short');
  });

  it('rejects an entry in the direction that it holds already', () => {
    const { facts } = runOver(barsFromCloses([100, 100, 100]), free, scripted({ 0: [enterLong], 1: [enterLong] }));
    expect(facts[1]?.at(-1)).toMatchObject({ type: 'signal-rejected', reason: 'the position is long already' });
  });

  it('takes back an entry that waits for volume when the strategy wants out, or the other way', () => {
    const bars = barsFromCloses([100, 100, 100, 100, 100, 100]).map((bar, index) => ({
      ...bar,
      volume: index === 1 ? '0' : '10',
    }));
    const options = { ...free, maxVolumeShare: '0.1' };
    const long: Intent = { ...enterLong, quantity: '3' };
    const out = runOver(bars, options, scripted({ 0: [long], 1: [leave] }));
    expect(typesOf(out.facts[1])).toEqual(['order-cancelled', 'signal-aborted']);
    expect(out.facts.slice(2).flat()).toEqual([]);

    // One of three is bought when it turns: the rest is taken back, the one is sold, and the short position begins bar by bar.
    const turn = runOver(bars, options, scripted({ 0: [long], 2: [{ ...enterShort, quantity: '2' }] }));
    expect(typesOf(turn.facts[2]).slice(-5)).toEqual([
      'position-opened',
      'signal-prepared',
      'order-cancelled',
      'order-accepted',
      'order-accepted',
    ]);
    const [held] = turn.run.account.positions;
    expect([held?.direction, held?.quantity.toFixed()]).toEqual(['short', '2']);
  });

  it('rejects an order that a gap made too big for the account', () => {
    const bars: Bar[] = [
      { time: firstDay, open: '100', high: '100', low: '100', close: '100' },
      { time: firstDay + 86_400_000, open: '101', high: '101', low: '101', close: '101' },
    ];
    const { run, facts } = runOver(bars, { ...free, phases: allIn }, scripted({ 0: [enterLong] }));
    expect(typesOf(facts[1])).toEqual(['order-rejected', 'signal-rejected']);
    expect(run.account.cash.toFixed()).toBe('10000');
  });

  it('rejects a signal whose position would be smaller than a lot', () => {
    const options = { ...free, initialEquity: '1', instrument: { ...instrument, lotSize: '1' } };
    const { facts } = runOver(barsFromCloses([100, 100]), options, scripted({ 0: [enterLong] }));
    expect(facts[0]?.at(-1)).toMatchObject({ type: 'signal-rejected' });
  });

  it('leaves at the open after the close that reached the stop, without asking the strategy', () => {
    const entry: Intent = { ...enterLong, stopPrice: 95 };
    const { run, facts } = runOver(barsFromCloses([100, 96, 95, 99]), free, scripted({ 0: [entry] }));
    expect(facts[2]).toMatchObject([{ type: 'order-accepted', order: { reason: 'stop at 95' } }]);
    expect(typesOf(facts[3])).toEqual(['order-filled', 'position-closed']);
    expect(run.account.positionOf('X')).toBeUndefined();
  });

  it('leaves a short position that has eaten all equity', () => {
    const { facts } = runOver(
      barsFromCloses([100, 100, 500, 500]),
      { ...free, phases: allIn },
      scripted({ 0: [enterShort] }),
    );
    expect(facts[2]).toMatchObject([{ type: 'order-accepted', order: { reason: 'the account has no equity left' } }]);
    expect(typesOf(facts[3])).toEqual(['order-filled', 'position-closed']);
  });

  it('cancels what waits and closes at the last close when the run ends', () => {
    const bars = barsFromCloses([100, 100, 110]);
    const held = runOver(bars, free, scripted({ 0: [enterLong] })).run;
    expect(typesOf(held.finish())).toEqual(['order-accepted', 'order-filled', 'position-closed']);
    const waiting = runOver(bars, free, scripted({ 2: [enterLong] })).run;
    expect(typesOf(waiting.finish())).toEqual(['order-cancelled', 'signal-aborted']);
    expect(waiting.account.cash.toFixed()).toBe('10000');
  });
});

describe('signals', () => {
  const prepare: Intent = { type: 'prepare', direction: 'long', reason: 'near' };

  it('keep their id from preparation to fill', () => {
    const { facts } = runOver(barsFromCloses([100, 100, 100]), free, scripted({ 0: [prepare], 1: [enterLong] }));
    const ids = facts.flat().flatMap((fact) => ('signal' in fact ? [`${fact.type} ${fact.signal.signalId}`] : []));
    expect(ids).toEqual(['signal-prepared r-signal-1', 'signal-filled r-signal-1']);
  });

  it('are aborted once, and only when there is one', () => {
    const abort: Intent = { type: 'abort', reason: 'gone' };
    const { facts } = runOver(
      barsFromCloses([100, 100, 100]),
      free,
      scripted({ 0: [abort], 1: [prepare], 2: [abort, abort] }),
    );
    expect(facts.map(typesOf)).toEqual([[], ['signal-prepared'], ['signal-aborted']]);
  });

  it('give way to a signal of the other direction', () => {
    const { facts } = runOver(barsFromCloses([100, 100]), free, scripted({ 0: [prepare], 1: [enterShort] }));
    expect(typesOf(facts[1])).toEqual(['signal-aborted', 'signal-prepared', 'order-accepted']);
  });
});

it('tells a phase once, when the equity at a close reaches its threshold', () => {
  const phases = [...allIn, { name: 'GROWN', fromEquity: '11000', riskRatio: '0.5', maxLeverage: '1' }];
  const { run, facts } = runOver(
    barsFromCloses([100, 109, 110, 100, 120]),
    { ...free, phases },
    scripted({ 0: [enterLong] }),
  );
  expect(facts.map((of) => typesOf(of).includes('phase-changed'))).toEqual([false, false, true, false, false]);
  expect(run.phase.name).toBe('GROWN');
});
