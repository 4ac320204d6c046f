import type { Clock } from '../clock.ts';

/** Options of the handshake lane. */
export interface HandshakeLaneOptions {
  /**
   * Time spent on handshakes in one turn of the event loop.
   * @default 1 ms, a handful: a thousand clients that come back at once would hold up everybody else for a fifth of a second
   */
  readonly maxHandshakeMsPerTurn: number;
}

/** Defaults of {@link HandshakeLaneOptions}. */
export const defaultHandshakeLaneOptions: HandshakeLaneOptions = { maxHandshakeMsPerTurn: 1 };

/** Where admitted clients queue for their handshakes, in the order in which they were admitted; no longer than `maxConnections`. */
export class HandshakeLane {
  readonly #options: HandshakeLaneOptions;
  readonly #clock: Clock;
  readonly #waiting = new Set<() => void>();
  #isArmed = false;

  constructor(options: HandshakeLaneOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
  }

  /** Queues a handshake. It must not throw. */
  add(shakeHands: () => void): void {
    this.#waiting.add(shakeHands);
    this.#arm();
  }

  #run(): void {
    this.#isArmed = false;
    const untilMs = this.#clock.monotonicMs() + this.#options.maxHandshakeMsPerTurn;
    for (const shakeHands of this.#waiting) {
      this.#waiting.delete(shakeHands);
      shakeHands();
      if (this.#clock.monotonicMs() >= untilMs) break;
    }
    if (this.#waiting.size > 0) this.#arm();
  }

  #arm(): void {
    if (this.#isArmed) return;
    this.#isArmed = true;
    this.#clock.endOfTurn(() => this.#run());
  }
}
