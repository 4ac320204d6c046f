import { exact } from '@pitwall/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyFullBars, type FullBar } from './bar-files.fixture.ts';
import { barsOf, seriesOf } from './bar-series.ts';
import { bucketsOf } from './buckets.ts';
import { resample } from './resample.ts';
import { timeframeMs, timeframes } from './timeframe.ts';
import { zoneClock } from './zone.ts';

const at = (iso: string): number => Date.parse(`${iso}Z`);
const flat = (time: number, price = '1') => ({
  time,
  open: price,
  high: price,
  low: price,
  close: price,
  volume: '0.1',
});
const every = (stepMs: number, from: string, count: number) =>
  Array.from({ length: count }, (_, index) => flat(at(from) + index * stepMs, String(index + 1)));

/** The same by decimals, bar by bar. */
const together = (bars: readonly FullBar[], length: number): FullBar[] => {
  const grouped = Map.groupBy(bars, ({ time }) => Math.floor(time / length) * length);
  return [...grouped].map(([time, group]) => ({
    time,
    open: group[0]?.open ?? '',
    high: group
      .map(({ high }) => exact(high))
      .reduce((a, b) => (a.greaterThan(b) ? a : b))
      .toFixed(),
    low: group
      .map(({ low }) => exact(low))
      .reduce((a, b) => (a.lessThan(b) ? a : b))
      .toFixed(),
    close: group.at(-1)?.close ?? '',
    volume: group
      .map(({ volume }) => exact(volume))
      .reduce((a, b) => a.plus(b))
      .toFixed(),
  }));
};

describe('longer bars', () => {
  it('are what decimals make of the shorter ones, in every timeframe', () => {
    fc.assert(
      fc.property(anyFullBars(timeframeMs.M1), fc.constantFrom(...timeframes.slice(1)), (bars, timeframe) => {
        const { series } = resample(seriesOf(bars), { timeframe });
        expect(barsOf(series)).toEqual(together(bars, timeframeMs[timeframe]));
        expect(series.timeframe).toBe(timeframe);
      }),
    );
  });

  it('are the same whether made at once or in steps', () => {
    fc.assert(
      fc.property(anyFullBars(timeframeMs.M5, 20), (bars) => {
        const once = resample(seriesOf(bars), { timeframe: 'D1' }).series;
        const hours = resample(seriesOf(bars), { timeframe: 'M15' }).series;
        expect(barsOf(resample(hours, { timeframe: 'D1' }).series)).toEqual(barsOf(once));
      }),
    );
  });

  it('begin when the clock of a zone shows midnight, on days of 23 and 25 hours too', () => {
    const clock = zoneClock('America/New_York');
    const spring = resample(seriesOf(every(timeframeMs.H1, '2024-03-09T05:00', 24 + 23 + 24)), {
      timeframe: 'D1',
      clock,
    }).series;
    expect(barsOf(spring).map(({ time, volume }) => [time, volume])).toEqual([
      [at('2024-03-09T05:00'), '2.4'],
      [at('2024-03-10T05:00'), '2.3'],
      [at('2024-03-11T04:00'), '2.4'],
    ]);
    const autumn = resample(seriesOf(every(timeframeMs.H1, '2024-11-03T04:00', 25 + 24)), {
      timeframe: 'D1',
      clock,
    }).series;
    expect(barsOf(autumn).map(({ volume }) => volume)).toEqual(['2.5', '2.4']);
  });

  it('of hours keep both of the hours that an autumn repeats', () => {
    const series = seriesOf(every(timeframeMs.M30, '2024-10-26T22:00', 12));
    const hours = resample(series, { timeframe: 'H1', clock: zoneClock('Europe/Berlin') }).series;
    expect([...hours.times].map((time) => (time - at('2024-10-26T22:00')) / timeframeMs.H1)).toEqual([
      0, 1, 2, 3, 4, 5,
    ]);
  });

  it('tell whether the first and the last have all of their time', () => {
    const flags = (bars: readonly FullBar[], timeframe: 'H1' | 'D1') => {
      const { isFirstPartial, isLastPartial } = resample(seriesOf(bars), { timeframe });
      return [isFirstPartial, isLastPartial];
    };
    expect(flags(every(timeframeMs.M15, '2024-01-01T00:00', 8), 'H1')).toEqual([false, false]);
    expect(flags(every(timeframeMs.M15, '2024-01-01T00:15', 6), 'H1')).toEqual([true, true]);
    const sessions = ['02', '03', '04'].flatMap((day) => every(timeframeMs.M15, `2024-01-${day}T09:15`, 25));
    expect(flags(sessions, 'D1')).toEqual([false, false]);
    expect(flags(sessions.slice(0, -1), 'D1')).toEqual([false, true]);
  });

  it.each([
    [
      'of what is longer',
      every(timeframeMs.H1, '2024-01-01T00:00', 3),
      'M15',
      'shorter bars cannot be made of longer ones',
    ],
    ['of what does not fill them', every(7 * 60_000, '2024-01-01T00:00', 3), 'H1', 'it is no multiple of them'],
    ['of a single bar', every(1, '2024-01-01T00:00', 1), 'H1', 'give more bars'],
  ] as const)('are not made %s', (_, bars, timeframe, message) => {
    expect(() => resample(seriesOf(bars), { timeframe })).toThrow(message);
  });

  it('are not made of volumes whose sum is no longer exact', () => {
    const bars = every(timeframeMs.M1, '2024-01-01T00:00', 2).map((bar) => ({ ...bar, volume: '9007199254740991' }));
    expect(() => resample(seriesOf(bars), { timeframe: 'H1' })).toThrow('add up to more than can be counted exactly');
  });
});

describe('buckets', () => {
  it('hold each moment, and follow one another', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York+7', 'Asia/Kolkata', 'America/Sao_Paulo');
    const moments = fc.integer({ min: at('1995-01-01T00:00'), max: at('2030-01-01T00:00') });
    fc.assert(
      fc.property(zones, fc.constantFrom(...timeframes), moments, (zone, timeframe, moment) => {
        const buckets = bucketsOf(timeframe, zoneClock(zone));
        const start = buckets.startOf(moment);
        const end = buckets.endOf(start);
        expect(start).toBeLessThanOrEqual(moment);
        expect(end).toBeGreaterThan(moment);
        expect(buckets.startOf(end - 1)).toBe(start);
        expect(buckets.startOf(end)).toBe(end);
      }),
      { numRuns: 1000 },
    );
  });
});
