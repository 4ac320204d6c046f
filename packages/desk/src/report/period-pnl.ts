import { PitwallError, type Exact, type TimeMs } from '@pitwall/model';
import {
  dateOfDay,
  mondayOfWeek,
  monthOfDay,
  utcCalendar,
  weekOfDay,
  type SessionCalendar,
} from '../market/session-calendar.ts';

/** What a day, week or month brought. */
export interface PeriodRow {
  /** Date of the day as YYYY-MM-DD, date of the week's Monday, or month as YYYY-MM. */
  readonly period: string;
  /** Last equity of the period before; of the first one the initial equity. */
  readonly startEquity: Exact;
  /** Last equity of the period. */
  readonly endEquity: Exact;
  /** `end − start`. */
  readonly pnl: Exact;
  /** `end / start − 1`; absent where it began with nothing. */
  readonly ratio: Exact | undefined;
}

/** Rows of one length of period. */
export interface PeriodRows {
  /** In order of time, the period in progress last, as if it ended now. Periods without a mark have no row. */
  readonly rows: readonly PeriodRow[];
  /** How many of the oldest were forgotten. */
  readonly omitted: number;
}

/** Options of {@link createPeriodPnl}. */
export interface PeriodPnlOptions {
  /**
   * Says when a day ends.
   * @default {@link utcCalendar}
   */
  readonly calendar?: SessionCalendar;
  /**
   * Most rows of each length that are kept; beyond it the oldest is forgotten and counted.
   * @default 20000, the trading days of more than fifty years
   */
  readonly maxPeriods?: number;
}

/** Default of {@link PeriodPnlOptions.maxPeriods}. */
export const defaultMaxPeriods = 20_000;

/** Sums profit and loss by day, week and month of a session calendar. Only the last mark of a day counts. */
export interface PeriodPnl {
  mark(equity: Exact, marketTime: TimeMs): void;
  days(): PeriodRows;
  weeks(): PeriodRows;
  months(): PeriodRows;
}

/** Starts from the initial equity. Throws `INVALID_OPTION` unless `maxPeriods` is a whole number above zero. */
export const createPeriodPnl = (initialEquity: Exact, options: PeriodPnlOptions = {}): PeriodPnl => {
  const { calendar = utcCalendar, maxPeriods = defaultMaxPeriods } = options;
  if (!Number.isInteger(maxPeriods) || maxPeriods < 1) {
    throw new PitwallError('INVALID_OPTION', `maxPeriods is ${maxPeriods}: give a whole number above zero`);
  }
  const days = createRows(initialEquity, maxPeriods);
  const weeks = createRows(initialEquity, maxPeriods);
  const months = createRows(initialEquity, maxPeriods);
  let today: { readonly end: TimeMs; readonly date: string; readonly week: string; readonly month: string } | undefined;
  return {
    mark(equity, marketTime) {
      if (today === undefined || marketTime >= today.end) {
        const day = calendar.dayOf(marketTime);
        const week = dateOfDay(mondayOfWeek(weekOfDay(day)));
        today = { end: calendar.endOf(marketTime), date: dateOfDay(day), week, month: monthOfDay(day) };
      }
      days.mark(today.date, equity);
      weeks.mark(today.week, equity);
      months.mark(today.month, equity);
    },
    days: () => days.read(),
    weeks: () => weeks.read(),
    months: () => months.read(),
  };
};

interface Rows {
  mark(period: string, equity: Exact): void;
  read(): PeriodRows;
}

interface Span {
  readonly period: string;
  readonly start: Exact;
  readonly end: Exact;
}

const createRows = (initialEquity: Exact, maxRows: number): Rows => {
  const finished: PeriodRow[] = [];
  let omitted = 0;
  let current: Span | undefined;
  return {
    mark(period, equity) {
      if (current !== undefined && current.period !== period) {
        finished.push(rowOf(current));
        // Forgetting in blocks keeps a mark cheap: shifting a long list by one costs as much as copying it.
        if (finished.length >= 2 * maxRows) omitted += finished.splice(0, maxRows).length;
      }
      const start = current === undefined ? initialEquity : current.period === period ? current.start : current.end;
      current = { period, start, end: equity };
    },
    read() {
      const all = current === undefined ? finished : [...finished, rowOf(current)];
      const rows = all.slice(-maxRows);
      return { rows, omitted: omitted + all.length - rows.length };
    },
  };
};

const rowOf = ({ period, start, end }: Span): PeriodRow => ({
  period,
  startEquity: start,
  endEquity: end,
  pnl: end.minus(start),
  ratio: start.greaterThan(0) ? end.div(start).minus(1) : undefined,
});
