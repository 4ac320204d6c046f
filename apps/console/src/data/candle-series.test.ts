import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CandleSeries } from './candle-series.ts';
import type { Tick } from './candle-series.ts';
import { candleStart, timeframes } from './timeframes.ts';

const minute = { name: '1m', lengthMs: 60_000, offsetMs: 0 };

const seriesOf = (ticks: readonly Tick[], capacity = 1_000): CandleSeries => {
  const series = new CandleSeries(minute, capacity);
  for (const tick of ticks) series.add(tick);
  return series;
};

describe('candles of single prices', () => {
  it('have the first, highest, lowest and last price of their time', () => {
    const prices = [10, 12, 9, 11].map((price, index) => ({ timeMs: 60_000 + index, price }));
    expect(seriesOf([...prices, { timeMs: 125_000, price: 20 }]).toArray()).toEqual([
      { timeMs: 60_000, open: 10, high: 12, low: 9, close: 11, ticks: 4, firstMs: 60_000, lastMs: 60_003 },
      { timeMs: 120_000, open: 20, high: 20, low: 20, close: 20, ticks: 1, firstMs: 125_000, lastMs: 125_000 },
    ]);
  });

  it('are the same in whatever order the prices come', () => {
    const ticks = fc.uniqueArray(
      fc.record({ timeMs: fc.integer({ min: 0, max: 600_000 }), price: fc.integer({ min: 1, max: 99 }) }),
      { selector: ({ timeMs }) => timeMs },
    );
    fc.assert(
      fc.property(
        ticks.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
        ),
        ([all, shuffled]) => {
          const inOrder = all.toSorted((left, right) => left.timeMs - right.timeMs);
          expect(seriesOf(shuffled).toArray()).toEqual(seriesOf(inOrder).toArray());
        },
      ),
    );
  });

  it('keep the newest of them, and count prices of those alone', () => {
    const series = seriesOf(
      [0, 1, 2, 3, 4].map((at) => ({ timeMs: at * 60_000, price: at })),
      3,
    );
    expect(series.toArray().map(({ timeMs }) => timeMs)).toEqual([120_000, 180_000, 240_000]);
    series.add({ timeMs: 0, price: 7 });
    expect(series.size).toBe(3);
    expect(series.ticksPerCandle).toBe(1);
  });
});

describe('widths of candles', () => {
  it('begin weeks on Monday at midnight UTC', () => {
    const week = timeframes.find(({ name }) => name === '1w') ?? minute;
    const start = candleStart(Date.UTC(2026, 10, 21, 17), week);
    expect(new Date(start).toISOString()).toBe('2026-11-16T00:00:00.000Z');
  });
});
