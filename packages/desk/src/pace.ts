import type { DurationMs } from '@pitwall/model';
import type { DeskClock, StopEvent } from './clock.ts';

/** Spaces steps evenly in time. */
export interface Pace {
  /** Resolves when the next step is due, or at once when asked to stop, with how late it is in milliseconds. */
  next(): Promise<DurationMs>;
}

/**
 * How late a step may be before lost time is given up, in milliseconds. Smaller delays are caught up with; after a longer
 * pause (a laptop that slept) the steps go on at their pace instead of in one burst.
 */
const forgottenAfterMs = 1000;

/** A pace faster than the clock's grain sleeps only now and then, but must let other work of the event loop in. */
const longestRush = 64;

/** Makes a pace of so many steps a second, the first one due at once. */
export const createPace = (stepsPerSecond: number, clock: DeskClock, stop: StopEvent | undefined): Pace => {
  const intervalMs = 1000 / stepsPerSecond;
  let dueAt = clock.now();
  let rushed = 0;
  return {
    async next() {
      const now = clock.now();
      const waitMs = dueAt - now;
      if (waitMs < -forgottenAfterMs) dueAt = now;
      const lateMs = (): DurationMs => Math.max(0, Math.round(clock.now() - now - waitMs));
      dueAt += intervalMs;
      rushed += 1;
      if (waitMs < 1 && rushed < longestRush) return lateMs();
      rushed = 0;
      await sleepUnlessStopped(Math.max(0, waitMs), clock, stop);
      return lateMs();
    },
  };
};

const sleepUnlessStopped = async (delayMs: number, clock: DeskClock, stop: StopEvent | undefined): Promise<void> => {
  if (stop === undefined) return clock.sleep(delayMs);
  if (stop.aborted) return;
  const { promise: stopped, resolve } = Promise.withResolvers<void>();
  const wake = (): void => resolve();
  stop.addEventListener('abort', wake);
  try {
    await Promise.race([clock.sleep(delayMs), stopped]);
  } finally {
    stop.removeEventListener('abort', wake);
  }
};
