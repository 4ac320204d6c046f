import type { Clock, Timer } from '../ports.ts';

/** When silence is suspicious. */
export interface WatchdogOptions {
  /** How long the answer to a probe may take. */
  readonly probeTimeoutMs: number;
}

/** What a watchdog works with. */
export interface WatchdogParts {
  readonly clock: Clock;
  /** Asks for a sign of life. False: there is no way to ask, so silence is the end. */
  readonly probe: () => boolean;
  /** Nothing came, though it was asked for. */
  readonly mute: () => void;
}

/** How often it looks, in ms: so often a computer that slept is noticed after it wakes. */
const tickMs = 5_000;

/** How late a look may come before time must have stood still for this program, in ms: above what a throttled tab makes of one. */
const jumpMs = 10_000;

/**
 * Notices that a socket is mute. A broken network closes nothing: without this a console shows old figures until somebody
 * wonders. It costs nothing per frame but a note of the time.
 */
export class Watchdog {
  readonly #options: WatchdogOptions;
  readonly #parts: WatchdogParts;
  #silentAfterMs = Infinity;
  #heardAtMs = 0;
  #heardAtWall = 0;
  #lookedAtWall = 0;
  #timer: Timer | undefined;
  #isProbing = false;

  constructor(options: WatchdogOptions, parts: WatchdogParts) {
    this.#options = options;
    this.#parts = parts;
  }

  /** From now on something is expected at least this often. */
  expect(silentAfterMs: number): void {
    this.#silentAfterMs = silentAfterMs;
    this.heard();
    this.#look();
  }

  /** Something came. */
  heard(): void {
    this.#heardAtMs = this.#parts.clock.monotonicMs();
    this.#heardAtWall = this.#parts.clock.now();
    if (!this.#isProbing) return;
    this.#isProbing = false;
    this.#look();
  }

  /** Asks for a sign of life now: something happened that often ends connections without a word. */
  suspect(): void {
    if (this.#isProbing || this.#silentAfterMs === Infinity) return;
    this.#timer?.cancel();
    this.#isProbing = true;
    if (!this.#parts.probe()) {
      this.stop();
      this.#parts.mute();
      return;
    }
    this.#timer = this.#parts.clock.after(this.#options.probeTimeoutMs, () => {
      this.stop();
      this.#parts.mute();
    });
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#isProbing = false;
    this.#silentAfterMs = Infinity;
  }

  #look(): void {
    this.#timer?.cancel();
    if (this.#silentAfterMs === Infinity) return;
    const { clock } = this.#parts;
    this.#lookedAtWall = clock.now();
    const delayMs = Math.min(tickMs, this.#silentAfterMs);
    this.#timer = clock.after(delayMs, () => {
      // Some monotonic clocks stand still while the computer sleeps, and some timers too; the wall clock does not.
      const sinceLookMs = clock.now() - this.#lookedAtWall;
      const silentMs = Math.max(clock.monotonicMs() - this.#heardAtMs, clock.now() - this.#heardAtWall);
      const slept = sinceLookMs - delayMs > jumpMs && silentMs > jumpMs;
      if (slept || silentMs >= this.#silentAfterMs) this.suspect();
      else this.#look();
    });
  }
}
