import fc from 'fast-check';
import { exact, toNumber } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { createDailyReturns } from './daily-returns.ts';
import { createDrawdown, type DrawdownFigures } from './drawdown.ts';
import { calmarRatio, compoundAnnualGrowth, yearMs } from './growth.ts';
import {
  downsideDeviationOf,
  largestFalls,
  longestUnderWater,
  meanOf,
  returnsOf,
  sampleDeviationOf,
} from './plain-figures.fixture.ts';
import { createReturnStatistics, type ReturnFigures, type ReturnStatisticsOptions } from './return-statistics.ts';
import { createTimeInMarket } from './time-in-market.ts';
import { periodsPerYear, tradingYears } from './trading-year.ts';

const dayMs = 86_400_000;
const equities = fc.array(fc.integer({ min: 50_000, max: 200_000 }), { minLength: 3, maxLength: 60 });

const figuresOf = (returns: readonly number[], options: ReturnStatisticsOptions): ReturnFigures => {
  const statistics = createReturnStatistics(options);
  for (const value of returns) statistics.add(value);
  return statistics.figures();
};

/** Monthly returns in percent of the portfolio that Bacon works through (Practical Portfolio Performance Measurement, 2008). */
const bacon = [
  0.3, 2.6, 1.1, -1.0, 1.5, 2.5, 1.6, 6.7, -1.4, 4.0, -0.5, 8.1, 4.0, -3.7, -6.1, 1.7, -4.9, -2.2, 7.0, 5.8, -6.5, 2.4,
  -0.5, -0.9,
].map((percent) => percent / 100);

describe('statistics of returns', () => {
  it('give Bacon’s published downside deviation of 0.02553674 below half a percent a month', () => {
    const { downsideDeviation } = figuresOf(bacon, { periodsPerYear: 12, targetRatio: 0.06 });
    expect(downsideDeviation).toBeCloseTo(0.025_536_74, 8);
  });

  it('give the published Sortino ratio of 4.417 for eight annual returns', () => {
    // Rollinger and Hoffman, “Sortino: A ‘Sharper’ Ratio”: mean 10 %, target downside deviation 2.264 %.
    const annual = [0.17, 0.15, 0.23, -0.05, 0.12, 0.09, 0.13, -0.04];
    const { mean, downsideDeviation, sortino } = figuresOf(annual, { periodsPerYear: 1 });
    expect(mean).toBeCloseTo(0.1, 12);
    expect(downsideDeviation).toBeCloseTo(0.022_64, 5);
    expect(sortino).toBeCloseTo(4.417, 3);
  });

  it('follow a hand-worked case with a risk-free rate', () => {
    // 1 %, 3 %, 2 %: mean 2 %, sample deviation 1 %. With 6 % a year in 12 periods, 0.5 % is free: (2 − 0.5) / 1 × √12.
    const { sharpe, volatility } = figuresOf([0.01, 0.03, 0.02], { periodsPerYear: 12, riskFreeRatio: 0.06 });
    expect(sharpe).toBeCloseTo(1.5 * Math.sqrt(12), 10);
    expect(volatility).toBeCloseTo(0.01 * Math.sqrt(12), 12);
  });

  it('equal the textbook over any list', () => {
    const anyReturns = fc.array(fc.integer({ min: -900, max: 2000 }), { minLength: 2, maxLength: 80 });
    fc.assert(
      fc.property(anyReturns, fc.integer({ min: 0, max: 100 }), (permille, riskFree) => {
        const returns = permille.map((value) => value / 1000);
        const riskFreeRatio = riskFree / 1000;
        const found = figuresOf(returns, { periodsPerYear: 252, riskFreeRatio });
        const free = riskFreeRatio / 252;
        const deviation = sampleDeviationOf(returns);
        const downside = downsideDeviationOf(returns, free);
        fc.pre(deviation > 1e-9 && downside > 1e-9);
        expect(found.sharpe).toBeCloseTo(((meanOf(returns) - free) / deviation) * Math.sqrt(252), 8);
        expect(found.sortino).toBeCloseTo(((meanOf(returns) - free) / downside) * Math.sqrt(252), 8);
      }),
    );
  });

  it('leave out what has no meaning: without returns, with one, without variation, without a shortfall', () => {
    const options = { periodsPerYear: 252 };
    expect(Object.values(figuresOf([], options)).every((figure) => figure === undefined)).toBe(true);
    expect(figuresOf([0.01], options)).toMatchObject({ mean: 0.01, sharpe: undefined, volatility: undefined });
    expect(figuresOf([0.01, 0.01, 0.01], options)).toMatchObject({
      sharpe: undefined,
      sortino: undefined,
      volatility: 0,
    });
    expect(figuresOf([0.01, 0.02], options).sortino).toBeUndefined();
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuse a year of %d periods', (count) => {
    expect(() => createReturnStatistics({ periodsPerYear: count })).toThrow('periodsPerYear is');
  });
});

describe('daily returns', () => {
  const options = { periodsPerYear: 252 };

  it('are those between the last marks of days, whatever came before on a day', () => {
    fc.assert(
      fc.property(equities, fc.integer({ min: 1, max: 1_000_000 }), (values, noise) => {
        const everyBar = createDailyReturns(exact(100_000), options);
        const lastOnly = createDailyReturns(exact(100_000), options);
        values.forEach((value, day) => {
          everyBar.mark(exact(noise), day * dayMs);
          everyBar.mark(exact(value), day * dayMs + 3_600_000);
          lastOnly.mark(exact(value), day * dayMs + 3_600_000);
        });
        expect(everyBar.figures()).toEqual(lastOnly.figures());
        expect(lastOnly.figures().mean).toBeCloseTo(meanOf(returnsOf([100_000, ...values])), 10);
      }),
    );
  });

  it('leave out a day that began without equity', () => {
    const returns = createDailyReturns(exact(100), options);
    for (const [day, equity] of [110, 0, 50, 55].entries()) returns.mark(exact(equity), day * dayMs);
    // 10 %, −100 %, none, 10 %.
    expect(returns.figures().mean).toBeCloseTo(-0.8 / 3, 12);
  });
});

describe('drawdown', () => {
  const follow = (values: readonly number[]): DrawdownFigures => {
    const drawdown = createDrawdown(exact(values[0] ?? 1), 0);
    values.slice(1).forEach((value, index) => drawdown.mark(exact(value), (index + 1) * dayMs));
    return drawdown.figures();
  };

  it('is 53.33 % in the textbook case of 500, 750, 400, 600, 350, 800 thousand', () => {
    // Investopedia, “Maximum Drawdown (MDD)”.
    const found = follow([500, 750, 400, 600, 350, 800]);
    expect(found.maxDrawdownRatio.toFixed(4)).toBe('-0.5333');
    expect(found.maxDrawdown.toFixed()).toBe('-400');
    expect([found.declineMs, found.recoveryMs, found.longestMs]).toEqual([3 * dayMs, 4 * dayMs, 4 * dayMs]);
    expect([found.isOpen, found.drawdown.toFixed()]).toEqual([false, '0']);
  });

  it('tells the deepest ratio and the largest amount, which may belong to different declines', () => {
    const found = follow([100, 50, 1000, 900, 1000]);
    expect(found.maxDrawdownRatio.toFixed()).toBe('-0.5');
    expect(found.maxDrawdown.toFixed()).toBe('-100');
    expect(found.deepest).toMatchObject({ peakAt: 0, troughAt: dayMs, recoveredAt: 2 * dayMs });
  });

  it('is open while equity is below its peak, and its length goes on', () => {
    const found = follow([100, 110, 110, 90, 95, 100]);
    expect(found).toMatchObject({ isOpen: true, recoveryMs: undefined, declineMs: dayMs, longestMs: 3 * dayMs });
    expect(found.deepest?.peakAt).toBe(2 * dayMs);
  });

  it('has no durations where equity never fell', () => {
    const found = follow([100, 100, 120]);
    expect([found.deepest, found.declineMs, found.recoveryMs, found.longestMs]).toEqual(Array(4).fill(undefined));
    expect([found.maxDrawdown.toFixed(), found.maxDrawdownRatio.toFixed()]).toEqual(['0', '0']);
  });

  it('equals the largest fall from any value to any later one, and never exceeds the peak', () => {
    fc.assert(
      fc.property(equities, (values) => {
        const found = follow(values);
        const falls = largestFalls(values);
        expect(toNumber(found.maxDrawdown)).toBe(falls.amount);
        expect(toNumber(found.maxDrawdownRatio)).toBeCloseTo(falls.ratio, 12);
        expect(found.maxDrawdownRatio.greaterThanOrEqualTo(-1)).toBe(true);
        expect(found.maxDrawdown.negated().lessThanOrEqualTo(Math.max(...values))).toBe(true);
        expect(found.highWatermark.toNumber()).toBe(Math.max(...values));
        expect((found.longestMs ?? 0) / dayMs).toBe(longestUnderWater(values));
      }),
    );
  });

  it('says the same from the marks that can change something as from all of them', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 90, max: 110 }), { minLength: 2, maxLength: 60 }), (values) => {
        const sparse = createDrawdown(exact(values[0] ?? 1), 0);
        values.slice(1).forEach((value, index) => {
          const isLast = index === values.length - 2;
          const matters =
            sparse.figures().highWatermark.lessThanOrEqualTo(value) || sparse.lowest.greaterThan(value) || isLast;
          if (matters) sparse.mark(exact(value), (index + 1) * dayMs);
        });
        expect(JSON.stringify(sparse.figures())).toBe(JSON.stringify(follow(values)));
      }),
    );
  });
});

describe('growth', () => {
  it('is 24.93 % a year in the textbook case of 10,000 that become 19,500 in three years', () => {
    // Investopedia, “Compound Annual Growth Rate (CAGR)”.
    expect(compoundAnnualGrowth(exact(10_000), exact(19_500), 3 * yearMs)).toBeCloseTo(0.2493, 4);
  });

  it('compounds back to the final equity', () => {
    const anyEquity = fc.integer({ min: 1000, max: 1_000_000 });
    fc.assert(
      fc.property(anyEquity, anyEquity, fc.integer({ min: 365, max: 9000 }), (initial, final, days) => {
        const growth = compoundAnnualGrowth(exact(initial), exact(final), days * dayMs) ?? Number.NaN;
        expect((initial * (1 + growth) ** ((days * dayMs) / yearMs)) / final).toBeCloseTo(1, 8);
      }),
    );
  });

  it('is −1 where everything was lost, and absent below zero, over no time, and where it has no finite value', () => {
    expect(compoundAnnualGrowth(exact(100), exact(0), yearMs)).toBe(-1);
    expect(compoundAnnualGrowth(exact(100), exact(-1), yearMs)).toBeUndefined();
    expect(compoundAnnualGrowth(exact(100), exact(110), 0)).toBeUndefined();
    expect(compoundAnnualGrowth(exact(100), exact(110), 1)).toBeUndefined();
  });

  it('over the deepest drawdown is the Calmar ratio, absent without one', () => {
    expect(calmarRatio(0.3, exact('-0.15'))).toBeCloseTo(2, 12);
    expect(calmarRatio(0.3, exact(0))).toBeUndefined();
    expect(calmarRatio(undefined, exact('-0.1'))).toBeUndefined();
  });
});

describe('time in the market', () => {
  it('is the share of the time with a position', () => {
    const time = createTimeInMarket(100);
    expect(time.share(100)).toBeUndefined();
    time.turn(true, 110);
    time.turn(true, 120);
    time.turn(false, 130);
    time.turn(false, 140);
    expect([time.heldMs(200), time.share(200)]).toEqual([20, 0.2]);
    time.turn(true, 200);
    expect(time.share(300)).toBe(0.6);
  });
});

describe('a trading year', () => {
  it('has as many periods of a length as there is trading', () => {
    expect(periodsPerYear(dayMs, tradingYears.exchange)).toBe(252);
    expect(periodsPerYear(3_600_000, tradingYears.exchange)).toBe(252 * 6.5);
    expect(periodsPerYear(300_000, tradingYears.continuous)).toBe(365 * 288);
    expect(periodsPerYear(3_600_000, tradingYears.forex)).toBe(260 * 24);
    expect(() => periodsPerYear(0, tradingYears.forex)).toThrow('cannot be annualised');
  });
});
