import { PitwallError, type Exact, type TimeMs } from '@pitwall/model';
import type { SessionCalendar } from '../market/session-calendar.ts';
import { createDailyReturns } from './daily-returns.ts';

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
 * `mean(r) / standard deviation(r) × √tradingDaysPerYear`, where the deviation is the sample's (n − 1). The day in progress
 * counts as if it ended now.
 */
export interface SharpeRatio {
  mark(equity: Exact, marketTime: TimeMs): void;
  /** Absent below two days, and where returns do not vary. */
  value(): number | undefined;
}

/** Starts from the initial equity, from which the first day returns. */
export const createSharpeRatio = (
  initialEquity: Exact,
  options: SharpeOptions = {},
  calendar?: SessionCalendar,
): SharpeRatio => {
  const periodsPerYear = checkTradingDays(options);
  const returns = createDailyReturns(initialEquity, {
    periodsPerYear,
    ...(calendar === undefined ? {} : { calendar }),
  });
  return { mark: (equity, marketTime) => returns.mark(equity, marketTime), value: () => returns.figures().sharpe };
};

/** Fills in the default. Throws `INVALID_OPTION` unless it is above zero. */
export const checkTradingDays = ({ tradingDaysPerYear = defaultTradingDaysPerYear }: SharpeOptions): number => {
  if (tradingDaysPerYear > 0 && Number.isFinite(tradingDaysPerYear)) return tradingDaysPerYear;
  throw new PitwallError('INVALID_OPTION', `tradingDaysPerYear is ${tradingDaysPerYear}: give a number above zero`);
};
