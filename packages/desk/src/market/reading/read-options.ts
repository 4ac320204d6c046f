import { zoneClock, utcClock, type ZoneClock } from '../zone.ts';
import type { Timeframe } from '../timeframe.ts';
import type { DateOrder } from './bar-time.ts';
import type { Separator } from './csv-dialect.ts';
import type { TimeUnit } from './epoch.ts';
import type { BarFormat } from './layout.ts';

/** What a caller may say of a file instead of having it detected, and what is done where the file is not right. */
export interface ReadOptions {
  /**
   * Name of the file, for messages.
   * @default 'bars'
   */
  readonly name?: string;
  /**
   * Format. One without header has its columns where the format has them; the columns of others are found by name.
   * @default 'auto': by the header, or by number and look of the columns
   */
  readonly format?: BarFormat | 'auto';
  /**
   * What stands between fields.
   * @default 'auto': tab, semicolon, pipe, comma or blank, the first that makes three fields of a line at the beginning
   */
  readonly separator?: Separator | 'auto';
  /**
   * What stands before the decimals of a number.
   * @default 'auto': as the first rows prove
   */
  readonly decimalMark?: '.' | ',' | 'auto';
  /**
   * What numbers count that stand for times.
   * @default 'auto': by their magnitude, which cannot be mistaken
   */
  readonly timeUnit?: TimeUnit | 'auto';
  /**
   * Zone of times: an IANA name, an offset such as `+02:00`, or a zone with hours that its clock is moved by
   * (`America/New_York+7`, a broker's clock). Numbers too are then taken as that clock's.
   * @default the one that the file writes; else UTC, which is told as assumed
   */
  readonly timeZone?: string;
  /**
   * Whether 3/4/2024 is in March or in April.
   * @default 'auto': as the file proves; one that proves nothing is refused
   */
  readonly dateOrder?: DateOrder | 'auto';
  /**
   * Refuses a file in which anything would have to be repaired.
   * @default false
   */
  readonly strict?: boolean;
  /**
   * What becomes of rows that cannot have happened (a high below the low, a price of zero, below zero or not a number):
   * the file is refused, or they are dropped and told.
   * @default 'refuse'
   */
  readonly impossible?: 'refuse' | 'skip';
  /**
   * Decimals to which prices are rounded, half to even, where they have more; told as a repair.
   * @default none: prices are never rounded, and refused when a safe integer cannot hold their digits
   */
  readonly priceDecimals?: number;
  /**
   * Decimals to which volumes are rounded where they have more; told as a repair. What has more is the noise of sums of floats.
   * @default 8, the most that exchanges count
   */
  readonly volumeDecimals?: number;
  /**
   * Timeframe of the bars that come out: longer than the file's, which are then put together. Trades need one.
   * @default the file's own, and M1 for trades
   */
  readonly timeframe?: Timeframe;
  /**
   * Zone whose clock begins the longer bars, in the words of `timeZone`.
   * @default 'UTC'
   */
  readonly sessionZone?: string;
  /**
   * What becomes of a last longer bar whose time the file does not fill.
   * @default 'keep', and told as a warning
   */
  readonly partialLast?: 'keep' | 'drop';
  /**
   * Most rows of bars that a file may hold. They are kept in memory, about 60 bytes each. Trades are not kept: their bars are.
   * @default 5_000_000, some ten years of minutes
   */
  readonly maxBars?: number;
  /**
   * How many problems an error names; the others are counted.
   * @default 20, a screenful
   */
  readonly maxProblems?: number;
  /**
   * How many lines a repair or warning names; the others are counted.
   * @default 20, a screenful
   */
  readonly maxLinesTold?: number;
}

/** Defaults of {@link ReadOptions}. */
export const readDefaults = {
  name: 'bars',
  format: 'auto',
  separator: 'auto',
  decimalMark: 'auto',
  timeUnit: 'auto',
  dateOrder: 'auto',
  strict: false,
  impossible: 'refuse',
  volumeDecimals: 8,
  sessionZone: 'UTC',
  partialLast: 'keep',
  maxBars: 5_000_000,
  maxProblems: 20,
  maxLinesTold: 20,
} as const;

/** Options with defaults, and the clocks that they name. */
export type ReadSettings = ReadOptions &
  Required<Pick<ReadOptions, keyof typeof readDefaults>> & {
    readonly clock: ZoneClock;
    readonly sessionClock: ZoneClock;
  };

/** Fills in defaults. Throws `INVALID_OPTION` for a zone that nobody knows. */
export const readSettings = (options: ReadOptions): ReadSettings => {
  const settings = { ...readDefaults, ...options };
  return {
    ...settings,
    clock: options.timeZone === undefined ? utcClock : zoneClock(options.timeZone),
    sessionClock: zoneClock(settings.sessionZone),
  };
};
