import { PitwallError, type TimeMs } from '@pitwall/model';
import type { CarryOptions } from './carry/carry-options.ts';
import type { DeskClock, StopEvent } from './clock.ts';
import type { PerpData } from './carry/listed-perp.ts';
import type { Bar } from './market/bar.ts';
import type { RiskLimitOptions } from './risk/risk-watch.ts';
import { checkLength } from './market/bar-count.ts';
import { seriesOf, type BarSeries } from './market/bar-series.ts';
import { DeskRun, type DeskRunSettings } from './run/desk-run.ts';
import { tradingSettings, type TradingOptions } from './run/run-options.ts';
import type { StrategyFactory } from './strategy/strategy.ts';
import { defaultLosingStreakLength, type AlertOptions } from './telemetry/alert-events.ts';
import type { ProcessLoad } from './telemetry/health-event.ts';

/** Options of the desk. */
export interface DeskOptions extends TradingOptions, RiskLimitOptions, AlertOptions {
  /**
   * Account that the events belong to.
   * @default none: the publisher's first account
   */
  readonly account?: string;
  /**
   * Source of the events.
   * @default 'desk'
   */
  readonly source?: string;
  /**
   * Id of the desk's bot.
   * @default 'desk'
   */
  readonly botId?: string;
  /**
   * Speed of the replay, bars per second, above 0 up to 100 000.
   * @default 5, slow enough to read and fast enough to see everything within half a minute
   */
  readonly barsPerSecond?: number;
  /**
   * What follows the last bar: a new run from the first one, or the end.
   * @default 'loop'
   */
  readonly atEnd?: 'loop' | 'stop';
  /**
   * Every how many bars the strategy gives a sign of life and health is told.
   * @default 25, five seconds at the default speed
   */
  readonly heartbeatEveryBars?: number;
  /**
   * Every how many bars performance, fleet metrics and balances are told besides after what changes them.
   * @default 10, two seconds at the default speed
   */
  readonly performanceEveryBars?: number;
  /**
   * A second bot that trades cash and carry with a part of the account, against `DeskParts.perp` or a simulated perpetual.
   * @default none: the strategy has the whole account
   */
  readonly carry?: CarryOptions;
}

/** Defaults of {@link DeskOptions}. */
export const deskDefaults = {
  source: 'desk',
  botId: 'desk',
  barsPerSecond: 5,
  atEnd: 'loop',
  heartbeatEveryBars: 25,
  performanceEveryBars: 10,
  losingStreakLength: defaultLosingStreakLength,
} as const;

/** Options with their defaults. */
export type DeskSettings = DeskOptions & Required<Pick<DeskOptions, keyof typeof deskDefaults>>;

/** What the desk is given from outside. */
export interface DeskParts {
  /** Bars in the order of time. */
  readonly bars: readonly Bar[];
  /**
   * The perpetual that the carry bot trades.
   * @default none: its prices and its funding are simulated, and said to be
   */
  readonly perp?: PerpData;
  readonly strategy: StrategyFactory;
  readonly clock: DeskClock;
  /**
   * Measures what the process uses of its machine, for the desk's health.
   * @default none: health is told without load
   */
  readonly load?: () => ProcessLoad;
  /** Ends the desk, also while it waits for the next bar. */
  readonly stop?: StopEvent;
  /**
   * Names a run.
   * @default `run-<start in base 36>-<number>`, which differs from run to run and from start to start
   */
  readonly newRunId?: (runNumber: number, startedAt: TimeMs) => string;
}

const fastestBarsPerSecond = 100_000;

/**
 * Fills in defaults. Throws `INVALID_OPTION` for options that cannot work, and `INVALID_BARS` for data that is too short.
 */
export const deskSettings = (options: DeskOptions, parts: DeskParts): DeskSettings => {
  const settings = { ...deskDefaults, ...options };
  const { barsPerSecond, heartbeatEveryBars, performanceEveryBars, losingStreakLength } = settings;
  if (!(barsPerSecond > 0 && barsPerSecond <= fastestBarsPerSecond)) {
    const expected = `a number above 0 up to ${fastestBarsPerSecond}`;
    throw new PitwallError('INVALID_OPTION', `barsPerSecond is ${barsPerSecond}: give ${expected}`);
  }
  for (const [name, value] of Object.entries({ heartbeatEveryBars, performanceEveryBars, losingStreakLength })) {
    if (Number.isInteger(value) && value > 0) continue;
    throw new PitwallError('INVALID_OPTION', `${name} is ${value}: give a whole number above 0`);
  }
  checkRun(settings, parts);
  return settings;
};

/** What a run of the desk is made with. */
export const deskRunSettings = (settings: DeskSettings, { perp }: Pick<DeskParts, 'perp'>): DeskRunSettings => ({
  trading: tradingSettings(settings),
  limits: settings,
  carry: settings.carry,
  perp,
});

/** Begins a run that is thrown away: each part checks its own options, so what cannot work is refused before anything is told. */
const checkRun = (settings: DeskSettings, parts: DeskParts): void => {
  const { bars, strategy } = parts;
  const about = { runId: 'check', strategy: strategy(), now: () => 0, barScale: 0 };
  checkLength(bars, new DeskRun(deskRunSettings(settings, parts), about).trading.warmupBars);
};

/** The bars of a desk in columns. Throws `INVALID_BARS` where they cannot be counted exactly. */
export const deskSeries = (settings: DeskSettings, { bars }: DeskParts): BarSeries =>
  seriesOf(bars, { symbol: settings.instrument.symbol });
