import { describe, expect, it } from 'vitest';
import { KeptSeries } from './kept-series.ts';
import { ample, Facts, noonMs } from './series-facts.fixture.ts';

const minuteMs = 60_000;

describe('bars of equity', () => {
  it('keep amounts to the digit, whether they grow still or are packed', () => {
    const facts = new Facts();
    const series = new KeptSeries(ample);
    series.commit([
      facts.equity(0, '2450.00'),
      facts.equity(1_000, '9007199254740993.10'),
      facts.equity(2_000, '9007199254740993.1'),
      facts.equity(3_000, '9007199254740993.09'),
      facts.equity(5_000, 2450.5),
    ]);
    const { bars } = series.read('equity', 'demo', { intervalMs: 5_000 }).run ?? {};
    expect(bars).toMatchObject([
      { startMs: noonMs, open: '2450.00', high: '9007199254740993.10', low: '2450.00', close: '9007199254740993.09' },
      { startMs: noonMs + 5_000, open: 2450.5, close: 2450.5 },
    ]);
  });

  it('stand at the time of the market where prices are replayed', () => {
    const facts = new Facts();
    const series = new KeptSeries(ample);
    const dayMs = 86_400_000;
    series.commit([0, 1, 2].map((day) => facts.equity(day, day, { marketTime: noonMs - 1_000 * dayMs + day * dayMs })));
    const { run } = series.read('equity', 'demo', { intervalMs: dayMs });
    expect(run?.bars.map(({ firstMs }) => firstMs)).toEqual(
      [0, 1, 2].map((day) => noonMs - 1_000 * dayMs + day * dayMs),
    );
  });

  it('take facts that come late into their own time, and say so of none that is too old to have a bar', () => {
    const facts = new Facts();
    const series = new KeptSeries(ample);
    for (let n = 0; n < 800; n += 1) series.commit([facts.equity(n * 5_000, n)]);
    series.commit([facts.equity(790 * 5_000 + 1, '-1'), facts.equity(10, '-2')]);
    const fine = series.read('equity', 'demo', { intervalMs: 5_000 }).run;
    expect(fine?.bars).toHaveLength(720);
    expect(fine?.bars.find(({ startMs }) => startMs === noonMs + 790 * 5_000)).toMatchObject({ close: '-1', count: 2 });
    expect(fine?.coversSinceMs).toBe(noonMs + 80 * 5_000);
    expect(series.stats.lost).toBe(1);
    const minutes = series.read('equity', 'demo', { intervalMs: minuteMs }).run;
    expect(minutes?.bars[0]).toMatchObject({ open: '0', close: '11', low: '-2', count: 13 });
  });

  it('are as narrow as reaches back far enough when nobody says how narrow', () => {
    const facts = new Facts();
    const series = new KeptSeries(ample);
    for (let n = 0; n < 800; n += 1) series.commit([facts.equity(n * 5_000, n)]);
    const intervalSince = (fromMs?: number) =>
      series.read('equity', 'demo', fromMs === undefined ? {} : { fromMs }).run?.intervalMs;
    expect([intervalSince(noonMs + 100 * 5_000), intervalSince(noonMs), intervalSince()]).toEqual([
      5_000,
      minuteMs,
      minuteMs,
    ]);
  });

  it('say the watermark that was published, and none where none was', () => {
    const facts = new Facts();
    const series = new KeptSeries(ample);
    const marked = (afterNoonMs: number, highWatermark?: string) =>
      facts.place({
        kind: 'equity',
        data: { equity: 1, ...(highWatermark === undefined ? {} : { highWatermark }) },
        occurredAt: noonMs + afterNoonMs,
      });
    series.commit([marked(0, '10.5'), marked(1, '11.0'), marked(2), marked(6_000), marked(12_000)]);
    const { bars } = series.read('equity', 'demo', { intervalMs: 5_000 }).run ?? {};
    expect(bars?.map(({ highWatermark }) => highWatermark)).toEqual(['11.0', undefined, undefined]);
  });
});

describe('runs', () => {
  it('are never spliced: what is said is one of them, and which there are', () => {
    const facts = new Facts();
    const series = new KeptSeries(ample);
    series.commit([
      facts.equity(0, 100, { runId: 'one' }),
      facts.equity(1_000, 50, { runId: 'two' }),
      // The end of the old one comes when the new one has begun.
      facts.equity(2_000, 101, { runId: 'one' }),
      facts.equity(3_000, 51, { runId: 'two' }),
    ]);
    const { runs, run } = series.read('equity', 'demo', {});
    expect(runs.map(({ runId }) => runId)).toEqual(['one', 'two']);
    expect(run).toMatchObject({ runId: 'two', seq: 4, bars: [{ open: 50, close: 51, count: 2 }] });
    expect(series.read('equity', 'demo', { runId: 'one' }).run).toMatchObject({
      seq: 3,
      bars: [{ high: 101, count: 2 }],
    });
    expect(series.read('equity', 'demo', { runId: 'none' }).run).toBeUndefined();
  });

  it('are four at most: the one that was heard longest ago goes', () => {
    const facts = new Facts();
    const series = new KeptSeries(ample);
    for (const [n, runId] of ['a', 'b', 'c', 'd', 'a', 'e'].entries()) series.commit([facts.equity(n, n, { runId })]);
    expect(series.read('equity', 'demo', {}).runs.map(({ runId }) => runId)).toEqual(['c', 'd', 'a', 'e']);
  });

  it('are of one currency each, and a fact that names none is one of the present run', () => {
    const facts = new Facts();
    const series = new KeptSeries(ample);
    const worth = (afterNoonMs: number, equity: number, currency?: string) =>
      facts.place({
        kind: 'equity',
        data: { equity, ...(currency === undefined ? {} : { currency }) },
        occurredAt: noonMs + afterNoonMs,
      });
    series.commit([worth(0, 1), worth(1, 2, 'USD'), worth(2, 3), worth(3, 90, 'ZAR'), worth(4, 91)]);
    const { runs, run } = series.read('equity', 'demo', {});
    expect(runs.map(({ currency }) => currency)).toEqual(['USD', 'ZAR']);
    expect(run).toMatchObject({ currency: 'ZAR', bars: [{ low: 90, count: 2 }] });
  });
});

describe('a gap', () => {
  it('is open after a start until the first fact that goes on', () => {
    const facts = new Facts();
    const series = new KeptSeries(ample);
    series.commit([facts.equity(0, 1)]);
    series.cut();
    expect(series.read('equity', 'demo', {}).run?.gaps).toEqual([{ fromMs: noonMs }]);
    series.commit([facts.equity(minuteMs, 2)]);
    expect(series.read('equity', 'demo', {}).run?.gaps).toEqual([{ fromMs: noonMs, toMs: noonMs + minuteMs }]);
    expect(series.read('equity', 'demo', { fromMs: noonMs + minuteMs + 1 }).run?.gaps).toEqual([]);
  });

  it('stays open for facts of the time before it that come late', () => {
    const facts = new Facts();
    const series = new KeptSeries(ample);
    series.commit([facts.equity(10_000, 1)]);
    series.cut();
    series.commit([facts.equity(9_000, 2)]);
    expect(series.read('equity', 'demo', {}).run?.gaps).toEqual([{ fromMs: noonMs + 10_000 }]);
    series.commit([facts.equity(20_000, 2)]);
    expect(series.read('equity', 'demo', {}).run?.gaps).toEqual([{ fromMs: noonMs + 10_000, toMs: noonMs + 20_000 }]);
  });

  it('stands where a gateway began, wherever in the log that was', () => {
    const facts = new Facts();
    const series = new KeptSeries(ample);
    series.expectStarts([4, 0, 2, 9]);
    series.commit([1, 2, 3, 4, 5].map((n) => facts.equity(n * 1_000, n)));
    expect(series.read('equity', 'demo', {}).run?.gaps).toEqual([
      { fromMs: noonMs + 2_000, toMs: noonMs + 3_000 },
      { fromMs: noonMs + 4_000, toMs: noonMs + 5_000 },
    ]);
  });

  it('that is forgotten, because there are too many, takes with it what it made doubtful', () => {
    const facts = new Facts();
    const series = new KeptSeries(ample);
    for (let n = 0; n < 103; n += 1) {
      series.commit([facts.equity(n * 1_000, n)]);
      series.cut();
    }
    const { run } = series.read('equity', 'demo', {});
    expect([run?.gaps.length, run?.gaps[0]?.fromMs]).toEqual([101, noonMs + 2_000]);
    expect(run?.coversSinceMs).toBe(noonMs + 2_000);
  });
});

describe('the room of series', () => {
  it('is not given away while all are alive, and the one that is refused is told from one that says nothing', () => {
    const facts = new Facts();
    const series = new KeptSeries({ ...ample, maxSeriesAccounts: 2 });
    for (const account of ['a', 'b', 'c', 'a']) series.commit([facts.equity(0, 1, { account })]);
    expect(['a', 'b', 'c', 'd'].map((name) => series.read('equity', name, {}).runs.length)).toEqual([1, 1, 0, 0]);
    expect([series.read('equity', 'c', {}).noRoom, series.read('equity', 'a', {}).noRoom]).toEqual([true, false]);
    expect(series.stats.unkeptByKind).toEqual(new Map([['equity', 1]]));
  });

  it('goes to another when one was silent for long enough, the longest first', () => {
    const facts = new Facts();
    const series = new KeptSeries({ ...ample, maxSeriesAccounts: 2 });
    const commit = (afterNoonMs: number, account: string) => series.commit([facts.equity(afterNoonMs, 1, { account })]);
    commit(0, 'a');
    commit(1_000, 'b');
    commit(60_500, 'c');
    commit(60_600, 'd');
    expect(['a', 'b', 'c', 'd'].map((name) => series.read('equity', name, {}).runs.length)).toEqual([0, 1, 1, 0]);
    expect(series.stats.keptByKind).toEqual(new Map([['equity', 2]]));
    expect(series.stats.gaveWayByKind).toEqual(new Map([['equity', 1]]));
  });

  it('stays with who goes on, however long it is there, and with who comes back for more than there is', () => {
    const facts = new Facts();
    const one = new KeptSeries({ ...ample, maxSeriesAccounts: 1 });
    for (const afterNoonMs of [0, 50_000, 100_000]) one.commit([facts.equity(afterNoonMs, 1, { account: 'a' })]);
    one.commit([facts.equity(110_000, 1, { account: 'b' })]);
    expect(one.read('equity', 'a', {}).run?.bars).toHaveLength(3);
    const small = new KeptSeries({ ...ample, seriesBytes: 5_000 });
    small.commit([facts.equity(0, 1, { runId: 'one' }), facts.equity(600_000, 2, { runId: 'two' })]);
    expect(small.read('equity', 'demo', {}).runs.map(({ runId }) => runId)).toEqual(['one']);
  });

  it('is none at all when its bytes are none, and all of it comes back from those that go', () => {
    const facts = new Facts();
    const nothing = new KeptSeries({ ...ample, seriesBytes: 0 });
    nothing.commit([facts.equity(0, 1), facts.price(0, 'BTC', '1')]);
    expect([nothing.read('equity', 'demo', {}).noRoom, nothing.stats.bytes]).toEqual([true, 0]);
    expect([...nothing.stats.keptByKind.values()]).toEqual([0, 0]);
    const one = new KeptSeries({ ...ample, maxSeriesSymbols: 1 });
    for (let n = 0; n < 100; n += 1) one.commit([facts.price(n * 5_000, 'BTC', '1')]);
    one.commit([facts.price(1_000_000, 'ETH', '1'), facts.price(1_000_001, 'ETH', '2')]);
    const alone = new KeptSeries(ample);
    alone.commit([facts.price(1_000_000, 'ETH', '1'), facts.price(1_000_001, 'ETH', '2')]);
    expect(one.stats.bytes).toBe(alone.stats.bytes);
  });
});

describe('bars of prices', () => {
  it('leave out the last words of a symbol that is taken off the watchlist', () => {
    const facts = new Facts();
    const series = new KeptSeries(ample);
    const removed = { kind: 'market', data: { symbol: 'BTC', price: '1', action: 'removed' } } as const;
    series.commit([facts.price(0, 'BTC', '5'), facts.place({ ...removed, occurredAt: noonMs + 1 })]);
    expect(series.read('market', 'BTC', {}).run?.bars).toMatchObject([{ low: '5', count: 1 }]);
  });
});
