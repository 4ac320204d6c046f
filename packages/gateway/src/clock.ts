import type { TimeMs } from '@pitwall/model';

/** Something scheduled that can be called off. */
export interface Timer {
  cancel(): void;
}

/** Time as the gateway knows it: injected, so that tests own it. */
export interface Clock {
  /** Wall clock. */
  now(): TimeMs;
  /** A clock that never goes back, for intervals. */
  monotonicMs(): number;
  /** Runs once after the delay. Never keeps the process alive. */
  after(delayMs: number, run: () => void): Timer;
  /** Runs once at the end of this turn of the event loop. */
  endOfTurn(run: () => void): Timer;
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, run) {
    const timeout = setTimeout(run, delayMs);
    timeout.unref();
    return { cancel: () => clearTimeout(timeout) };
  },
  endOfTurn(run) {
    const immediate = setImmediate(run);
    return { cancel: () => clearImmediate(immediate) };
  },
};
