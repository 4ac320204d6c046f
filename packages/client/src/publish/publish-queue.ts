import { ClientError } from '../client-error.ts';
import type { Receipt } from '../contract.ts';
import type { NamedDraft } from './publish-contract.ts';

/** One fact on its way, with whoever waits for it. */
export interface Outgoing {
  readonly draft: NamedDraft;
  /** The draft as it is sent, each time the same: the gateway takes an id with another body for a mistake. */
  readonly text: string;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: ClientError) => void;
}

/** The bounds of the queue. */
export interface PublishBounds {
  readonly maxBuffered: number;
  readonly whenFull: 'refuse' | 'drop-oldest';
  readonly maxBatch: number;
  readonly maxBatchChars: number;
}

/** What waits to be published, in order and bounded. */
export class PublishQueue {
  readonly #bounds: PublishBounds;
  #waiting: Outgoing[] = [];
  #inFlight = 0;

  constructor(bounds: PublishBounds) {
    this.#bounds = bounds;
  }

  get size(): number {
    return this.#waiting.length;
  }

  /** Adds one. Answers with what was forgotten for it: itself, the oldest, or nothing. */
  push(outgoing: Outgoing): Outgoing | undefined {
    if (this.#waiting.length < this.#bounds.maxBuffered) {
      this.#waiting.push(outgoing);
      return undefined;
    }
    // What is under way may have arrived already, so it is not the one to forget.
    const isFree = this.#bounds.whenFull === 'drop-oldest' && this.#inFlight < this.#waiting.length;
    if (!isFree) return outgoing;
    const [oldest] = this.#waiting.splice(this.#inFlight, 1);
    this.#waiting.push(outgoing);
    return oldest;
  }

  /** The next batch; it stays first until it is settled. `most` makes it smaller. */
  batch(most: number): readonly Outgoing[] {
    let chars = 0;
    let count = 0;
    for (const { text } of this.#waiting) {
      chars += text.length + 1;
      if (count > 0 && (chars > this.#bounds.maxBatchChars || count >= Math.min(most, this.#bounds.maxBatch))) break;
      count += 1;
    }
    this.#inFlight = count;
    return this.#waiting.slice(0, count);
  }

  /** The batch is over: those that are not kept are done. */
  settle(kept: ReadonlySet<Outgoing>): void {
    const batch = this.#waiting.splice(0, this.#inFlight);
    this.#waiting = [...batch.filter((one) => kept.has(one)), ...this.#waiting];
    this.#inFlight = 0;
  }

  /** Takes everything out. */
  clear(): readonly Outgoing[] {
    this.#inFlight = 0;
    return this.#waiting.splice(0);
  }
}

/** Told to whoever published a fact that found no room. */
export const noRoom = (): ClientError =>
  new ClientError('BUFFER_FULL', 'Too many facts wait to be published', {
    how: 'Wait for `publish` before giving more, or make `maxBuffered` larger.',
  });
