import type { Clock, Timer } from '@pitwall/gateway';

/** The clock of a process that may be killed: then nothing that it put off happens any more. */
export class MortalClock implements Clock {
  isDead = false;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  monotonicMs(): number {
    return this.#clock.monotonicMs();
  }

  after(delayMs: number, run: () => void): Timer {
    return this.#clock.after(delayMs, () => this.#live(run));
  }

  endOfTurn(run: () => void): Timer {
    return this.#clock.endOfTurn(() => this.#live(run));
  }

  #live(run: () => void): void {
    if (!this.isDead) run();
  }
}
