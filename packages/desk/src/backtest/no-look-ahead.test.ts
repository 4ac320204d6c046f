import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyBars } from '../bars.fixture.ts';
import { seriesOf } from '../market/bar-series.ts';
import type { Bar } from '../market/bar.ts';
import { cashAndCarry } from '../strategy/cash-and-carry.ts';
import { donchianBreakout } from '../strategy/donchian-breakout.ts';
import { strategyOfModule } from '../strategy/foreign-strategy.ts';
import { movingAverageCross } from '../strategy/moving-average-cross.ts';
import { rsiReversion } from '../strategy/rsi-reversion.ts';
import type { BarView } from '../strategy/bar-view.ts';
import type { FundingRate, StrategyContext, StrategyFactory } from '../strategy/strategy.ts';
import { playBacktest } from './run-backtest.ts';
import { backtestVariants, type BacktestVariant } from './variant.ts';

const instrument = { symbol: 'X', currency: 'USD', lotSize: '0.001', tickSize: '0.01' };
const bothSides = { sides: 'long-short', atrBars: 3 } as const;

/** A module as somebody writes one: it looks at everything that it is given. */
const module = strategyOfModule(
  {
    default: () => ({
      name: 'looks around',
      warmupBars: 2,
      onBar(bar: BarView, { position, equity, fills, workingOrders }: StrategyContext) {
        if (workingOrders.length > 0 || fills.length > 0) return [];
        if (position !== undefined) return [{ type: 'exit', reason: 'in' }];
        const isDear = equity.greaterThan(1000) || bar.closePoints > bar.openPoints;
        const limitPrice = (Number(bar.close) * (isDear ? 0.99 : 1.01)).toFixed(2);
        return [{ type: 'order', order: { type: 'limit', side: 'buy', quantity: '3', limitPrice, reason: 'out' } }];
      },
    }),
  },
  { path: 'mine.mjs' },
);

const strategies: readonly (readonly [name: string, strategy: StrategyFactory])[] = [
  ['moving-average cross', movingAverageCross({ fastBars: 2, slowBars: 4, ...bothSides })],
  ['RSI reversion', rsiReversion({ rsiBars: 2, oversold: 45, overbought: 55, ...bothSides })],
  ['Donchian breakout', donchianBreakout({ entryBars: 3, exitBars: 2, ...bothSides })],
  ['cash and carry', cashAndCarry({ perpSymbol: 'P', entryPremiumRatio: '0.05', exitPremiumRatio: '-0.05' })],
  ['a module', module],
];

interface World {
  readonly bars: readonly Bar[];
  readonly perp: readonly Bar[];
  readonly rates: readonly number[];
}

const fundingOf = ({ bars, rates }: World): readonly FundingRate[] =>
  bars.map(({ time }, index) => ({ time, ratio: ((rates[index] ?? 0) / 100_000).toFixed(5) }));

/** All that a backtest says of the bars before one: fills, equity, trades. */
const pastOf = (world: World, before: number, strategy: StrategyFactory, variant: BacktestVariant) => {
  const other = {
    instrument: { ...instrument, symbol: 'P' },
    series: seriesOf(world.perp),
    settlement: 'margin' as const,
    funding: fundingOf(world),
  };
  const options = {
    backtestId: 'b',
    instrument,
    variant,
    regime: 'ranging',
    initialEquity: '1000',
    maxLeverage: '2',
  } as const;
  const { fills, equityCurve, trades } = playBacktest(options, { bars: world.bars, others: [other], strategy });
  const until = world.bars[before]?.time ?? Infinity;
  const past = {
    fills: fills.filter(({ marketTime }) => marketTime < until),
    equity: equityCurve.samples.filter(({ time }) => time < until),
    trades: trades.filter(({ closedAt }) => closedAt < until),
  };
  return { words: JSON.stringify(past), fills: past.fills.length };
};

describe.each(strategies)('no look-ahead of %s', (_, strategy) => {
  it.each(backtestVariants)('%s: nothing before a bar changes with the bars and payments from it on', (variant) => {
    let fills = 0;
    const anyRates = fc.array(fc.integer({ min: -20, max: 30 }), { minLength: 50, maxLength: 50 });
    const anyWorld = fc.record({ bars: anyBars(50, 50), perp: anyBars(50, 50), rates: anyRates });
    fc.assert(
      fc.property(anyWorld, anyWorld, fc.integer({ min: 26, max: 49 }), (world, another, before) => {
        const changed = {
          bars: [...world.bars.slice(0, before), ...another.bars.slice(before)],
          perp: [...world.perp.slice(0, before), ...another.perp.slice(before)],
          rates: [...world.rates.slice(0, before), ...another.rates.slice(before)],
        };
        const past = pastOf(world, before, strategy, variant);
        expect(pastOf(changed, before, strategy, variant)).toEqual(past);
        fills += past.fills;
      }),
      { numRuns: 25 },
    );
    expect(fills).toBeGreaterThan(10);
  });
});
