const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A width of candles. */
export interface Timeframe {
  /** As traders write it: `5m`. */
  readonly name: string;
  readonly lengthMs: number;
  /** When a candle begins, from a multiple of the length: weeks begin on Monday, and 1970 on a Thursday. */
  readonly offsetMs: number;
}

const of = (name: string, lengthMs: number, offsetMs = 0): Timeframe => ({ name, lengthMs, offsetMs });

/** Widths that a page keeps candles of, the narrowest first. */
export const timeframes: readonly [Timeframe, ...Timeframe[]] = [
  of('1s', second),
  of('5s', 5 * second),
  of('15s', 15 * second),
  of('1m', minute),
  of('5m', 5 * minute),
  of('15m', 15 * minute),
  of('1h', hour),
  of('4h', 4 * hour),
  of('1d', day),
  of('1w', 7 * day, 4 * day),
];

/** When the candle of a time begins, ms since 1970 UTC. */
export const candleStart = (timeMs: number, { lengthMs, offsetMs }: Timeframe): number =>
  Math.floor((timeMs - offsetMs) / lengthMs) * lengthMs + offsetMs;
