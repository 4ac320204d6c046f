import type { TimeMs } from '@pitwall/model';
import type { Clock } from '../clock.ts';

/**
 * How long facts take from their coming in to being written: told once for all audiences that are flushed in one round. A
 * thousand audiences of one reader mostly carry the same facts, and counting each would cost as much as framing it.
 */
export class WriteDelay {
  readonly #clock: Clock;
  readonly #tell: (sinceReceivedMs: number) => void;
  #oldestReceivedAt = Number.POSITIVE_INFINITY;
  #isInRound = false;

  constructor(clock: Clock, tell: (sinceReceivedMs: number) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** Audiences are about to be flushed. */
  beginRound(): void {
    this.#isInRound = true;
  }

  /** All of them are flushed. */
  endRound(): void {
    this.#isInRound = false;
    this.#tellOldest();
  }

  /** A batch was written whose oldest fact came in then. */
  written(oldestReceivedAt: TimeMs): void {
    if (oldestReceivedAt < this.#oldestReceivedAt) this.#oldestReceivedAt = oldestReceivedAt;
    // An audience that is flushed by itself, because a reader leaves or joins, is a round of its own.
    if (!this.#isInRound) this.#tellOldest();
  }

  #tellOldest(): void {
    const oldestReceivedAt = this.#oldestReceivedAt;
    if (oldestReceivedAt === Number.POSITIVE_INFINITY) return;
    this.#oldestReceivedAt = Number.POSITIVE_INFINITY;
    this.#tell(this.#clock.now() - oldestReceivedAt);
  }
}
