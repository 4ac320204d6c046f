import type { Clock } from '../clock.ts';
import { SlidingWindow } from '../sliding-window.ts';

/** Lines of one kind that strangers can cause: enough to notice, too few to fill a disk. */
const linesLimit = { count: 10, windowMs: 60_000 } as const;

/** Keeps lines that strangers cause from flooding the log: ten a minute, and the next one tells how many were left out. */
export class LogLimit {
  readonly #clock: Clock;
  readonly #window = new SlidingWindow(linesLimit);
  #unlogged = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Logs if there is room; gives how many lines were left out before this one. */
  log(write: (unlogged: number) => void): void {
    if (!this.#window.tryTake(this.#clock.monotonicMs())) {
      this.#unlogged += 1;
      return;
    }
    const unlogged = this.#unlogged;
    this.#unlogged = 0;
    write(unlogged);
  }
}
