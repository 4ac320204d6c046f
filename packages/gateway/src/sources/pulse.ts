import { toPitwallError } from '@pitwall/model';
import type { PitwallError } from '@pitwall/model';
import type { Clock, Timer } from '../clock.ts';
import type { Publisher } from '../ingest/publisher.ts';
import type { SourceName, Sources } from './sources.ts';

/** What a source within the process promises. */
export interface HeartbeatPromise extends SourceName {
  /** How often it gives a sign of life, in ms. */
  readonly heartbeatMs: number;
}

/** What a pulse works with. */
export interface PulseParts {
  readonly clock: Clock;
  readonly sources: Pick<Sources, 'beat' | 'leave'>;
  readonly publisher: Publisher;
  /** Told of each sign of life that was refused; the next is given all the same. */
  readonly onRefused: (error: PitwallError) => void;
}

/** Gives signs of life for a source within the process, until it is stopped. */
export class Pulse {
  readonly #promise: HeartbeatPromise;
  readonly #parts: PulseParts;
  #timer: Timer | undefined;

  constructor(promise: HeartbeatPromise, parts: PulseParts) {
    this.#promise = promise;
    this.#parts = parts;
  }

  /** Gives the first sign, and from now on one each interval. */
  start(): void {
    const { clock, publisher, sources } = this.#parts;
    void this.#give(() => sources.beat(publisher, this.#promise));
    this.#timer = clock.after(this.#promise.heartbeatMs, () => this.start());
  }

  /** Says goodbye. Never rejects. */
  async stop(): Promise<void> {
    this.#timer?.cancel();
    await this.#give(() => this.#parts.sources.leave(this.#parts.publisher, this.#promise));
  }

  async #give(sign: () => Promise<unknown>): Promise<void> {
    try {
      await sign();
    } catch (thrown) {
      const error = toPitwallError(thrown);
      // Who stops the gateway knows that the source ends with it.
      if (error.code !== 'SHUTTING_DOWN') this.#parts.onRefused(error);
    }
  }
}
