import { PitwallError, type TimeMs } from '@pitwall/model';
import { carryDefaults } from '../carry/carry-options.ts';
import type { PerpData } from '../carry/listed-perp.ts';
import type { DeskClock, StopEvent } from '../clock.ts';
import type { Bar } from '../market/bar.ts';
import type { Instrument } from '../market/instrument.ts';
import { defaultLosingStreakLength } from '../telemetry/alert-events.ts';
import type { ProcessLoad } from '../telemetry/health-event.ts';
import type { FleetAccount } from './account-options.ts';
import type { DeskOrders } from './desk-controls.ts';

/** Options of how bars are played and how often is told what. */
export interface PaceOptions {
  /**
   * Source of the events.
   * @default 'desk'
   */
  readonly source?: string;
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
   * Every how many bars strategies give a sign of life and health is told.
   * @default 25, five seconds at the default speed
   */
  readonly heartbeatEveryBars?: number;
  /**
   * Every how many bars performance, fleet metrics and balances are told besides after what changes them.
   * @default 10, two seconds at the default speed
   */
  readonly performanceEveryBars?: number;
}

/** Options of a fleet. */
export interface FleetOptions extends PaceOptions {
  /** What the bars are bars of. */
  readonly instrument: Instrument;
  /** At least one. What no console can tell apart is told once: prices, and the health of the desk. */
  readonly accounts: readonly FleetAccount[];
}

/** Defaults of {@link PaceOptions}. */
export const paceDefaults = {
  source: 'desk',
  barsPerSecond: 5,
  atEnd: 'loop',
  heartbeatEveryBars: 25,
  performanceEveryBars: 10,
} as const;

/** Options with their defaults. */
export type FleetSettings = FleetOptions & Required<PaceOptions>;

/** What the desk is given from outside. */
export interface FleetParts {
  /** Bars in the order of time. */
  readonly bars: readonly Bar[];
  /**
   * The perpetual that carry bots trade.
   * @default none: its prices and its funding are simulated, and said to be
   */
  readonly perp?: PerpData;
  readonly clock: DeskClock;
  /**
   * Measures what the process uses of its machine, for the desk's health.
   * @default none: health is told without load
   */
  readonly load?: () => ProcessLoad;
  /** Ends the desk, also while it waits for the next bar. */
  readonly stop?: StopEvent;
  /**
   * What an operator wants, asked before each bar.
   * @default none: there is no operator
   */
  readonly controls?: DeskOrders;
  /**
   * Names a run; those of all accounts but the first add the account.
   * @default `run-<start in base 36>-<number>`, which differs from run to run and from start to start
   */
  readonly newRunId?: (runNumber: number, startedAt: TimeMs) => string;
}

const fastestBarsPerSecond = 100_000;

/** Fills in defaults. Throws `INVALID_OPTION` for options that cannot work; what is an account's own its run checks. */
export const fleetSettings = (options: FleetOptions): FleetSettings => {
  const settings = { ...paceDefaults, ...options };
  const { barsPerSecond, heartbeatEveryBars, performanceEveryBars, accounts } = settings;
  if (!(barsPerSecond > 0 && barsPerSecond <= fastestBarsPerSecond)) {
    const expected = `a number above 0 up to ${fastestBarsPerSecond}`;
    throw new PitwallError('INVALID_OPTION', `barsPerSecond is ${barsPerSecond}: give ${expected}`);
  }
  const streaks = accounts.map(({ losingStreakLength = defaultLosingStreakLength }) => losingStreakLength);
  requireWhole('heartbeatEveryBars', heartbeatEveryBars);
  requireWhole('performanceEveryBars', performanceEveryBars);
  for (const losingStreakLength of streaks) requireWhole('losingStreakLength', losingStreakLength);
  requireDifferent(
    'accounts',
    accounts.map(({ account = '' }) => account),
  );
  requireDifferent('bots', accounts.flatMap(botIdsOf));
  return settings;
};

const requireWhole = (name: string, value: number): void => {
  if (Number.isInteger(value) && value > 0) return;
  throw new PitwallError('INVALID_OPTION', `${name} is ${value}: give a whole number above 0`);
};

const requireDifferent = (what: string, names: readonly string[]): void => {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new PitwallError('INVALID_OPTION', `${what}: two are called ${JSON.stringify(twice)}; give each its own name`);
};

const botIdsOf = ({ bots, carry }: FleetAccount): readonly string[] => [
  ...bots.map(({ botId }) => botId),
  ...(carry === undefined ? [] : [carry.botId ?? carryDefaults.botId]),
];
