import type { DeskClock } from './clock.ts';

/** A clock that stands still until someone sleeps on it, and then is at once where they wake up. */
export interface FakeClock extends DeskClock {
  /** All delays that were slept. */
  readonly slept: readonly number[];
  advance(ms: number): void;
}

/** Makes a clock that begins at a time. */
export const createFakeClock = (start = 1_700_000_000_000): FakeClock => {
  let time = start;
  const slept: number[] = [];
  return {
    slept,
    now: () => time,
    advance(ms) {
      time += ms;
    },
    sleep(delayMs) {
      slept.push(delayMs);
      time += delayMs;
      return Promise.resolve();
    },
  };
};
