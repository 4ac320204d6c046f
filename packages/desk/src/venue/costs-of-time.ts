import type { Exact, TimeMs } from '@pitwall/model';
import type { FundingRate } from '../strategy/strategy.ts';

/** A year of borrowing, of 365 days, in ms. */
const yearMs = 365 * 86_400_000;

/** Decimals to which a charge is rounded, half to even: a part of a year has no end of them, and sums of charges must be exact. */
const chargeDecimals = 12;

/** What borrowing costs from one bar to the next: `quantity × last price × annual ratio × ms / ms of 365 days`. */
export const borrowCharge = (value: Exact, annualRatio: Exact, elapsedMs: number): Exact =>
  value.times(annualRatio).times(elapsedMs).div(yearMs).toDecimalPlaces(chargeDecimals);

/** Gives the funding rates of a perpetual as time goes by. */
export interface FundingCursor {
  /** The last one that was settled; absent before the first. */
  readonly last: FundingRate | undefined;
  /** When the next one is settled; Infinity after the last. */
  readonly nextTime: TimeMs;
  /** Settles those at or before a time, oldest first. */
  settleUntil(time: TimeMs): readonly FundingRate[];
}

const none: readonly FundingRate[] = [];

/** Makes a cursor before the first of these rates, which are in the order of time. */
export const createFundingCursor = (rates: readonly FundingRate[]): FundingCursor => {
  let next = 0;
  return {
    get last() {
      return rates[next - 1];
    },
    get nextTime() {
      return rates[next]?.time ?? Infinity;
    },
    settleUntil(time) {
      const from = next;
      while ((rates[next]?.time ?? Infinity) <= time) next += 1;
      return from === next ? none : rates.slice(from, next);
    },
  };
};
