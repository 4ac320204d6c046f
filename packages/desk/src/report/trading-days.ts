import { PitwallError } from '@pitwall/model';

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

/** Fills in the default. Throws `INVALID_OPTION` unless it is above zero. */
export const checkTradingDays = ({ tradingDaysPerYear = defaultTradingDaysPerYear }: SharpeOptions): number => {
  if (tradingDaysPerYear > 0 && Number.isFinite(tradingDaysPerYear)) return tradingDaysPerYear;
  throw new PitwallError('INVALID_OPTION', `tradingDaysPerYear is ${tradingDaysPerYear}: give a number above zero`);
};
