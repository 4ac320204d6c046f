import { toNumber, type Exact, type TimeMs } from '@pitwall/model';
import { utcCalendar, type SessionCalendar } from '../market/session-calendar.ts';
import {
  createReturnStatistics,
  type ReturnFigures,
  type ReturnStatistics,
  type ReturnStatisticsOptions,
} from './return-statistics.ts';

/** Options of daily returns. */
export interface DailyReturnsOptions extends ReturnStatisticsOptions {
  /**
   * Says when a day ends.
   * @default {@link utcCalendar}
   */
  readonly calendar?: SessionCalendar;
}

/**
 * Returns of trading days: a day's last equity over the day before's, minus one; the first day's over the initial equity. Only
 * a day's last mark counts, so one mark a day says the same as one a bar. Days without marks have no return, and a day that
 * began without equity has none either.
 */
export interface DailyReturns {
  mark(equity: Exact, marketTime: TimeMs): void;
  /** Of all days, the one in progress as if it ended now. */
  figures(): ReturnFigures;
}

/** Starts from the initial equity. */
export const createDailyReturns = (initialEquity: Exact, options: DailyReturnsOptions): DailyReturns => {
  const { calendar = utcCalendar } = options;
  const statistics: ReturnStatistics = createReturnStatistics(options);
  let base = initialEquity;
  let latest = initialEquity;
  let endOfDay: TimeMs | undefined;
  const returnOf = (): number | undefined => (base.greaterThan(0) ? toNumber(latest) / toNumber(base) - 1 : undefined);
  return {
    mark(equity, marketTime) {
      if (endOfDay !== undefined && marketTime >= endOfDay) {
        const value = returnOf();
        if (value !== undefined) statistics.add(value);
        base = latest;
      }
      if (endOfDay === undefined || marketTime >= endOfDay) endOfDay = calendar.endOf(marketTime);
      latest = equity;
    },
    figures() {
      const value = endOfDay === undefined ? undefined : returnOf();
      return value === undefined ? statistics.figures() : statistics.with(value);
    },
  };
};
