import fc from 'fast-check';
import { exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { createDailyReturns } from './daily-returns.ts';
import { createTradeTally } from './trade-tally.ts';

describe('results of trades', () => {
  it('follow their definitions on a hand-worked list', () => {
    const tally = createTradeTally();
    for (const pnl of ['125.50', '-35.75', '0', '40.50', '-14.25']) tally.record(exact(pnl));
    const results = tally.results();
    expect([results.totalTrades, results.winningTrades, results.losingTrades]).toEqual([5, 2, 2]);
    expect(results.netPnl.toFixed()).toBe('116');
    expect(results.winRate?.toFixed()).toBe('0.4');
    expect(results.profitFactor?.toFixed()).toBe('3.32');
    expect(results.expectancy?.toFixed()).toBe('23.2');
    expect([results.averageWin?.toFixed(), results.averageLoss?.toFixed()]).toEqual(['83', '-25']);
    expect([results.largestWin?.toFixed(), results.largestLoss?.toFixed()]).toEqual(['125.5', '-35.75']);
  });

  it('leave out what has no meaning yet', () => {
    const tally = createTradeTally();
    expect(tally.results().winRate).toBeUndefined();
    expect(tally.results().expectancy).toBeUndefined();
    tally.record(exact('1'));
    expect(tally.results().profitFactor).toBeUndefined();
    expect(tally.results().averageLoss).toBeUndefined();
    expect(tally.results().largestLoss).toBeUndefined();
  });
});

describe('the Sharpe ratio', () => {
  const dayMs = 86_400_000;

  it('equals the textbook formula over daily returns', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 50_000, max: 200_000 }), { minLength: 3, maxLength: 60 }), (equities) => {
        const sharpe = createDailyReturns(exact(100_000), { periodsPerYear: 365 });
        equities.forEach((equity, day) => sharpe.mark(exact(equity), day * dayMs));
        const returns = equities.map((equity, day) => equity / (equities[day - 1] ?? 100_000) - 1);
        const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
        const variance = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (returns.length - 1);
        fc.pre(variance > 1e-12);
        expect(sharpe.figures().sharpe).toBeCloseTo((mean / Math.sqrt(variance)) * Math.sqrt(365), 6);
      }),
    );
  });

  it('takes the last equity of each day, whatever came before on that day', () => {
    const hourly = createDailyReturns(exact(100), { periodsPerYear: 252 });
    const daily = createDailyReturns(exact(100), { periodsPerYear: 252 });
    [101, 99, 104].forEach((close, day) => {
      hourly.mark(exact(close * 2), day * dayMs);
      hourly.mark(exact(close), day * dayMs + 3_600_000);
      daily.mark(exact(close), day * dayMs);
    });
    expect(hourly.figures().sharpe).toBe(daily.figures().sharpe);
  });

  it('is absent below two days and without variation', () => {
    const sharpe = createDailyReturns(exact(100), { periodsPerYear: 252 });
    expect(sharpe.figures().sharpe).toBeUndefined();
    sharpe.mark(exact(101), 0);
    expect(sharpe.figures().sharpe).toBeUndefined();
    const flat = createDailyReturns(exact(100), { periodsPerYear: 252 });
    for (let day = 0; day < 5; day += 1) flat.mark(exact(100), day * dayMs);
    expect(flat.figures().sharpe).toBeUndefined();
  });
});
