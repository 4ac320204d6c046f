import type { Clock, Timer } from '../clock.ts';

/** Ends a reader whose output does not drain: from the moment something stays unsent until it is empty again. */
export class LagWatch {
  readonly #maxLagMs: number;
  readonly #clock: Clock;
  readonly #tooSlow: () => void;
  #timer: Timer | undefined;

  constructor(maxLagMs: number, parts: { clock: Clock; tooSlow: () => void }) {
    this.#maxLagMs = maxLagMs;
    this.#clock = parts.clock;
    this.#tooSlow = parts.tooSlow;
  }

  /** Something stays unsent. */
  start(): void {
    this.#timer ??= this.#clock.after(this.#maxLagMs, this.#tooSlow);
  }

  /** Everything was taken. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}
