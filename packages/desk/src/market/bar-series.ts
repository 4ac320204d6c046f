import { PitwallError, type TimeMs } from '@pitwall/model';
import type { Bar } from './bar.ts';
import { atScale, decimalOf, scaledOf, tooManyDigits } from './scaled.ts';
import { stepOf, timeframeOfStep, type Timeframe } from './timeframe.ts';

/**
 * The same bars by column, for loops over millions of them: 48 bytes a bar, nothing allocated to read one.
 *
 * Every number in a column is a whole one: a price counts units of `10^-priceScale`, a volume units of `10^-volumeScale`.
 * A double holds whole numbers exactly up to 2^53, and no series is made with one beyond. So comparing and adding columns is
 * exact as long as the results stay safe integers, although they are Numbers; dividing and products of two columns are not,
 * and belong into decimals or BigInt. Columns are read-only by agreement: they are shared between slices.
 */
export interface BarSeries {
  /** What the bars are bars of; absent when nobody said. */
  readonly symbol?: string;
  /** Length of the bars; `undefined` when their most frequent step has no word. */
  readonly timeframe: Timeframe | undefined;
  /** How many bars there are. */
  readonly length: number;
  /** Decimals of the prices: `price = units × 10^-priceScale`. The smallest number that every price of the file fits. */
  readonly priceScale: number;
  /** Decimals of the volumes, likewise; 0 without volumes. */
  readonly volumeScale: number;
  /** When each bar began, in ms since 1970 UTC; each later than the one before. */
  readonly times: Float64Array;
  /** First prices, in units of `10^-priceScale`. */
  readonly open: Float64Array;
  /** Highest prices. */
  readonly high: Float64Array;
  /** Lowest prices. */
  readonly low: Float64Array;
  /** Last prices. */
  readonly close: Float64Array;
  /** What was traded, in units of `10^-volumeScale`; `undefined` where there is none. */
  readonly volume: Float64Array | undefined;
  /** One bar in exact decimal strings without trailing zeros. Throws `RangeError` outside of 0 to `length - 1`. */
  barAt(index: number): Bar;
  /** The bars from one index to before another, without copying; like `Array.slice`, also for negative indexes. */
  slice(from?: number, to?: number): BarSeries;
}

/** The columns that a series is made of. All are as long as `times`. */
export interface BarColumnArrays extends Pick<
  BarSeries,
  'symbol' | 'timeframe' | 'priceScale' | 'volumeScale' | 'times' | 'open' | 'high' | 'low' | 'close' | 'volume'
> {}

/** Makes a series of columns that are known to be right. */
export const barSeries = (columns: BarColumnArrays): BarSeries => {
  const { times, open, high, low, close, volume, priceScale, volumeScale } = columns;
  return {
    ...columns,
    length: times.length,
    barAt(index) {
      const time = times[index];
      if (time === undefined) throw new RangeError(`There is no bar ${index}: there are ${times.length}`);
      const priceIn = (column: Float64Array): string => decimalOf(column[index] ?? 0, priceScale);
      const bar = { time, open: priceIn(open), high: priceIn(high), low: priceIn(low), close: priceIn(close) };
      return volume === undefined ? bar : { ...bar, volume: decimalOf(volume[index] ?? 0, volumeScale) };
    },
    slice: (from, to) =>
      barSeries({
        ...columns,
        times: times.subarray(from, to),
        open: open.subarray(from, to),
        high: high.subarray(from, to),
        low: low.subarray(from, to),
        close: close.subarray(from, to),
        volume: volume?.subarray(from, to),
      }),
  };
};

/** Options of {@link seriesOf}. */
export interface SeriesOptions {
  /** @default none */
  readonly symbol?: string;
  /** @default the most frequent step of the bars, where it has a word */
  readonly timeframe?: Timeframe;
}

/**
 * Puts bars into columns. Volumes are kept when every bar has one. Throws `INVALID_BARS` for a price or volume that is no
 * decimal, or too long to be a safe integer at the common scale, for bars that cannot have happened, and for times that do not rise.
 */
export const seriesOf = (bars: readonly Bar[], options: SeriesOptions = {}): BarSeries => {
  const times = Float64Array.from(bars, ({ time }) => time);
  requireRising(times);
  const prices = columnsOf(
    bars.length,
    (['open', 'high', 'low', 'close'] as const).map((name) => bars.map((bar) => bar[name])),
  );
  const volumes = bars.flatMap(({ volume }) => (volume === undefined ? [] : [volume]));
  const volume = bars.length > 0 && volumes.length === bars.length ? columnsOf(bars.length, [volumes]) : undefined;
  const none = new Float64Array();
  const [open = none, high = none, low = none, close = none] = prices.columns;
  requirePossible([open, high, low, close], volume?.columns[0] ?? none);
  return barSeries({
    ...(options.symbol === undefined ? {} : { symbol: options.symbol }),
    timeframe: options.timeframe ?? timeframeOfStep(stepOf(times)),
    priceScale: prices.scale,
    volumeScale: volume?.scale ?? 0,
    times,
    open,
    high,
    low,
    close,
    volume: volume?.columns[0],
  });
};

/** All bars of a series as objects, for whoever wants to hold them; about 300 bytes each. */
export const barsOf = (series: BarSeries): readonly Bar[] =>
  Array.from({ length: series.length }, (_, index) => series.barAt(index));

/** Index of the first bar at or after a time; `length` when there is none. */
export const indexAtOrAfter = ({ times }: BarSeries, time: TimeMs): number => {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Infinity) < time) low = middle + 1;
    else high = middle;
  }
  return low;
};

const requireRising = (times: Float64Array): void => {
  const late = times.findIndex((time, index) => !(time > (times[index - 1] ?? -Infinity)));
  if (late < 0) return;
  throw new PitwallError('INVALID_BARS', `bar ${late} begins no later than the one before; give bars in order of time`);
};

/** Rules and figures of a desk have no meaning below zero: what a part of such a price would be, nobody charges. */
const requirePossible = ([open, high, low, close]: PriceColumns, volume: Float64Array): void => {
  for (const [index, least] of low.entries()) {
    const [first = 0, most = 0, last = 0] = [open[index], high[index], close[index]];
    if (least > 0 && least <= Math.min(first, last) && most >= Math.max(first, last)) continue;
    const wanted = 'prices above zero, with open and close from low to high';
    throw new PitwallError('INVALID_BARS', `bar ${index} cannot have happened; give ${wanted}`);
  }
  const below = volume.findIndex((units) => units < 0);
  if (below >= 0) throw new PitwallError('INVALID_BARS', `the volume of bar ${below} is negative; give zero or more`);
};

type PriceColumns = readonly [open: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array];

const columnsOf = (length: number, texts: readonly (readonly string[])[]) => {
  const read = texts.map((column) => column.map(scaledText));
  const scale = read.reduce(
    (most, column) => column.reduce((deepest, value) => Math.max(deepest, value.scale), most),
    0,
  );
  const columns = read.map((column) => {
    const units = new Float64Array(length);
    column.forEach((value, index) => {
      units[index] = atScale(value.units, value.scale, scale);
    });
    return units;
  });
  return { scale, columns };
};

const scaledText = (text: string): { readonly units: number; readonly scale: number } => {
  const value = scaledOf(text);
  if (value === undefined) throw new PitwallError('INVALID_BARS', `"${text.slice(0, 80)}" is no decimal such as 1.25`);
  const units = Number(value.units);
  if (!Number.isSafeInteger(units)) throw new PitwallError('INVALID_BARS', tooManyDigits(text, value.scale));
  return { units, scale: value.scale };
};
