/** At most so many in any window of time: exact, not averaged. */
export interface WindowLimit {
  readonly count: number;
  readonly windowMs: number;
}

/** Counts happenings against a {@link WindowLimit}. Times must not go back. */
export class SlidingWindow {
  readonly #limit: WindowLimit;
  /** Times of the newest `count` happenings; grows on use, so that an idle connection costs nothing. */
  #times: number[] = [];
  #oldest = 0;

  constructor(limit: WindowLimit) {
    this.#limit = limit;
  }

  /** Counts one if there is room and says whether there was. */
  tryTake(nowMs: number): boolean {
    if (!this.hasRoom(nowMs)) return false;
    this.take(nowMs);
    return true;
  }

  /** Counts one that happens regardless of room. */
  take(nowMs: number): void {
    if (this.#times.length < this.#limit.count) {
      this.#times.push(nowMs);
      return;
    }
    this.#times[this.#oldest] = nowMs;
    this.#oldest = (this.#oldest + 1) % this.#limit.count;
  }

  hasRoom(nowMs: number): boolean {
    return this.freeAtMs() <= nowMs;
  }

  /** When the next one has room; not after now when it has room already. */
  freeAtMs(): number {
    if (this.#times.length < this.#limit.count) return Number.NEGATIVE_INFINITY;
    return (this.#times[this.#oldest] ?? 0) + this.#limit.windowMs;
  }
}
