import { PitwallError, toNumber, type Exact, type TimeMs } from '@pitwall/model';
import { dayOf } from '../market/calendar.ts';

/** Options of the Sharpe ratio. */
export interface SharpeOptions {
  /**
   * Days with trading in a year, by which it is annualised.
   * @default 252, as at stock exchanges; markets that never close have 365
   */
  readonly tradingDaysPerYear?: number;
}

/** Default of {@link SharpeOptions.tradingDaysPerYear}. */
export const defaultTradingDaysPerYear = 252;

/**
 * Annualised Sharpe ratio of daily returns with a risk-free rate of zero:
 * `mean(r) / standard deviation(r) × √tradingDaysPerYear`, where `r` is a UTC day's last equity over the day before's, minus
 * one, and the deviation is the sample's (n − 1). The day in progress counts as if it ended now. A statistic, not money, so
 * it is computed in doubles (Welford's recurrence).
 */
export interface SharpeRatio {
  mark(equity: Exact, marketTime: TimeMs): void;
  /** Absent below two days, and where returns do not vary. */
  value(): number | undefined;
}

/** Starts from the initial equity, from which the first day returns. */
export const createSharpeRatio = (initialEquity: Exact, options: SharpeOptions = {}): SharpeRatio => {
  const daysPerYear = options.tradingDaysPerYear ?? defaultTradingDaysPerYear;
  if (!(daysPerYear > 0) || !Number.isFinite(daysPerYear)) {
    throw new PitwallError('INVALID_OPTION', `tradingDaysPerYear is ${daysPerYear}: give a number above zero`);
  }
  let finished: Moments = { count: 0, mean: 0, squares: 0 };
  let base = toNumber(initialEquity);
  let latest = base;
  let day: number | undefined;
  return {
    mark(equity, marketTime) {
      const today = dayOf(marketTime);
      if (day !== undefined && today !== day) {
        finished = withReturn(finished, base, latest);
        base = latest;
      }
      day = today;
      latest = toNumber(equity);
    },
    value() {
      const { count, mean, squares } = day === undefined ? finished : withReturn(finished, base, latest);
      if (count < 2 || squares <= 0) return undefined;
      return (mean / Math.sqrt(squares / (count - 1))) * Math.sqrt(daysPerYear);
    },
  };
};

interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Sum of squared distances from the mean. */
  readonly squares: number;
}

/** A day that began without equity has no return. */
const withReturn = (moments: Moments, base: number, latest: number): Moments => {
  if (base <= 0) return moments;
  const value = latest / base - 1;
  const count = moments.count + 1;
  const distance = value - moments.mean;
  const mean = moments.mean + distance / count;
  return { count, mean, squares: moments.squares + distance * (value - mean) };
};
