import { PitwallError, type Exact } from '@pitwall/model';
import type { Direction } from '../account/holding.ts';

/** Who wants every position closed, and why. */
export interface FlattenOrder {
  readonly reason: string;
  /** Absent where a rule demands it. */
  readonly operatorId?: string;
}

/** A position that was closed for it. */
export interface FlattenedPosition {
  readonly symbol: string;
  readonly side: Direction;
  readonly size: Exact;
  readonly exitPrice: Exact;
  /** After fees. */
  readonly pnl: Exact;
}

/** Everything is closed. */
export interface FlattenReport extends FlattenOrder {
  readonly closedCount: number;
  readonly positionsClosed: readonly FlattenedPosition[];
  /** Positions above the bound of {@link EmergencyFlattenOptions.maxReported}, counted and not listed. */
  readonly omitted: number;
}

/** Options of an emergency flatten. */
export interface EmergencyFlattenOptions {
  /**
   * Most positions that are listed.
   * @default 5000, what the event takes
   */
  readonly maxReported?: number;
}

/** Closes everything at once: demands it until nothing is left, then reports. */
export interface EmergencyFlatten {
  /** Why positions must be left now; absent when nobody wants that. */
  readonly demand: string | undefined;
  /** Begins. A second order while one is under way changes nothing: the first one's report tells all. */
  begin(order: FlattenOrder): void;
  /** Takes a closed position; outside of an emergency it is none of its business. */
  closed(position: FlattenedPosition): void;
  /** Takes whether the account holds nothing; tells the report when that is what was waited for. */
  settle(isFlat: boolean): FlattenReport | undefined;
}

/** Makes one that nobody wants yet. Throws `INVALID_OPTION` unless the bound is a whole number of zero or more. */
export const createEmergencyFlatten = ({ maxReported = 5000 }: EmergencyFlattenOptions = {}): EmergencyFlatten => {
  if (!Number.isInteger(maxReported) || maxReported < 0) {
    throw new PitwallError('INVALID_OPTION', `maxReported is ${maxReported}: give a whole number of zero or more`);
  }
  let under: FlattenOrder | undefined;
  let positions: FlattenedPosition[] = [];
  let omitted = 0;
  return {
    get demand() {
      return under === undefined ? undefined : `emergency flatten: ${under.reason}`;
    },
    begin(order) {
      under ??= order;
    },
    closed(position) {
      if (under === undefined) return;
      if (positions.length < maxReported) positions.push(position);
      else omitted += 1;
    },
    settle(isFlat) {
      if (under === undefined || !isFlat) return undefined;
      const closedCount = positions.length + omitted;
      const report = { ...under, closedCount, positionsClosed: positions, omitted };
      under = undefined;
      positions = [];
      omitted = 0;
      return report;
    },
  };
};
