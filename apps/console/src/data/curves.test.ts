import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveRanges } from './curve-range.ts';
import { EquityHistory } from './equity-history.ts';
import { factOf } from './facts.fixture.ts';
import { PointSeries } from './point-series.ts';

const at = (timeMs: number) => ({ timeMs, values: [timeMs] });

describe('a curve', () => {
  it('never has more points than its bound, keeps its first and its last, and rises in time', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(steps, (gaps) => {
        const series = new PointSeries(16);
        let timeMs = 0;
        for (const gap of gaps) series.add(at((timeMs += gap)));
        const times = series.toArray().map((point) => point.timeMs);
        expect(times.length).toBeLessThanOrEqual(16);
        expect(times[0]).toBe(gaps[0]);
        expect(times.at(-1)).toBe(timeMs);
        expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('the history of equity', () => {
  const worth = (equity: string, marketTime: number, runId = 'run-1') =>
    factOf('equity', { equity, highWatermark: '10', drawdown: '-1' }, { marketTime, runId });

  it('is drawn at the time of the market where prices are replayed', () => {
    const history = new EquityHistory();
    history.take(worth('9', 5_000));
    expect(history.curve('main').points).toEqual([{ timeMs: 5_000, values: [9, 10, -1] }]);
  });

  it('is as far below the high watermark as is said, or as follows from the two', () => {
    const history = new EquityHistory();
    history.take(factOf('equity', { equity: '9', highWatermark: '12' }));
    expect(history.curve('main').points[0]?.values).toEqual([9, 12, -3]);
  });

  it('begins anew with a new run', () => {
    const history = new EquityHistory();
    history.take(worth('9', 5_000));
    history.take(worth('8', 1_000, 'run-2'));
    expect(history.curve('main').points.map(({ timeMs }) => timeMs)).toEqual([1_000]);
  });

  it('has a gap from the last point before the link broke to the first one after', () => {
    const history = new EquityHistory();
    history.take(worth('9', 5_000));
    history.cut();
    history.cut();
    history.take(worth('8', 9_000));
    history.take(worth('8', 10_000));
    expect(history.curve('main').gaps).toEqual([{ fromMs: 5_000, toMs: 9_000 }]);
  });

  it('has that gap also where what was known before is told again first', () => {
    const history = new EquityHistory();
    const behindGaps = [5_000, 5_000, 9_000, 10_000].map((timeMs, index) => {
      if (index === 1) history.cut();
      return history.take(worth('9', timeMs));
    });
    expect(behindGaps).toEqual([false, false, true, false]);
    expect(history.curve('main').gaps).toEqual([{ fromMs: 5_000, toMs: 9_000 }]);
  });

  const bar = (lastMs: number, close: number) => ({
    timeMs: lastMs,
    open: close,
    high: close,
    low: close,
    close,
    ticks: 1,
    firstMs: lastMs,
    lastMs,
    highWatermark: 10,
  });

  const kept = (runId: string, ...bars: readonly ReturnType<typeof bar>[]) => ({
    intervalMs: 1_000,
    runId,
    coversSinceMs: bars[0]?.firstMs ?? 0,
    gaps: [],
    bars,
  });

  it('goes back by what the gateway keeps, and has what came while the page heard nothing', () => {
    const history = new EquityHistory();
    history.take(worth('9', 5_000));
    history.cut();
    history.take(worth('8', 9_000));
    history.fill('main', kept('run-1', bar(1_000, 1), bar(5_000, 9), bar(7_000, 7), bar(9_000, 8)));
    const { points, gaps, stepMs } = history.curve('main');
    expect(points.map(({ timeMs, values }) => [timeMs, values[0]])).toEqual([
      [1_000, 1],
      [5_000, 9],
      [7_000, 7],
      [9_000, 8],
    ]);
    expect(points[0]?.values).toEqual([1, 10, -9]);
    expect([gaps, stepMs]).toEqual([[], 1_000]);
  });

  it('has nothing of another run than the one that is heard, whichever is told first', () => {
    const history = new EquityHistory();
    history.fill('main', kept('run-0', bar(1_000, 1)));
    history.take(worth('9', 5_000));
    history.fill('main', kept('run-0', bar(1_000, 1)));
    expect(history.curve('main').points).toHaveLength(1);
    const other = new EquityHistory();
    other.fill('main', kept('run-1', bar(1_000, 1)));
    other.take(worth('9', 5_000));
    expect(other.curve('main').points).toHaveLength(2);
  });

  it('shows the last of it by narrower bars than those that go back farthest, once it has them', () => {
    const [hour, day] = curveRanges;
    const minute = 60_000;
    const history = new EquityHistory();
    expect(history.finerWidthMs('main', hour)).toBe(undefined);
    history.fill('main', { ...kept('run-1', bar(0, 1), bar(61 * minute, 2)), intervalMs: minute });
    expect([hour, day, undefined].map((range) => history.finerWidthMs('main', range))).toEqual([
      5_000,
      undefined,
      undefined,
    ]);
    expect(history.curve('main', hour)).toMatchObject({ points: [{ values: [2, 10, 0] }], stepMs: minute });
    const narrow = [bar(60 * minute, 3), bar(61 * minute, 2)];
    history.fill('main', { ...kept('run-1', ...narrow), intervalMs: 5_000 }, 5_000);
    expect(history.curve('main', hour)).toMatchObject({ points: [{}, { values: [2, 10, -1] }], stepMs: 5_000 });
    expect(history.curve('main', day)).toMatchObject({ points: [{ timeMs: 0 }, {}], stepMs: minute });
    expect(history.curve('main', hour)).toBe(history.curve('main', hour));
    history.take(worth('9', 5_000, 'run-2'));
    expect(history.curve('main', hour).points).toHaveLength(1);
  });

  it('is the same object until more comes, and forgets the account that was heard longest ago', () => {
    const history = new EquityHistory({ maxAccounts: 2 });
    for (const account of ['a', 'b', 'a', 'c']) history.take(factOf('equity', { equity: 1 }, { account }));
    expect(history.curve('a')).toBe(history.curve('a'));
    expect(['a', 'b', 'c'].map((account) => history.curve(account).points.length)).toEqual([1, 0, 1]);
  });
});
