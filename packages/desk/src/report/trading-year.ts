import { PitwallError, type DurationMs } from '@pitwall/model';

/** How much trading there is in a year of a market; figures of a period are annualised by it. */
export interface TradingYear {
  /** Days with trading. */
  readonly days: number;
  /** Trading in one of these days. */
  readonly dayMs: DurationMs;
}

const hourMs = 3_600_000;

/** Years of markets by the word that options give them. */
export const tradingYears = {
  /** A stock exchange of the United States: 252 sessions of six and a half hours. */
  exchange: { days: 252, dayMs: 6.5 * hourMs },
  /** Foreign exchange: five days a week around the clock. */
  forex: { days: 260, dayMs: 24 * hourMs },
  /** A market that never closes. */
  continuous: { days: 365, dayMs: 24 * hourMs },
} as const satisfies Readonly<Record<string, TradingYear>>;

/** Word of a trading year. */
export type TradingYearName = keyof typeof tradingYears;

/** All of these words. */
export const tradingYearNames = ['exchange', 'forex', 'continuous'] as const satisfies readonly TradingYearName[];

const wholeDayMs = 24 * hourMs;

/**
 * Periods of a length in a trading year: `days × dayMs / length`; a day and what is longer follows the days, so that a daily
 * bar of an exchange is one of 252 although it spans a calendar day. Throws `INVALID_OPTION` unless the length is above zero.
 */
export const periodsPerYear = (lengthMs: DurationMs, { days, dayMs }: TradingYear): number => {
  if (!(lengthMs > 0)) throw new PitwallError('INVALID_OPTION', `a period of ${lengthMs} ms cannot be annualised`);
  return lengthMs >= wholeDayMs ? (days * wholeDayMs) / lengthMs : (days * dayMs) / lengthMs;
};
