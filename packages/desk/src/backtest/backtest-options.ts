import { PitwallError } from '@pitwall/model';
import type { DeskClock, StopSignal } from '../clock.ts';
import type { Regime } from '../indicators/regime.ts';
import { seriesOf, type BarSeries } from '../market/bar-series.ts';
import type { Bar } from '../market/bar.ts';
import type { PerformanceOptions } from '../report/performance.ts';
import type { TradingYearName } from '../report/trading-year.ts';
import type { RunMarket, TradingOptions } from '../run/run-options.ts';
import type { StrategyFactory } from '../strategy/strategy.ts';
import { backtestVariants, type BacktestVariant } from './variant.ts';

/** Options of a backtest. */
export interface BacktestOptions extends TradingOptions, PerformanceOptions {
  /** Names the backtest in all its events. */
  readonly backtestId: string;
  /**
   * What is run, one of {@link backtestVariants}.
   * @default 'vanilla'
   */
  readonly variant?: string;
  /**
   * Regime that the strategy is made for, by which spiced variants filter its entries.
   * @default 'any': nothing is filtered
   */
  readonly regime?: Regime | 'any';
  /**
   * Year of the market, by which figures and volatility are annualised; `tradingDaysPerYear` comes before it.
   * @default 'auto': as the times of the bars tell, see {@link tradingYearOf}
   */
  readonly tradingYear?: TradingYearName | 'auto';
  /**
   * Seed of whatever chance the caller gave the strategy: the engine itself has none. It is told in the results, so that a run can be
   * repeated.
   * @default 0
   */
  readonly seed?: number;
  /**
   * Account that the events belong to.
   * @default none: the publisher's first account
   */
  readonly account?: string;
  /**
   * Source of the events.
   * @default 'backtest'
   */
  readonly source?: string;
  /**
   * Shortest time between two progress reports, in milliseconds.
   * @default 125, so that eight reports and the last one stay within ten a second
   */
  readonly progressIntervalMs?: number;
  /**
   * Every how many bars clock and stop signal are looked at.
   * @default 256, a few milliseconds of work
   */
  readonly lookEveryBars?: number;
  /**
   * Most fills that are logged; what is left out is said.
   * @default 500
   */
  readonly maxTradeLogs?: number;
  /**
   * Most round trips in the results of full variants; what is left out is counted.
   * @default 2000
   */
  readonly maxResultTrades?: number;
  /**
   * Most fills in the result; what is left out is counted.
   * @default 2000
   */
  readonly maxResultFills?: number;
  /**
   * What is told: only the backtest itself with a log line a fill, or also every signal, order, trade and position of it as the desk
   * would tell them, which belong to no account that anybody trades.
   * @default 'backtest'
   */
  readonly tell?: 'backtest' | 'everything';
  /**
   * Most points of the equity curve in the results of full variants; a longer one is thinned evenly.
   * @default 2000, more than a screen has columns
   */
  readonly maxCurvePoints?: number;
}

/** Defaults of {@link BacktestOptions}. */
export const backtestDefaults = {
  variant: 'vanilla',
  regime: 'any',
  tradingYear: 'auto',
  seed: 0,
  source: 'backtest',
  progressIntervalMs: 125,
  lookEveryBars: 256,
  maxTradeLogs: 500,
  maxResultTrades: 2000,
  maxResultFills: 2000,
  tell: 'backtest',
  maxCurvePoints: 2000,
} as const;

/** Options with their defaults. */
export type BacktestSettings = Omit<BacktestOptions, 'variant'> &
  Required<Pick<BacktestOptions, Exclude<keyof typeof backtestDefaults, 'variant'>>> & {
    readonly variant: BacktestVariant;
  };

/** Another instrument of a backtest. */
export interface OtherMarket extends Omit<RunMarket, 'barScale'> {
  readonly series: BarSeries;
}

/** The bars of a backtest in columns. */
export interface BacktestData {
  readonly series: BarSeries;
  readonly others?: readonly OtherMarket[];
}

/** What a backtest is given from outside. */
export interface BacktestParts {
  /** Bars in the order of time; columns are played as they are, a list is put into columns first. */
  readonly bars: readonly Bar[] | BarSeries;
  /**
   * What is traded besides the instrument. Bars that not all symbols have are left out, and counted in the result.
   * @default nothing
   */
  readonly others?: readonly OtherMarket[];
  readonly strategy: StrategyFactory;
  /** Tells the time, and lets other work in after each progress report by sleeping for 0 ms. */
  readonly clock: DeskClock;
  /** Cancels the backtest. */
  readonly stop?: StopSignal;
}

const counts = ['lookEveryBars', 'maxTradeLogs', 'maxResultTrades', 'maxResultFills', 'maxCurvePoints'] as const;

/** Fills in defaults. Throws `INVALID_OPTION` for options that cannot work. */
export const backtestSettings = (options: BacktestOptions): BacktestSettings => {
  const settings = { ...backtestDefaults, ...options };
  const variant = backtestVariants.find((name) => name === settings.variant);
  if (variant === undefined) {
    const supported = backtestVariants.join(' or ');
    throw new PitwallError(
      'INVALID_OPTION',
      `the backtest variant "${settings.variant}" is not supported: ${supported}`,
    );
  }
  for (const name of counts) {
    if (Number.isInteger(settings[name]) && settings[name] > 0) continue;
    throw new PitwallError('INVALID_OPTION', `${name} is ${settings[name]}: give a whole number above 0`);
  }
  if (!Number.isSafeInteger(settings.seed) || settings.seed < 0) {
    throw new PitwallError('INVALID_OPTION', `seed is ${settings.seed}: give a whole number, zero or more`);
  }
  if (!(settings.progressIntervalMs > 0)) {
    const found = `progressIntervalMs is ${settings.progressIntervalMs}`;
    throw new PitwallError('INVALID_OPTION', `${found}: give milliseconds above 0`);
  }
  return { ...settings, variant };
};

/** The bars in columns. Throws `INVALID_BARS` where they cannot be counted exactly. */
export const backtestData = (
  settings: BacktestSettings,
  { bars, others = [] }: Pick<BacktestParts, 'bars' | 'others'>,
): BacktestData => ({
  series: isSeries(bars) ? bars : seriesOf(bars, { symbol: settings.instrument.symbol }),
  others,
});

const isSeries = (bars: readonly Bar[] | BarSeries): bars is BarSeries => 'times' in bars;
