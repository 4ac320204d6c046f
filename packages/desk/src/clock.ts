import type { TimeMs } from '@pitwall/model';

/** Time as the desk knows it: injected, so that tests own it. */
export interface DeskClock {
  /** Wall clock. */
  now(): TimeMs;
  /** Resolves after the delay, at the earliest in another turn of the event loop. */
  sleep(delayMs: number): Promise<void>;
}

/** Asks to stop. An `AbortSignal` is one. */
export interface StopSignal {
  readonly aborted: boolean;
}

/** Asks to stop, and says so when it happens. An `AbortSignal` is one. */
export interface StopEvent extends StopSignal {
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
