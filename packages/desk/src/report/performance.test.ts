import fc from 'fast-check';
import { exact, toNumber, type Exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { utcCalendar } from '../market/session-calendar.ts';
import { monthlyTable } from './monthly-table.ts';
import { createPerformance, type Performance } from './performance.ts';
import { createPeriodPnl, type PeriodRows } from './period-pnl.ts';
import { longestRun, sumOf } from './plain-figures.fixture.ts';
import { createTradeTally } from './trade-tally.ts';

const hourMs = 3_600_000;
const start = Date.parse('2024-01-30T00:00:00Z');
const cents = (value: number): Exact => exact(value).div(100);

describe('profit and loss by period', () => {
  it('goes from the last mark of a period to the last of the next, by hand', () => {
    const pnl = createPeriodPnl(exact(1000));
    const marks = [
      ['2024-01-30', '1010'],
      ['2024-01-31', '990'],
      ['2024-02-01', '1089'],
      ['2024-02-05', '1000'],
    ] as const;
    for (const [date, equity] of marks) {
      pnl.mark(exact('5'), Date.parse(`${date}T10:00:00Z`));
      pnl.mark(exact(equity), Date.parse(`${date}T16:00:00Z`));
    }
    const told = ({ rows }: PeriodRows): string =>
      rows.map((row) => [row.period, row.pnl.toFixed(), row.ratio?.toFixed(4)]).toString();
    expect(told(pnl.days())).toBe(
      '2024-01-30,10,0.0100,2024-01-31,-20,-0.0198,2024-02-01,99,0.1000,2024-02-05,-89,-0.0817',
    );
    expect(told(pnl.weeks())).toBe('2024-01-29,89,0.0890,2024-02-05,-89,-0.0817');
    expect(told(pnl.months())).toBe('2024-01,-10,-0.0100,2024-02,10,0.0101');
  });

  it('sums up to the whole in days, weeks and months alike, to the cent', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 100, max: 9_999_999 })));
    fc.assert(
      fc.property(steps, (marks) => {
        const pnl = createPeriodPnl(exact(1000));
        let at = start;
        for (const [hours, equity] of marks) {
          at += hours * hourMs;
          pnl.mark(cents(equity), at);
        }
        const whole = marks.length === 0 ? exact(0) : cents(marks.at(-1)?.[1] ?? 0).minus(1000);
        for (const { rows } of [pnl.days(), pnl.weeks(), pnl.months()]) {
          expect(rows.reduce((sum, row) => sum.plus(row.pnl), exact(0)).equals(whole)).toBe(true);
        }
      }),
    );
  });

  it('forgets the oldest rows above its bound, and counts them', () => {
    const pnl = createPeriodPnl(exact(10), { maxPeriods: 3 });
    for (let day = 0; day < 20; day += 1) pnl.mark(exact(10 + day), start + day * 24 * hourMs);
    const { rows, omitted } = pnl.days();
    expect(rows.map(({ endEquity }) => endEquity.toFixed())).toEqual(['27', '28', '29']);
    expect(omitted).toBe(17);
    expect(() => createPeriodPnl(exact(1), { maxPeriods: 0 })).toThrow('maxPeriods is 0');
  });

  it('becomes a table with a year a row, whose months compound to the year', () => {
    const pnl = createPeriodPnl(exact(1000));
    const marks = { '2023-11-30': 1100, '2023-12-29': 990, '2024-02-01': 1980 };
    for (const [date, equity] of Object.entries(marks)) pnl.mark(exact(equity), Date.parse(date));
    const table = monthlyTable(pnl.months().rows);
    expect(table.map(({ year, pnl: sum, ratio }) => [year, sum.toFixed(), ratio?.toFixed()])).toEqual([
      [2023, '-10', '-0.01'],
      [2024, '990', '1'],
    ]);
    expect(table[0]?.months.map((month) => month?.ratio?.toFixed())).toEqual([
      ...Array.from({ length: 10 }, () => undefined),
      '0.1',
      '-0.1',
    ]);
    expect(monthlyTable([])).toEqual([]);
  });
});

describe('streaks and averages of trades', () => {
  it('equal a second count over any list', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 40 }), (results) => {
        const tally = createTradeTally();
        for (const result of results) tally.record(exact(result));
        const found = tally.results();
        const wins = results.filter((result) => result > 0);
        const losses = results.filter((result) => result < 0);
        expect(found.longestWinningStreak).toBe(longestRun(results, (result) => result > 0));
        expect(found.longestLosingStreak).toBe(longestRun(results, (result) => result < 0));
        expect(toNumber(found.netPnl)).toBe(sumOf(results));
        const payoff = sumOf(wins) / wins.length / Math.abs(sumOf(losses) / losses.length);
        const isDefined = wins.length > 0 && losses.length > 0;
        expect(found.payoffRatio !== undefined).toBe(isDefined);
        expect(found.payoffRatio?.toNumber() ?? 0).toBeCloseTo(isDefined ? payoff : 0, 10);
        const weighted = found.winRate?.times(found.averageWin ?? 0).plus(
          exact(found.losingTrades)
            .div(Math.max(1, found.totalTrades))
            .times(found.averageLoss ?? 0),
        );
        expect(
          found.expectancy
            ?.minus(weighted ?? 0)
            .abs()
            .lessThan('1e-30') ?? true,
        ).toBe(true);
      }),
    );
  });
});

describe('the figures of a run', () => {
  it('are those of a hand-worked one', () => {
    const run = createPerformance(exact(1000), start, { tradingDaysPerYear: 365 });
    run.positioned(true, start + 6 * hourMs);
    run.filled({ notional: exact(500), fee: exact('0.5') });
    run.mark(exact(1100), start + 12 * hourMs);
    run.filled({ notional: exact(600), fee: exact('0.6') });
    run.positioned(false, start + 18 * hourMs);
    run.closed(exact('98.9'));
    run.mark(exact(1050), start + 24 * hourMs);
    const found = run.figures();
    expect([found.netPnl.toFixed(), found.returnRatio.toFixed()]).toEqual(['50', '0.05']);
    expect([found.turnover.toFixed(), found.fees.toFixed()]).toEqual(['1100', '1.1']);
    expect(found.exposure).toBe(0.5);
    // A day of 365.25 in the year: 1,100 / 2 over the mean of 1,100 and 1,050.
    expect(found.turnoverPerYear).toBeCloseTo((550 / 1075) * 365.25, 8);
    expect(found.cagr).toBeCloseTo(1.05 ** 365.25 - 1, 4);
    expect(found.calmar).toBeCloseTo((found.cagr ?? 0) / (50 / 1100), 4);
    expect(found.trades.totalTrades).toBe(1);
    expect(found.drawdown.maxDrawdown.toFixed()).toBe('-50');
  });

  it('leave out what has no meaning before anything happened', () => {
    const found = createPerformance(exact(1000), start).figures();
    expect(found).toMatchObject({
      cagr: undefined,
      calmar: undefined,
      exposure: undefined,
      turnoverPerYear: undefined,
      elapsedMs: 0,
    });
    expect(found.returns.sharpe).toBeUndefined();
    expect(found.netPnl.toFixed()).toBe('0');
  });

  it('are the same from the marks that matter as from those of all bars', () => {
    const bars = fc.array(fc.integer({ min: 9000, max: 11_000 }), { minLength: 2, maxLength: 120 });
    fc.assert(
      fc.property(bars, (values) => {
        const everyBar = createPerformance(exact(100), start);
        const sparse = createPerformance(exact(100), start);
        values.forEach((value, bar) => {
          const at = start + (bar + 1) * 5 * hourMs;
          const isLastOfDay = utcCalendar.endOf(at) <= at + 5 * hourMs || bar === values.length - 1;
          everyBar.mark(cents(value), at);
          if (isLastOfDay || matters(sparse, cents(value))) sparse.mark(cents(value), at);
        });
        expect(JSON.stringify(sparse.figures())).toBe(JSON.stringify(everyBar.figures()));
        expect(JSON.stringify(sparse.periods.days())).toBe(JSON.stringify(everyBar.periods.days()));
      }),
    );
  });

  it.each([
    [exact(0), {}, 'initialEquity is 0'],
    [exact(1), { tradingDaysPerYear: -1 }, 'tradingDaysPerYear is -1'],
    [exact(1), { maxPeriods: 1.5 }, 'maxPeriods is 1.5'],
  ])('refuse an equity of %s with %o', (equity, options, message) => {
    expect(() => createPerformance(equity, start, options)).toThrow(message);
  });
});

const matters = ({ drawdown }: Performance, equity: Exact): boolean =>
  equity.greaterThanOrEqualTo(drawdown.figures().highWatermark) || equity.lessThan(drawdown.lowest);
