import { exact, PitwallError, toNumber, type DurationMs, type Exact, type TimeMs } from '@pitwall/model';
import { utcCalendar, type SessionCalendar } from '../market/session-calendar.ts';
import { createDailyReturns, type DailyReturns } from './daily-returns.ts';
import { createDrawdown, type Drawdown, type DrawdownFigures } from './drawdown.ts';
import { calmarRatio, compoundAnnualGrowth, yearMs } from './growth.ts';
import { createPeriodPnl, type PeriodPnl, type PeriodPnlOptions } from './period-pnl.ts';
import type { ReturnFigures } from './return-statistics.ts';
import { checkTradingDays, type SharpeOptions } from './trading-days.ts';
import { createTimeInMarket, type TimeInMarket } from './time-in-market.ts';
import { createTradeTally, type TradeResults, type TradeTally } from './trade-tally.ts';

/** Options of the figures of a run. */
export interface PerformanceOptions extends SharpeOptions, PeriodPnlOptions {
  /**
   * Return of a year without risk, for Sharpe and Sortino.
   * @default 0
   */
  readonly riskFreeRatio?: number;
  /**
   * Return of a year below which a day counts as downside, for Sortino.
   * @default the risk-free ratio
   */
  readonly targetRatio?: number;
}

/** What was traded, whether it closed anything or not. */
export interface TradedAmounts {
  /** `quantity × price`, above zero. */
  readonly notional: Exact;
  readonly fee: Exact;
}

/** The figures of a run so far. What has no meaning yet is absent, never zero. */
export interface PerformanceFigures {
  readonly initialEquity: Exact;
  /** At the last mark. */
  readonly finalEquity: Exact;
  /** `final − initial`. */
  readonly netPnl: Exact;
  /** `final / initial − 1`. */
  readonly returnRatio: Exact;
  readonly trades: TradeResults;
  readonly drawdown: DrawdownFigures;
  /** Of daily returns, annualised; statistics in doubles. */
  readonly returns: ReturnFigures;
  /** Compound annual growth rate. */
  readonly cagr: number | undefined;
  /** Growth a year over the maximum drawdown ratio. */
  readonly calmar: number | undefined;
  /** Share of the time with a position, from 0 to 1. */
  readonly exposure: number | undefined;
  /** Sum of notionals of all fills. */
  readonly turnover: Exact;
  /** `turnover / 2 / mean of the days' last equities / years`: how often the account was turned over in a year. */
  readonly turnoverPerYear: number | undefined;
  /** Sum of all fees. */
  readonly fees: Exact;
  readonly elapsedMs: DurationMs;
}

/**
 * Follows a run and tells its figures. Everything is in constant memory but the rows of periods, which are bounded.
 *
 * **Sampling.** Not every bar need be marked: a day's last bar, the bar before a position changes, and those of {@link Drawdown}
 * give exactly what all bars would.
 */
export interface Performance {
  /** Takes the equity at a close; market time never goes back. */
  mark(equity: Exact, marketTime: TimeMs): void;
  /** Takes a closed round trip, after its fees. */
  closed(netPnl: Exact): void;
  filled(fill: TradedAmounts): void;
  /** Whether there is a position from now on. */
  positioned(isOpen: boolean, marketTime: TimeMs): void;
  /** Watermark and lowest equity, for whoever wants to mark only where it matters. */
  readonly drawdown: Drawdown;
  readonly periods: Pick<PeriodPnl, 'days' | 'weeks' | 'months'>;
  figures(): PerformanceFigures;
}

/** Starts at the beginning of the first bar. Throws `INVALID_OPTION` for options that cannot work. */
export const createPerformance = (
  initialEquity: Exact,
  since: TimeMs,
  options: PerformanceOptions = {},
): Performance => {
  if (!initialEquity.greaterThan(0)) {
    throw new PitwallError('INVALID_OPTION', `initialEquity is ${initialEquity.toString()}: give an amount above zero`);
  }
  return new RunPerformance(initialEquity, since, options);
};

class RunPerformance implements Performance {
  readonly drawdown: Drawdown;
  readonly periods: PeriodPnl;
  readonly #initialEquity: Exact;
  readonly #since: TimeMs;
  readonly #returns: DailyReturns;
  readonly #tally: TradeTally = createTradeTally();
  readonly #inMarket: TimeInMarket;
  readonly #dailyMean: DailyMean;
  #last: { readonly equity: Exact; readonly at: TimeMs };
  #turnover = exact(0);
  #fees = exact(0);

  constructor(initialEquity: Exact, since: TimeMs, options: PerformanceOptions) {
    const { calendar = utcCalendar } = options;
    const periodsPerYear = checkTradingDays(options);
    this.#initialEquity = initialEquity;
    this.#since = since;
    this.#last = { equity: initialEquity, at: since };
    this.#returns = createDailyReturns(initialEquity, { ...options, periodsPerYear, calendar });
    this.#inMarket = createTimeInMarket(since);
    this.#dailyMean = createDailyMean(calendar);
    this.drawdown = createDrawdown(initialEquity, since);
    this.periods = createPeriodPnl(initialEquity, options);
  }

  mark(equity: Exact, marketTime: TimeMs): void {
    this.#last = { equity, at: marketTime };
    this.#returns.mark(equity, marketTime);
    this.#dailyMean.mark(equity, marketTime);
    this.drawdown.mark(equity, marketTime);
    this.periods.mark(equity, marketTime);
  }

  closed(netPnl: Exact): void {
    this.#tally.record(netPnl);
  }

  filled({ notional, fee }: TradedAmounts): void {
    this.#turnover = this.#turnover.plus(notional);
    this.#fees = this.#fees.plus(fee);
  }

  positioned(isOpen: boolean, marketTime: TimeMs): void {
    this.#inMarket.turn(isOpen, marketTime);
  }

  figures(): PerformanceFigures {
    const { equity, at } = this.#last;
    const elapsedMs = at - this.#since;
    const drawdown = this.drawdown.figures();
    const cagr = compoundAnnualGrowth(this.#initialEquity, equity, elapsedMs);
    const mean = this.#dailyMean.value();
    const perYear = mean === undefined ? undefined : toNumber(this.#turnover) / 2 / mean / (elapsedMs / yearMs);
    return {
      initialEquity: this.#initialEquity,
      finalEquity: equity,
      netPnl: equity.minus(this.#initialEquity),
      returnRatio: equity.div(this.#initialEquity).minus(1),
      trades: this.#tally.results(),
      drawdown,
      returns: this.#returns.figures(),
      cagr,
      calmar: calmarRatio(cagr, drawdown.maxDrawdownRatio),
      exposure: this.#inMarket.share(at),
      turnover: this.#turnover,
      turnoverPerYear: perYear !== undefined && Number.isFinite(perYear) ? perYear : undefined,
      fees: this.#fees,
      elapsedMs,
    };
  }
}

interface DailyMean {
  mark(equity: Exact, marketTime: TimeMs): void;
  /** Mean of the days' last equities; absent without marks, and where it is not above zero. */
  value(): number | undefined;
}

const createDailyMean = (calendar: SessionCalendar): DailyMean => {
  let sum = 0;
  let days = 0;
  let latest = 0;
  let endOfDay: TimeMs | undefined;
  return {
    mark(equity, marketTime) {
      if (endOfDay === undefined || marketTime >= endOfDay) {
        sum += latest;
        days += 1;
        endOfDay = calendar.endOf(marketTime);
      }
      latest = toNumber(equity);
    },
    value() {
      const mean = (sum + latest) / days;
      return mean > 0 ? mean : undefined;
    },
  };
};
