import { describe, expect, it } from 'vitest';
import { hasEnded, ratioOf, readBacktest, readBacktests, titleOf } from './backtest.ts';
import { curveOf } from './result-curve.ts';

const complete = {
  backtest_id: 'b1',
  status: 'complete',
  account: 'demo',
  data: 'bars.csv',
  created_at: '2026-01-02T03:04:05.000Z',
  symbol: 'SPX',
  timeframe: 'D1',
  progress: 100,
  result: { return_pct: 22.5, results: { figures: { returnRatio: '0.2250883147' } } },
};

describe('a backtest of an answer', () => {
  it('is read into words and units of the page', () => {
    const backtest = readBacktest(complete);
    expect(backtest).toMatchObject({ id: 'b1', status: 'complete', progressRatio: 1, createdAt: 1_767_323_045_000 });
    expect(backtest === undefined ? '' : titleOf(backtest)).toBe('SPX · D1');
  });

  it('is none without an id, or in a state that nobody knows', () => {
    expect(readBacktest({ ...complete, backtest_id: undefined })).toBeUndefined();
    expect(readBacktests({ backtests: [complete, { ...complete, status: 'lost' }, 7] })).toHaveLength(1);
  });

  it('tells ratios exactly where it has them, else from the percents', () => {
    const [exact, plain] = [complete, { ...complete, result: { return_pct: 22.5 } }].map(readBacktest);
    expect(exact && ratioOf(exact, 'returnRatio', 'return_pct')).toBe('0.2250883147');
    expect(plain && ratioOf(plain, 'returnRatio', 'return_pct')).toBe(0.225);
  });

  it.each([
    ['queued', false],
    ['running', false],
    ['complete', true],
    ['failed', true],
    ['cancelled', true],
  ])('has ended when it is %s: %s', (status, ended) => {
    const backtest = readBacktest({ ...complete, status });
    expect(backtest && hasEnded(backtest)).toBe(ended);
  });
});

describe('the curve of a result', () => {
  it('has the high watermark and the drawdown below it', () => {
    const equityCurve = [['2000-01-01', '100'], ['2000-01-02', '120.5'], ['2000-01-03', '110'], ['nonsense', '1'], 7];
    const end = { date: undefined, balance: undefined };
    expect(curveOf({ equityCurve }, end).map(({ values }) => values)).toEqual([
      [100, 100, 0],
      [120.5, 120.5, 0],
      [110, 120.5, -10.5],
    ]);
  });

  it('ends at the final balance on the last day, which may lie behind its last sample', () => {
    const equityCurve = [['2000-01-01', '100']];
    expect(curveOf({ equityCurve }, { date: '2000-01-04', balance: 90 }).at(-1)?.values).toEqual([90, 100, -10]);
    expect(curveOf({ equityCurve }, { date: '2000-01-01', balance: 90 })).toHaveLength(1);
    expect(curveOf({}, { date: '2000-01-04', balance: 90 })).toEqual([]);
  });
});
