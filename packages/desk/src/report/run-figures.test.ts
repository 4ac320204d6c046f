import fc from 'fast-check';
import { exact, toNumber } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { backtestData, backtestSettings } from '../backtest/backtest-options.ts';
import { BacktestRun } from '../backtest/backtest-run.ts';
import type { BacktestResult } from '../backtest/backtest-result.ts';
import { anyBars, firstDay } from '../bars.fixture.ts';
import type { Bar } from '../market/bar.ts';
import { movingAverageCross } from '../strategy/moving-average-cross.ts';
import { yearMs } from './growth.ts';
import {
  downsideDeviationOf,
  largestFalls,
  longestRun,
  meanOf,
  returnsOf,
  sampleDeviationOf,
  sumOf,
} from './plain-figures.fixture.ts';

const strategy = movingAverageCross({ fastBars: 1, slowBars: 2, sides: 'long-short', atrBars: 2, reachAtrMultiple: 0 });
const everything = { maxCurvePoints: 1000, maxResultTrades: 1000, maxResultFills: 1000 };

/** Plays bars whose equity is written down at every close. */
const resultOver = (bars: readonly Bar[]): BacktestResult => {
  const settings = backtestSettings({
    ...everything,
    backtestId: 'b',
    instrument: { symbol: 'X', currency: 'USD' },
    initialEquity: '100000',
    feeRatio: '0.001',
    // The bars have Saturdays, so a year would have 365 days.
    tradingDaysPerYear: 252,
  });
  const run = new BacktestRun(settings, {
    ...backtestData(settings, { bars }),
    strategy: strategy(),
    now: () => 0,
  });
  bars.forEach((_, index) => run.play(index));
  run.finish();
  return run.result();
};

/** Ends in a position of its last bar, whose close is no extreme: an end that once was valued at the close before. */
const quietEnd: Bar[] = [
  '50 50 50 50',
  '50 50 50 50',
  '50 50 50 50',
  '50 50 50 50',
  '50 56.35 50 56.35',
  '50 50 50 50',
  '50 50.01 50 50.01',
  '50 50 50 50',
  '50 50 50 50',
  '50 50.01 50 50.01',
  '50 141.21 50 130.77',
  '50 73.84 50 73.84',
  '51.86 55.82 50 55.82',
  '50 106.22 50 50',
  '50 105.04 50 105.04',
  '50 50 50 50',
  '50 56.9 50 56.9',
  '50 50 50 50',
  '93.85 93.85 50 50.01',
  '103.55 103.55 50 50.07',
].map((prices, index) => {
  const [open = '', high = '', low = '', close = ''] = prices.split(' ');
  return { time: firstDay + index * 86_400_000, open, high, low, close };
});

describe('the figures of a whole run', () => {
  it('are what plain lists of all closes, fills and round trips give', () => {
    fc.assert(
      fc.property(anyBars(20, 60), (bars) => {
        const { metrics, equityCurve, trades, fills, finalEquity } = resultOver(bars);
        // The last close is worth what is left when everything was closed at it.
        const closes = [
          ...equityCurve.samples.slice(0, -1).map(({ equity }) => toNumber(equity)),
          toNumber(finalEquity),
        ];
        const equities = [100_000, ...closes];
        const returns = returnsOf(equities);
        const lastClose = toNumber(equityCurve.samples.at(-1)?.equity ?? 0);
        const falls = largestFalls([...equities.slice(0, -1), lastClose, toNumber(finalEquity)]);
        expect(metrics.drawdown.maxDrawdownRatio.toNumber()).toBeCloseTo(falls.ratio, 10);
        expect(metrics.drawdown.maxDrawdown.toNumber()).toBeCloseTo(falls.amount, 6);
        expect(metrics.returns.sharpe ?? 0).toBeCloseTo(sharpeOf(returns), 8);
        expect(metrics.returns.sortino ?? 0).toBeCloseTo(sortinoOf(returns), 8);
        const results = trades.map(({ netPnl }) => toNumber(netPnl));
        const wins = results.filter((result) => result > 0);
        const losses = results.filter((result) => result < 0);
        expect(metrics.trades.winningTrades).toBe(wins.length);
        expect(metrics.trades.profitFactor?.toNumber() ?? 0).toBeCloseTo(
          losses.length === 0 ? 0 : sumOf(wins) / -sumOf(losses),
          8,
        );
        expect(metrics.trades.longestLosingStreak).toBe(longestRun(results, (result) => result < 0));
        expect(metrics.turnover.toNumber()).toBeCloseTo(sumOf(fills.map(({ notional }) => toNumber(notional))), 6);
        expect(metrics.fees.toNumber()).toBeCloseTo(sumOf(fills.map(({ fee }) => toNumber(fee))), 8);
        const years = metrics.elapsedMs / yearMs;
        expect(metrics.cagr ?? 0).toBeCloseTo((toNumber(finalEquity) / 100_000) ** (1 / years) - 1, 8);
      }),
      { numRuns: 60, examples: [[quietEnd]] },
    );
  });

  it('have the profit of their round trips, of their months and of their equity alike, to the last digit', () => {
    fc.assert(
      fc.property(anyBars(20, 60), (bars) => {
        const { metrics, monthly, finalEquity } = resultOver(bars);
        const months = monthly.reduce((sum, { pnl }) => sum.plus(pnl), exact(0));
        expect(metrics.netPnl.toFixed(20)).toBe(finalEquity.minus(100_000).toFixed(20));
        expect(months.toFixed(20)).toBe(metrics.netPnl.toFixed(20));
        expect(metrics.trades.netPnl.toFixed(20)).toBe(metrics.netPnl.toFixed(20));
      }),
      { numRuns: 60 },
    );
  });
});

const sharpeOf = (returns: readonly number[]): number => {
  const deviation = sampleDeviationOf(returns);
  return deviation > 0 ? (meanOf(returns) / deviation) * Math.sqrt(252) : 0;
};

const sortinoOf = (returns: readonly number[]): number => {
  const downside = downsideDeviationOf(returns, 0);
  return downside > 0 ? (meanOf(returns) / downside) * Math.sqrt(252) : 0;
};
