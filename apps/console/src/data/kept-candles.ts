import type { TickCandle } from './candle-series.ts';
import type { KeptSeries } from './kept-series.ts';
import { candleStart } from './timeframes.ts';
import type { Timeframe } from './timeframes.ts';

/** One candle of two that tell of the same stretch. Prices that both have change nothing, so they need not be told apart. */
const joined = (left: TickCandle, right: TickCandle): TickCandle => ({
  timeMs: left.timeMs,
  open: right.firstMs < left.firstMs ? right.open : left.open,
  high: Math.max(left.high, right.high),
  low: Math.min(left.low, right.low),
  close: right.lastMs >= left.lastMs ? right.close : left.close,
  ticks: Math.max(left.ticks, right.ticks),
  firstMs: Math.min(left.firstMs, right.firstMs),
  lastMs: Math.max(left.lastMs, right.lastMs),
});

/** Candles of what the gateway keeps and of what the page heard, at a width of which the bars are a part; the oldest first. */
export const withKept = (
  heard: readonly TickCandle[],
  kept: KeptSeries,
  timeframe: Timeframe,
): readonly TickCandle[] => {
  const candles = new Map<number, TickCandle>();
  for (const one of [...kept.bars, ...heard]) {
    const timeMs = candleStart(one.timeMs, timeframe);
    const there = candles.get(timeMs);
    candles.set(timeMs, there === undefined ? { ...one, timeMs } : joined(there, { ...one, timeMs }));
  }
  return [...candles.values()].toSorted((left, right) => left.timeMs - right.timeMs);
};

/** Prices in a candle, on average, that make it more than a dash. */
export const fewestTicks = 4;

/** How far apart prices are on average, ms; undefined of fewer than two. */
export const spacingOf = ({ bars }: KeptSeries): number | undefined => {
  const [first, last] = [bars[0], bars.at(-1)];
  const count = bars.reduce((sum, bar) => sum + bar.ticks, 0);
  return first === undefined || last === undefined || count < 2
    ? undefined
    : (last.lastMs - first.firstMs) / (count - 1);
};

/** The narrowest width whose candles are more than dashes; the widest where none is. */
export const widthFor = (spacingMs: number, widths: readonly [Timeframe, ...Timeframe[]]): Timeframe =>
  widths.find(({ lengthMs }) => lengthMs >= fewestTicks * spacingMs) ?? widths.at(-1) ?? widths[0];

const dayMs = 86_400_000;
/** The gateway keeps bars of whole multiples of this. */
const narrowestMs = 5_000;

/** Width of the bars that candles are made of; undefined where the gateway keeps none that narrow. Weeks begin on Monday, so they are made of days. */
export const keptWidthOf = ({ lengthMs }: Timeframe): number | undefined =>
  lengthMs < narrowestMs ? undefined : Math.min(lengthMs, dayMs);
