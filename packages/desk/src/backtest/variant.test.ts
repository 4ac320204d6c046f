import type { JsonObject } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { barsFromCloses } from '../bars.fixture.ts';
import { seriesOf } from '../market/bar-series.ts';
import type { Intent, Strategy } from '../strategy/strategy.ts';
import type { BacktestOptions } from './backtest-options.ts';
import type { BacktestResult } from './backtest-result.ts';
import { tradingYearOf } from './market-year.ts';
import { resultsOf } from './result-json.ts';
import { playBacktest } from './run-backtest.ts';
import { backtestVariants, type BacktestVariant } from './variant.ts';

/** Up a long way, then to and fro at the same height, then up again. */
const closes = [
  ...Array.from({ length: 60 }, (_, index) => 100 + index),
  ...Array.from({ length: 60 }, (_, index) => 159 + (index % 2)),
  ...Array.from({ length: 60 }, (_, index) => 160 + index),
];
const bars = barsFromCloses(closes);

/** In and out again every ten bars. */
const restless = (): Strategy => ({
  name: 'restless',
  warmupBars: 1,
  onBar: (_, { barIndex }): readonly Intent[] => {
    if (barIndex % 10 === 4) return [{ type: 'enter', direction: 'long', reason: 'in' }];
    return barIndex % 10 === 8 ? [{ type: 'exit', reason: 'out' }] : [];
  },
});

const options = { instrument: { symbol: 'X', currency: 'USD' }, backtestId: 'b', initialEquity: '10000' };

const play = (variant: BacktestVariant, more: Partial<BacktestOptions> = {}): BacktestResult =>
  playBacktest({ ...options, regime: 'trending', variant, ...more }, { bars, strategy: restless });

const resultsFor = (variant: BacktestVariant): JsonObject => resultsOf(play(variant), variant);

describe('a variant', () => {
  it('runs the strategy as it is, or only in its regime', () => {
    const [vanilla, spiced] = [play('vanilla_full'), play('spiced_full')];
    expect(vanilla.regimes?.find(({ regime }) => regime === 'ranging')?.trades.totalTrades).toBeGreaterThan(2);
    expect(spiced.regimes?.find(({ regime }) => regime === 'ranging')?.trades.totalTrades).toBe(0);
    expect(spiced.regimes?.find(({ regime }) => regime === 'trending')?.trades.totalTrades).toBeGreaterThan(2);
    expect(spiced.strategy).toBe('restless, spiced');
  });

  it('sizes by volatility where it is spiced', () => {
    const quantity = play('spiced').trades[0]?.quantity;
    // Next to no volatility: 98 % of the account at the close of 124, in lots.
    expect(quantity?.toString()).toBe('79.032');
    expect(play('vanilla').trades[0]?.quantity.equals(quantity ?? 0)).toBe(false);
  });

  it.each(backtestVariants)('%s has in its results what it says', (variant) => {
    const full = ['figures', 'monthly', 'regimes', 'equityCurve', 'trades'];
    const found = full.filter((name) => name in resultsFor(variant));
    expect(found).toEqual(variant.endsWith('_full') ? full : []);
    expect(resultsFor(variant)).toMatchObject({ seed: 0, tradingYear: 'continuous' });
  });

  it('gives the same results, byte by byte, for the same bars, options and seed', () => {
    const texts = Array.from({ length: 2 }, () =>
      JSON.stringify(resultsOf(play('spiced_full', { seed: 7 }), 'spiced_full')),
    );
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).toContain('"seed":7');
  });

  it('counts each traded bar in one regime, and each trade in the one of its entry', () => {
    const { regimes = [], bars: all, warmupBars, metrics } = play('vanilla_full');
    expect(regimes.reduce((sum, { bars: own }) => sum + own, 0)).toBe(all - warmupBars);
    expect(regimes.reduce((sum, { trades }) => sum + trades.totalTrades, 0)).toBe(metrics.trades.totalTrades);
  });
});

describe('the year of a market', () => {
  const hourMs = 3_600_000;
  const times = (hours: readonly number[]) =>
    seriesOf(
      hours.map((hour) => ({ time: hour * hourMs, open: '1', high: '1', low: '1', close: '1' })),
      {},
    );

  it('is told by Saturdays, by bars around the clock, or by neither', () => {
    // 1970-01-01 was a Thursday.
    const week = Array.from({ length: 48 }, (_, hour) => hour);
    expect(tradingYearOf(times([...week, 48]))).toBe('continuous');
    expect(tradingYearOf(times(week))).toBe('forex');
    expect(tradingYearOf(times(week.filter((hour) => hour % 24 > 13 && hour % 24 < 21)))).toBe('exchange');
    expect(tradingYearOf(times([0, 24, 96]))).toBe('exchange');
  });
});
