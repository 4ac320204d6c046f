import { exact, toNumber, type Exact, type TimeMs } from '@pitwall/model';
import { utcCalendar, weekOfDay, type SessionCalendar } from '../market/session-calendar.ts';

/** A profit or loss, with its part of the equity it began from; without where that was zero or less. */
export interface PeriodPnl {
  readonly pnl: Exact;
  readonly ratio: Exact | undefined;
}

/** Where the account stands after a bar. */
export interface EquityPoint {
  readonly equity: Exact;
  /** Since the last mark of an earlier trading day, so an overnight gap counts to the day that opens with it. */
  readonly daily: PeriodPnl;
  /** Since the last mark of an earlier week of trading days; weeks start on Monday. */
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

/** An equity as a double, which decides only whether the exact one is worth reckoning. */
export interface Estimate {
  readonly equity: number;
  /** By how much it may be wrong. */
  readonly tolerance: number;
}

/** Follows equity through the calendar of market time. Marks come at closes; what stands in a point is exact. */
export interface EquityCurve {
  /** Equity of {@link last}. */
  readonly equity: Exact;
  /** The latest point; before the first mark the initial equity with no profit. */
  readonly last: EquityPoint;
  /** Whether a bar of this time begins a trading day. */
  beginsDay(marketTime: TimeMs): boolean;
  /** Takes the equity of a close. */
  mark(equity: Exact, marketTime: TimeMs): EquityPoint;
  /**
   * Takes the equity of a close without reckoning it: `valued` is called only where equity may be at the high watermark or above, or
   * lower than ever since, and when {@link last} is read, which must be before the next bar. Returns whether it was called. A bar that
   * begins a day must be told by {@link settle} before.
   */
  observe(estimate: Estimate, valued: () => Exact): boolean;
  /** Takes the exact equity of the last close, before a bar of this time, which begins another day. */
  settle(equity: Exact, marketTime: TimeMs): void;
}

/** Starts a curve. The initial equity must be above zero; days are those of UTC unless a calendar says otherwise. */
export const createEquityCurve = (initialEquity: Exact, calendar: SessionCalendar = utcCalendar): EquityCurve =>
  new Curve(initialEquity, calendar);

const zero = exact(0);

class Curve implements EquityCurve {
  readonly #initialEquity: Exact;
  readonly #calendar: SessionCalendar;
  #valued: () => Exact;
  #known: Exact | undefined;
  #dayBase: Exact;
  #weekBase: Exact;
  #week: number | undefined;
  #nextDayAt: TimeMs = -Infinity;
  #highest: Exact;
  #highestEstimate: number;
  #deepestRatio: Exact = zero;
  /** Of the decline in progress; the highest while there is none. */
  #lowestEstimate: number;

  constructor(initialEquity: Exact, calendar: SessionCalendar) {
    this.#initialEquity = initialEquity;
    this.#calendar = calendar;
    this.#valued = () => initialEquity;
    this.#known = initialEquity;
    this.#dayBase = initialEquity;
    this.#weekBase = initialEquity;
    this.#highest = initialEquity;
    this.#highestEstimate = toNumber(initialEquity);
    this.#lowestEstimate = this.#highestEstimate;
  }

  get equity(): Exact {
    return this.#equity();
  }

  get last(): EquityPoint {
    const equity = this.#equity();
    const drawdown = equity.minus(this.#highest);
    return {
      equity,
      daily: pnlSince(this.#dayBase, equity),
      weekly: pnlSince(this.#weekBase, equity),
      total: pnlSince(this.#initialEquity, equity),
      highWatermark: this.#highest,
      drawdown,
      drawdownRatio: drawdown.div(this.#highest),
      maxDrawdownRatio: this.#deepestRatio,
    };
  }

  beginsDay(marketTime: TimeMs): boolean {
    return marketTime >= this.#nextDayAt;
  }

  settle(equity: Exact, marketTime: TimeMs): void {
    this.#nextDayAt = this.#calendar.endOf(marketTime);
    this.#dayBase = equity;
    const week = weekOfDay(this.#calendar.dayOf(marketTime));
    if (week !== this.#week) this.#weekBase = equity;
    this.#week = week;
  }

  mark(equity: Exact, marketTime: TimeMs): EquityPoint {
    if (this.beginsDay(marketTime)) this.settle(this.#equity(), marketTime);
    this.#known = equity;
    this.#take(equity, toNumber(equity));
    return this.last;
  }

  observe({ equity, tolerance }: Estimate, valued: () => Exact): boolean {
    this.#valued = valued;
    this.#known = undefined;
    const isWithin = equity + tolerance < this.#highestEstimate && equity - tolerance > this.#lowestEstimate;
    if (isWithin) return false;
    this.#take(this.#equity(), equity);
    return true;
  }

  #equity(): Exact {
    this.#known ??= this.#valued();
    return this.#known;
  }

  #take(equity: Exact, estimate: number): void {
    if (equity.greaterThanOrEqualTo(this.#highest)) {
      this.#highest = equity;
      this.#highestEstimate = estimate;
      this.#lowestEstimate = estimate;
      return;
    }
    if (estimate > this.#lowestEstimate) return;
    this.#lowestEstimate = estimate;
    const ratio = equity.minus(this.#highest).div(this.#highest);
    if (ratio.lessThan(this.#deepestRatio)) this.#deepestRatio = ratio;
  }
}

const pnlSince = (base: Exact, equity: Exact): PeriodPnl => {
  const pnl = equity.minus(base);
  return { pnl, ratio: base.greaterThan(0) ? pnl.div(base) : undefined };
};
