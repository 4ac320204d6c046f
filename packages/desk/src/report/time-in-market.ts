import type { DurationMs, TimeMs } from '@pitwall/model';

/** Counts how long there was a position. */
export interface TimeInMarket {
  /** Whether there is a position from now on. Telling the same again changes nothing. */
  turn(isOpen: boolean, marketTime: TimeMs): void;
  /** How long there was one until a time, the beginning of a run included and its end not. */
  heldMs(until: TimeMs): DurationMs;
  /** `held / elapsed`, between 0 and 1; absent where nothing elapsed. */
  share(until: TimeMs): number | undefined;
}

/** Starts without a position. */
export const createTimeInMarket = (since: TimeMs): TimeInMarket => {
  let finishedMs = 0;
  let openSince: TimeMs | undefined;
  const heldMs = (until: TimeMs): DurationMs => finishedMs + (openSince === undefined ? 0 : until - openSince);
  return {
    turn(isOpen, marketTime) {
      finishedMs = heldMs(marketTime);
      openSince = isOpen ? marketTime : undefined;
    },
    heldMs,
    share: (until) => (until > since ? heldMs(until) / (until - since) : undefined),
  };
};
