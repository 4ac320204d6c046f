import fc from 'fast-check';
import { exact, PitwallError } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { anyBars } from '../bars.fixture.ts';
import type { Bar } from './bar.ts';
import { barsOf, indexAtOrAfter, seriesOf } from './bar-series.ts';

const plain = (text: string): string => exact(text).toFixed();

const bar = (time: number, close: string, volume?: string): Bar => {
  const prices = { time, open: close, high: close, low: close, close };
  return volume === undefined ? prices : { ...prices, volume };
};

describe('a series of bars', () => {
  it('gives back the value of every price and volume', () => {
    fc.assert(
      fc.property(anyBars(0, 20), fc.nat(1e9), (bars, volume) => {
        const whole = bars.map((one, index) => ({ ...one, volume: String((volume + index) / 8) }));
        const series = seriesOf(whole);
        expect(barsOf(series)).toEqual(
          whole.map(({ time, open, high, low, close, volume: traded }) => ({
            time,
            open: plain(open),
            high: plain(high),
            low: plain(low),
            close: plain(close),
            volume: plain(traded),
          })),
        );
      }),
    );
  });

  it('has whole numbers at the smallest scale that fits all', () => {
    const series = seriesOf([bar(0, '1.2500', '3'), bar(60_000, '0.001', '2.5'), bar(120_000, '7', '1e3')]);
    expect(series).toMatchObject({ priceScale: 3, volumeScale: 1, length: 3, timeframe: 'M1' });
    expect([...series.close]).toEqual([1250, 1, 7000]);
    expect([...(series.volume ?? [])]).toEqual([30, 25, 10_000]);
  });

  it('has no volume unless every bar has one', () => {
    expect(seriesOf([bar(0, '1', '3'), bar(60_000, '1')]).volume).toBeUndefined();
    expect(seriesOf([]).volume).toBeUndefined();
  });

  it('is cut like an array, and shares its columns', () => {
    const series = seriesOf(
      [1, 2, 3, 4].map((day) => bar(day * 86_400_000, String(day))),
      { symbol: 'SPX' },
    );
    expect(barsOf(series.slice(1, -1))).toEqual([series.barAt(1), series.barAt(2)]);
    expect(series.slice(2).symbol).toBe('SPX');
    expect(series.slice(2).times.buffer).toBe(series.times.buffer);
    expect(() => series.slice(2).barAt(2)).toThrow('There is no bar 2: there are 2');
  });

  it('finds the first bar at or after a time', () => {
    const series = seriesOf([10, 20, 30].map((time) => bar(time, '1')));
    expect([0, 10, 11, 30, 31].map((time) => indexAtOrAfter(series, time))).toEqual([0, 0, 1, 2, 3]);
  });

  it.each([
    ['digits beyond 2^53', [bar(0, '104.58999633789062')], 'more digits than can be counted exactly'],
    ['scales too far apart', [bar(0, '99999999999'), bar(1, '0.00001')], 'more digits than can be counted exactly'],
    ['what is no decimal', [bar(0, 'NaN')], '"NaN" is no decimal'],
    ['prices below zero, as of oil in April 2020', [bar(0, '-37.63')], 'bar 0 cannot have happened'],
    ['a close above its high', [bar(0, '1'), { ...bar(1, '1'), close: '2' }], 'bar 1 cannot have happened'],
    ['a negative volume', [{ ...bar(0, '1'), volume: '-1' }], 'the volume of bar 0 is negative'],
    ['times that do not rise', [bar(1, '1'), bar(1, '1')], 'bar 1 begins no later than the one before'],
  ])('is not made of %s', (_, bars, message) => {
    expect(() => seriesOf(bars)).toThrow(PitwallError);
    expect(() => seriesOf(bars)).toThrow(message);
  });
});
