import type { Clock, Timer } from '../clock.ts';

/** What a lag watch knows of the output that it judges. */
export interface WatchedOutput {
  /** Bytes written in all, control frames included. Never goes back. */
  writtenBytes(): number;
  /** Bytes written and not yet taken by the operating system. */
  unsentBytes(): number;
}

/** What a lag watch works with. */
export interface LagWatchParts {
  readonly clock: Clock;
  /** Tells whether a reader whose output is never empty keeps up. */
  readonly output: WatchedOutput;
  readonly tooSlow: () => void;
}

/**
 * Ends a reader that leaves bytes waiting for longer than it may. It looks at a deadline: a reader that took all that
 * waited when the deadline was set keeps up, whatever was written behind that, and has a new deadline. So no byte waits
 * longer than twice the time, and a reader that takes a byte now and then holds no memory for ever.
 */
export class LagWatch {
  readonly #maxLagMs: number;
  readonly #parts: LagWatchParts;
  #timer: Timer | undefined;

  constructor(maxLagMs: number, parts: LagWatchParts) {
    this.#maxLagMs = maxLagMs;
    this.#parts = parts;
  }

  /** Something stays unsent. */
  start(): void {
    if (this.#timer === undefined) this.#arm();
  }

  /** Everything was taken. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #arm(): void {
    const { clock, output, tooSlow } = this.#parts;
    const waitingThrough = output.writtenBytes();
    this.#timer = clock.after(this.#maxLagMs, () => {
      if (output.writtenBytes() - output.unsentBytes() >= waitingThrough) this.#arm();
      else tooSlow();
    });
  }
}
