import type { DurationMs, TimeMs } from '@pitwall/model';
import { decimalOf } from './scaled.ts';

/** What was paid for holding a perpetual at one time. */
export interface Funding {
  /** When it was paid, UTC. */
  readonly time: TimeMs;
  /** Part of the notional that longs pay to shorts; negative when shorts pay. An exact decimal. */
  readonly rate: string;
  /** The price that the notional was taken at; absent where the row has none. */
  readonly markPrice?: string;
}

/**
 * Funding payments by column. As in a `BarSeries` every number is a whole one: a rate counts units of `10^-rateScale`, a mark
 * price units of `10^-markPriceScale`, none of them beyond 2^53.
 */
export interface FundingSeries {
  readonly length: number;
  /** The most frequent step between payments in ms, usually eight hours; `undefined` for fewer than two. */
  readonly intervalMs: DurationMs | undefined;
  /** When each was paid, in ms since 1970 UTC, at the full hour it belongs to; each later than the one before. */
  readonly times: Float64Array;
  readonly rateScale: number;
  readonly rates: Float64Array;
  readonly markPriceScale: number;
  /** 0 where the file has none; absent where it has none at all. */
  readonly markPrices: Float64Array | undefined;
  /** One payment in exact decimal strings. Throws `RangeError` outside of 0 to `length - 1`. */
  fundingAt(index: number): Funding;
}

/** Makes a series of columns that are known to be right. */
export const fundingSeries = (columns: Omit<FundingSeries, 'length' | 'fundingAt'>): FundingSeries => {
  const { times, rates, rateScale, markPrices, markPriceScale } = columns;
  return {
    ...columns,
    length: times.length,
    fundingAt(index) {
      const time = times[index];
      if (time === undefined) throw new RangeError(`There is no payment ${index}: there are ${times.length}`);
      const funding = { time, rate: decimalOf(rates[index] ?? 0, rateScale) };
      const markPrice = markPrices?.[index] ?? 0;
      return markPrice === 0 ? funding : { ...funding, markPrice: decimalOf(markPrice, markPriceScale) };
    },
  };
};
