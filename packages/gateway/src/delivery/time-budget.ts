import type { Clock } from '../clock.ts';

/** What may be spent at once, as a part of a second's worth: so long may one batch hold up the event loop. */
const burstPart = 1 / 20;

/** Time that may be spent on something that can be left undone. It comes back steadily, and little of it gathers. */
export class TimeBudget {
  readonly #clock: Clock;
  readonly #msPerSecond: number;
  readonly #burstMs: number;
  #leftMs: number;
  #atMs: number;

  /** `msPerSecond`: how many milliseconds of each second. */
  constructor(msPerSecond: number, clock: Clock) {
    this.#clock = clock;
    this.#msPerSecond = msPerSecond;
    this.#burstMs = msPerSecond * burstPart;
    this.#leftMs = this.#burstMs;
    this.#atMs = clock.monotonicMs();
  }

  /** Does what costs time, and tells its result; `undefined` when no time is left for it. */
  spend<Result>(costly: () => Result): Result | undefined {
    const startedMs = this.#clock.monotonicMs();
    const cameBackMs = ((startedMs - this.#atMs) * this.#msPerSecond) / 1000;
    this.#leftMs = Math.min(this.#burstMs, this.#leftMs + cameBackMs);
    this.#atMs = startedMs;
    if (this.#leftMs <= 0) return undefined;
    const result = costly();
    this.#leftMs -= this.#clock.monotonicMs() - startedMs;
    return result;
  }
}
