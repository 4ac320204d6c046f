import type { Exact, TimeMs } from '@pitwall/model';
import type { SessionCalendar } from '../market/session-calendar.ts';
import type { Strategy } from '../strategy/strategy.ts';
import type { RunMarket } from './run-options.ts';
import type { OnMark } from './valuation.ts';

/** The account that a run trades a part of. */
export interface WholeAccount {
  /** What the whole account began with. */
  readonly initialEquity: Exact;
  /** What the whole is worth at the last close, once all of its parts have been valued. */
  readonly equity: Exact;
  /** What is left of an entry's size, from 0 to 1; absent: all of it. */
  readonly sizeRatio: Exact | undefined;
  /** Why no position may be entered now; absent: nothing speaks against it. */
  entryObjection(): string | undefined;
  /** Why positions must be left now; absent: they may stay. */
  exitDemand(): string | undefined;
}

/** What a run needs. */
export interface RunParts {
  readonly runId: string;
  readonly strategy: Strategy;
  /** Wall clock. */
  readonly now: () => TimeMs;
  /** Decimals of the points of the first symbol’s bars. */
  readonly barScale: number;
  /**
   * What is traded besides the first symbol.
   * @default nothing
   */
  readonly others?: readonly RunMarket[];
  /**
   * The account that this run trades a part of: its phase follows the whole.
   * @default none: the run's part is all there is
   */
  readonly whole?: WholeAccount;
  /**
   * Says when a day ends, by which the figures of the day and the week are counted.
   * @default days of UTC
   */
  readonly calendar?: SessionCalendar | undefined;
  /** Told what the account is worth, at the closes that can matter; see `Valuation`. */
  readonly onMark?: OnMark;
}
