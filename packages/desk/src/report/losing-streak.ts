import type { Exact } from '@pitwall/model';

/** Counts losses that follow each other. */
export interface LosingStreak {
  /** Takes the result of a round trip; returns how many in a row have lost, this one included: zero unless it lost. */
  record(netPnl: Exact): number;
}

/** Makes a streak without a loss. */
export const createLosingStreak = (): LosingStreak => {
  let losses = 0;
  return {
    record(netPnl) {
      losses = netPnl.isNegative() && !netPnl.isZero() ? losses + 1 : 0;
      return losses;
    },
  };
};
