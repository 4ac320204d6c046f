import { exact, type Exact, type TimeMs } from '@pitwall/model';
import { dayOf, weekOf } from '../market/calendar.ts';

/** A profit or loss, with its part of the equity it began from; without where that was zero or less. */
export interface PeriodPnl {
  readonly pnl: Exact;
  readonly ratio: Exact | undefined;
}

/** Where the account stands after a bar. */
export interface EquityPoint {
  readonly equity: Exact;
  /** Since the last mark of an earlier UTC day, so an overnight gap counts to the day that opens with it. */
  readonly daily: PeriodPnl;
  /** Since the last mark of an earlier UTC week; weeks start on Monday. */
  readonly weekly: PeriodPnl;
  /** Since the initial equity. */
  readonly total: PeriodPnl;
  /** Highest equity of all marks, the initial one included. */
  readonly highWatermark: Exact;
  /** `equity − high watermark`: zero or negative. */
  readonly drawdown: Exact;
  /** `drawdown / high watermark`: zero or negative. */
  readonly drawdownRatio: Exact;
  /** Lowest drawdown ratio so far. */
  readonly maxDrawdownRatio: Exact;
}

/** Follows equity through the calendar of market time. */
export interface EquityCurve {
  /** The latest point; before the first mark the initial equity with no profit. */
  readonly last: EquityPoint;
  mark(equity: Exact, marketTime: TimeMs): EquityPoint;
}

/** Starts a curve. The initial equity must be above zero. */
export const createEquityCurve = (initialEquity: Exact): EquityCurve => {
  const zero = exact(0);
  const day = createPeriod(initialEquity, dayOf);
  const week = createPeriod(initialEquity, weekOf);
  const flat: PeriodPnl = { pnl: zero, ratio: zero };
  let last: EquityPoint = {
    equity: initialEquity,
    daily: flat,
    weekly: flat,
    total: flat,
    highWatermark: initialEquity,
    drawdown: zero,
    drawdownRatio: zero,
    maxDrawdownRatio: zero,
  };
  return {
    get last() {
      return last;
    },
    mark(equity, marketTime) {
      const highWatermark = equity.greaterThan(last.highWatermark) ? equity : last.highWatermark;
      const drawdown = equity.minus(highWatermark);
      const drawdownRatio = drawdown.div(highWatermark);
      last = {
        equity,
        daily: pnlSince(day.baseAt(marketTime, last.equity), equity),
        weekly: pnlSince(week.baseAt(marketTime, last.equity), equity),
        total: pnlSince(initialEquity, equity),
        highWatermark,
        drawdown,
        drawdownRatio,
        maxDrawdownRatio: drawdownRatio.lessThan(last.maxDrawdownRatio) ? drawdownRatio : last.maxDrawdownRatio,
      };
      return last;
    },
  };
};

interface Period {
  /** Equity that the period of a market time began from, given the equity at the mark before. */
  baseAt(marketTime: TimeMs, previousEquity: Exact): Exact;
}

const createPeriod = (initialEquity: Exact, numberOf: (marketTime: TimeMs) => number): Period => {
  let current: number | undefined;
  let base = initialEquity;
  return {
    baseAt(marketTime, previousEquity) {
      const number = numberOf(marketTime);
      if (number !== current) {
        current = number;
        base = previousEquity;
      }
      return base;
    },
  };
};

const pnlSince = (base: Exact, equity: Exact): PeriodPnl => {
  const pnl = equity.minus(base);
  return { pnl, ratio: base.greaterThan(0) ? pnl.div(base) : undefined };
};
