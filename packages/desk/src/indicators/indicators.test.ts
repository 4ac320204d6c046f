import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDonchianChannel } from './donchian-channel.ts';
import { createEfficiencyRatio } from './efficiency-ratio.ts';
import { createExponentialAverage, createSimpleAverage } from './moving-average.ts';
import { createRealisedVolatility } from './realised-volatility.ts';
import { createRegimeWatch } from './regime.ts';
import { compareAverages, compareProducts, createRollingSum } from './rolling-sum.ts';
import { createAverageTrueRange, createRelativeStrength, type CloseIndicator } from './wilder.ts';

const closes = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 80 });
const windows = fc.integer({ min: 2, max: 20 });
const last = (values: readonly number[], count: number): readonly number[] => values.slice(-count);

const valuesOver = (indicator: CloseIndicator, values: readonly number[]): readonly (number | undefined)[] =>
  values.map((value) => {
    indicator.add(value);
    return indicator.value;
  });

describe('a rolling sum', () => {
  it('is the sum of the last values, whatever came before', () => {
    fc.assert(
      fc.property(closes, windows, (values, bars) => {
        const sum = createRollingSum(bars);
        values.forEach((value, index) => {
          expect(sum.oldest).toBe(index < bars ? 0 : values[index - bars]);
          sum.add(value);
          expect(sum.sum).toBe(last(values.slice(0, index + 1), bars).reduce((total, each) => total + each, 0));
          expect(sum.isFull).toBe(index + 1 >= bars);
        });
      }),
    );
  });

  it('refuses to become inexact', () => {
    const sum = createRollingSum(3);
    sum.add(2 ** 52);
    expect(() => sum.add(2 ** 52)).toThrow('a sum of 3 prices is not exact');
  });

  it('compares averages exactly, also beyond what a double can tell apart', () => {
    const huge = fc.bigInt({ min: -(2n ** 52n), max: 2n ** 52n }).map(Number);
    fc.assert(
      fc.property(huge, huge, huge, huge, (a, b, c, d) => {
        const difference = BigInt(a) * BigInt(b) - BigInt(c) * BigInt(d);
        expect(Math.sign(compareProducts(a, b, c, d))).toBe(difference > 0n ? 1 : difference < 0n ? -1 : 0);
      }),
    );
    const [short, long] = [createRollingSum(1), createRollingSum(3)];
    for (const close of [4_000_000_000_000_001, 4_000_000_000_000_000, 1_000_000_000_000_001]) {
      short.add(close);
      long.add(close - 1_000_000_000_000_000);
    }
    expect(compareAverages(short, long)).toBeLessThan(0);
  });
});

describe('a Donchian channel', () => {
  it('is the highest high and the lowest low of the last bars', () => {
    const bars = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 9 })), { minLength: 1 });
    fc.assert(
      fc.property(bars, fc.integer({ min: 1, max: 8 }), (list, length) => {
        const channel = createDonchianChannel(length);
        expect([channel.upper, channel.lower]).toEqual([Number.NaN, Number.NaN]);
        list.forEach(([low, range], index) => {
          channel.add(low + range, low);
          const window = list.slice(Math.max(0, index + 1 - length), index + 1);
          expect(channel.upper).toBe(Math.max(...window.map(([from, size]) => from + size)));
          expect(channel.lower).toBe(Math.min(...window.map(([from]) => from)));
          expect(channel.isFull).toBe(index + 1 >= length);
        });
      }),
    );
  });
});

describe('averages', () => {
  it('are those of their definitions', () => {
    fc.assert(
      fc.property(closes, windows, (values, bars) => {
        const simple = valuesOver(createSimpleAverage(bars), values).at(-1);
        const mean = last(values, bars).reduce((sum, value) => sum + value, 0) / bars;
        expect(simple).toBe(values.length < bars ? undefined : mean);
        const exponential = values.reduce((average, value) => average + (2 / (bars + 1)) * (value - average));
        const found = valuesOver(createExponentialAverage(bars), values).at(-1);
        expect(found ?? exponential).toBeCloseTo(exponential, 6);
        expect(found === undefined).toBe(values.length < bars);
      }),
    );
  });
});

describe('Wilder’s indicators', () => {
  // ChartSchool’s spreadsheet of RSI(14) on QQQQ, December 2009 and January 2010.
  const published = [
    44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931, 46.0328, 45.614,
    46.282, 46.282, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439,
  ];

  it('give ChartSchool’s published RSI', () => {
    const rsi = createRelativeStrength(14);
    const found = valuesOver(rsi, published);
    expect(found.slice(0, 14).every((value) => value === undefined)).toBe(true);
    expect(found.slice(14).map((value) => value?.toFixed(2))).toEqual([
      '70.53',
      '66.32',
      '66.55',
      '69.41',
      '66.36',
      '57.97',
    ]);
    expect(rsi.warmupBars).toBe(15);
  });

  it('equal a second computation with averages of gains and losses', () => {
    fc.assert(
      fc.property(closes, windows, (values, bars) => {
        fc.pre(values.length > bars);
        const steps = values.slice(1).map((value, index) => value - (values[index] ?? 0));
        const smooth = (parts: readonly number[]): number =>
          parts
            .slice(bars)
            .reduce(
              (average, part) => (average * (bars - 1) + part) / bars,
              parts.slice(0, bars).reduce((sum, part) => sum + part, 0) / bars,
            );
        const gain = smooth(steps.map((step) => Math.max(step, 0)));
        const loss = smooth(steps.map((step) => Math.max(-step, 0)));
        const expected = loss === 0 ? 100 : (100 * gain) / (gain + loss);
        expect(valuesOver(createRelativeStrength(bars), values).at(-1)).toBeCloseTo(expected, 6);
      }),
    );
  });

  it('measure the true range over gaps', () => {
    const atr = createAverageTrueRange(2);
    atr.add(10, 8, 9);
    expect(atr.value).toBeUndefined();
    atr.add(15, 13, 14);
    // 2 and, from the close of 9 to the high of 15, 6.
    expect(atr.value).toBe(4);
    atr.add(14, 13, 13);
    expect(atr.value).toBe(2.5);
  });
});

describe('the efficiency ratio', () => {
  it('is the way from end to end over the path between', () => {
    fc.assert(
      fc.property(closes, windows, (values, bars) => {
        const ratio = createEfficiencyRatio(bars);
        for (const value of values) ratio.add(value);
        const window = last(values, bars + 1);
        const path = window.slice(1).reduce((sum, value, index) => sum + Math.abs(value - (window[index] ?? 0)), 0);
        const way = Math.abs((window.at(-1) ?? 0) - (window[0] ?? 0));
        expect(ratio.value).toBe(window.length > bars && path > 0 ? way / path : undefined);
      }),
    );
  });

  it('tells a trend from a range', () => {
    const watch = createRegimeWatch({ regimeBars: 4, trendingFrom: 0.5 });
    const regimes = [1, 2, 3, 4, 5, 4, 5, 4, 5, 5].map((close) => {
      watch.add(close);
      return watch.regime;
    });
    expect(regimes.map((regime) => regime ?? '-').join(' ')).toBe(
      '- - - - trending trending trending ranging ranging ranging',
    );
    expect(watch.warmupBars).toBe(5);
    expect(createRegimeWatch().regime).toBeUndefined();
  });

  it('is C(n, n/2) / 2^n on average over all ways of n steps up or down', () => {
    const ways = Array.from({ length: 1024 }, (_, way) => {
      const ratio = createEfficiencyRatio(10);
      let close = 100;
      ratio.add(close);
      for (let step = 0; step < 10; step += 1) {
        close += (way >> step) % 2 === 0 ? 1 : -1;
        ratio.add(close);
      }
      return ratio.value ?? Number.NaN;
    });
    expect(ways.reduce((sum, value) => sum + value, 0) / 1024).toBeCloseTo(252 / 1024, 12);
  });
});

describe('realised volatility', () => {
  it('is the sample deviation of log returns, annualised', () => {
    fc.assert(
      fc.property(closes, windows, (values, bars) => {
        const volatility = createRealisedVolatility(bars, 252);
        for (const value of values) volatility.add(value);
        const window = last(values, bars + 1);
        const returns = window.slice(1).map((value, index) => Math.log(value / (window[index] ?? 1)));
        const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
        const variance = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (returns.length - 1);
        if (returns.length < bars) fc.pre(volatility.value === undefined);
        else fc.pre(Math.abs((volatility.value ?? 0) - Math.sqrt(variance * 252)) < 1e-9);
      }),
      { maxSkipsPerRun: 0 },
    );
  });

  it('is 25 % a year where days move by 1.57 % to and fro', () => {
    const volatility = createRealisedVolatility(2, 252);
    expect(volatility.value).toBeUndefined();
    for (const close of [100, 100 * Math.exp(0.25 / Math.sqrt(252) / Math.SQRT2), 100]) volatility.add(close);
    expect(volatility.value).toBeCloseTo(0.25, 10);
    expect(createRealisedVolatility(2, 252).value).toBeUndefined();
  });
});

it.each([
  [() => createRollingSum(0), 'bars is 0'],
  [() => createDonchianChannel(1.5), 'channelBars is 1.5'],
  [() => createEfficiencyRatio(1), 'regimeBars is 1'],
  [() => createRealisedVolatility(1, 252), 'volatilityBars is 1'],
  [() => createRealisedVolatility(5, 0), 'periodsPerYear is 0'],
  [() => createRelativeStrength(1), 'rsiBars is 1'],
  [() => createAverageTrueRange(0), 'atrBars is 0'],
  [() => createRegimeWatch({ trendingFrom: 1.1 }), 'trendingFrom is 1.1'],
])('an indicator that cannot be made says why', (make, message) => {
  expect(make).toThrow(message);
});
