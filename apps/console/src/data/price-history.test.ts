import { describe, expect, it } from 'vitest';
import { factOf } from './facts.fixture.ts';
import { PriceHistory } from './price-history.ts';

const hour = 3_600_000;
const day = 24 * hour;

const priceAt = (timeMs: number, price: string, more: { runId?: string } = {}) =>
  factOf('market', { symbol: 'SPX', price }, { marketTime: timeMs, ...more });

/** A bar that the gateway keeps, of two prices. */
const barAt = (timeMs: number, low: number, high: number, spanMs = 0) => ({
  timeMs,
  open: low,
  high,
  low,
  close: high,
  ticks: 2,
  firstMs: timeMs,
  lastMs: timeMs + spanMs,
  highWatermark: undefined,
});

const keptOf = (
  bars: readonly ReturnType<typeof barAt>[],
  more: { runId?: string; gaps?: readonly { fromMs: number; toMs: number }[] } = {},
) => ({ intervalMs: 5_000, runId: undefined, coversSinceMs: bars[0]?.firstMs ?? 0, gaps: [], bars, ...more });

describe('what prices did', () => {
  it('is told by candles of the market', () => {
    const history = new PriceHistory();
    history.take(priceAt(1_000, '10.5'));
    history.take(priceAt(1_400, '10.1'));
    expect(history.curve('SPX', '1s').candles).toEqual([
      { timeMs: 1_000, open: 10.5, high: 10.5, low: 10.1, close: 10.1, ticks: 2, firstMs: 1_000, lastMs: 1_400 },
    ]);
    expect(history.curve('NDX', '1s').candles).toEqual([]);
  });

  it('goes back before the page was opened by what the gateway keeps', () => {
    const history = new PriceHistory();
    history.take(priceAt(12_000, '12'));
    history.fill('SPX', 5_000, keptOf([barAt(0, 1, 2), barAt(10_000, 9, 11)]));
    expect(history.curve('SPX', '5s')).toMatchObject({ isKept: true });
    expect(history.curve('SPX', '5s').candles).toMatchObject([
      { timeMs: 0, open: 1, close: 2 },
      { timeMs: 10_000, open: 9, high: 12, low: 9, close: 12, firstMs: 10_000, lastMs: 12_000 },
    ]);
  });

  it('is the same however much of it both the gateway and the page tell', () => {
    const alone = new PriceHistory();
    alone.fill('SPX', 5_000, keptOf([barAt(0, 1, 2), barAt(5_000, 3, 4, 10)]));
    const both = new PriceHistory();
    both.take(priceAt(5_000, '3'));
    both.take(priceAt(5_010, '4'));
    both.fill('SPX', 5_000, keptOf([barAt(0, 1, 2), barAt(5_000, 3, 4, 10)]));
    expect(both.curve('SPX', '5s').candles).toEqual(alone.curve('SPX', '5s').candles);
  });

  it('is of the present run of replayed prices alone', () => {
    const history = new PriceHistory();
    history.take(priceAt(7_000, '20', { runId: 'b' }));
    history.fill('SPX', 5_000, keptOf([barAt(0, 1, 2)], { runId: 'a' }));
    expect(history.curve('SPX', '5s').candles.map(({ close }) => close)).toEqual([20]);
    history.take(priceAt(1_000, '30', { runId: 'c' }));
    expect(history.curve('SPX', '5s').candles.map(({ close }) => close)).toEqual([30]);
  });

  it('makes weeks from Monday on of days', () => {
    const history = new PriceHistory();
    history.fill('SPX', day, keptOf([barAt(3 * day, 1, 2), barAt(4 * day, 3, 4), barAt(10 * day, 5, 6)]));
    expect(history.curve('SPX', '1w').candles).toMatchObject([
      { timeMs: -3 * day, close: 2 },
      { timeMs: 4 * day, open: 3, close: 6 },
    ]);
  });

  it('is as wide as the prices are frequent, by what the gateway keeps', () => {
    const history = new PriceHistory();
    history.take(priceAt(50 * day, '1'));
    history.fill('SPX', undefined, keptOf(Array.from({ length: 40 }, (_one, at) => barAt(at * hour, 1, 2))));
    expect(history.curve('SPX', undefined).timeframe.name).toBe('4h');
  });

  it('has a gap from the last price before an outage to the first one after it', () => {
    const history = new PriceHistory();
    history.take(priceAt(1_000, '10'));
    history.cut();
    history.cut();
    expect(history.take(priceAt(1_000, '10'))).toBe(false);
    expect(history.take(priceAt(9_000, '11'))).toBe(true);
    expect(history.curve('SPX', '1s').gaps).toEqual([{ fromMs: 1_000, toMs: 9_000 }]);
  });

  it('has no gap where the gateway kept what the page did not hear, but where the gateway was away itself', () => {
    const history = new PriceHistory();
    history.take(priceAt(1_000, '10'));
    history.cut();
    history.take(priceAt(9_000, '11'));
    history.fill('SPX', 5_000, keptOf([barAt(0, 9, 10), barAt(5_000, 11, 12, 4_000)]));
    expect(history.curve('SPX', '5s').gaps).toEqual([]);
    const gaps = [{ fromMs: 4_000, toMs: 6_000 }];
    history.fill('SPX', 5_000, keptOf([barAt(0, 9, 10), barAt(5_000, 11, 12, 4_000)], { gaps }));
    expect(history.curve('SPX', '5s').gaps).toEqual(gaps);
    history.cut();
    history.take(priceAt(19_000, '11'));
    expect(history.curve('SPX', '5s').gaps).toEqual([...gaps, { fromMs: 9_000, toMs: 19_000 }]);
  });

  it('is shown in the narrowest candles that are more than dashes, unless a width is chosen', () => {
    const history = new PriceHistory();
    for (let at = 0; at < 40; at += 1) history.take(priceAt(4 * day + at * day, String(at)));
    expect(history.curve('SPX', undefined).timeframe.name).toBe('1w');
    expect(history.curve('SPX', '1d').timeframe.name).toBe('1d');
  });

  it('is the same object until another price comes', () => {
    const history = new PriceHistory();
    history.take(priceAt(1_000, '10'));
    const before = history.curve('SPX', undefined);
    expect(history.curve('SPX', undefined)).toBe(before);
    history.take(priceAt(1_100, '11'));
    expect(history.curve('SPX', undefined)).not.toBe(before);
  });

  it('keeps no more symbols and candles than it may', () => {
    const history = new PriceHistory({ maxSymbols: 2, maxCandles: 3 });
    for (const symbol of ['A', 'B', 'C'])
      for (let at = 0; at < 9; at += 1)
        history.take(factOf('market', { symbol, price: 1 }, { occurredAt: at * 1_000 }));
    expect(['A', 'B', 'C'].map((symbol) => history.curve(symbol, '1s').candles.length)).toEqual([0, 3, 3]);
  });
});
