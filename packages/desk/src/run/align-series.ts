import { PitwallError } from '@pitwall/model';
import { barSeries, type BarSeries } from '../market/bar-series.ts';

/** Series of the same bars, and what had to be left out for that. */
export interface AlignedSeries {
  readonly series: readonly BarSeries[];
  /** For each series how many of its bars have a time that not all others have. */
  readonly leftOut: readonly number[];
}

/** Keeps the bars whose times all series have, so that bar `i` of each is of the same moment. Throws `INVALID_BARS` where there is none. */
export const alignSeries = (series: readonly BarSeries[]): AlignedSeries => {
  const [first, ...others] = series;
  if (first === undefined || others.every(({ times }) => isSame(times, first.times))) {
    return { series, leftOut: series.map(() => 0) };
  }
  const shared = others.reduce((times, other) => {
    const known = new Set(other.times);
    return times.filter((time) => known.has(time));
  }, first.times);
  if (shared.length === 0) {
    throw new PitwallError(
      'INVALID_BARS',
      'the symbols have no bar of the same time; give data of one span and timeframe',
    );
  }
  return {
    series: series.map((one) => barsAt(one, shared)),
    leftOut: series.map(({ length }) => length - shared.length),
  };
};

const isSame = (a: Float64Array, b: Float64Array): boolean =>
  a.length === b.length && a.every((time, index) => time === b[index]);

/** The bars of these times, which the series has all. */
const barsAt = (series: BarSeries, times: Float64Array): BarSeries => {
  const indexes: number[] = [];
  let index = 0;
  for (const time of times) {
    while ((series.times[index] ?? Infinity) < time) index += 1;
    indexes.push(index);
  }
  const pick = (column: Float64Array): Float64Array => Float64Array.from(indexes, (at) => column[at] ?? 0);
  const { open, high, low, close, volume } = series;
  return barSeries({
    ...series,
    times: pick(series.times),
    open: pick(open),
    high: pick(high),
    low: pick(low),
    close: pick(close),
    volume: volume === undefined ? undefined : pick(volume),
  });
};
