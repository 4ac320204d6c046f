import { PitwallError } from '@pitwall/model';
import type { SequencedEvent } from '@pitwall/model';
import type { EventLog, LogFilter, LogPage, ReceivedEvent } from './event-log.ts';
import { Followers } from './followers.ts';
import { defaultEventRingOptions, EventRing } from './event-ring.ts';
import type { EventRingOptions } from './event-ring.ts';
import { readRing } from './ring-page.ts';

/** Options of the memory log. */
export interface MemoryLogOptions extends Partial<EventRingOptions> {
  /** Name of this history; must be new at every start, since memory has no past that could be trusted. */
  readonly epoch: string;
  /** Most batches that may wait for confirmation. @default 4096: beyond it publishers are outrunning the process */
  readonly maxPendingBatches?: number;
  /**
   * Told when a follower fails. What it failed at is in the log all the same, so that neither its publisher nor other
   * followers hear of it. @default thrown on its own, outside every call: to the process it is an uncaught exception
   */
  readonly onFault?: (fault: unknown) => void;
}

/** The log that lives in memory: as durable as the process, bounded by count and bytes. */
export class MemoryLog implements EventLog {
  readonly epoch: string;
  readonly #ring: EventRing;
  readonly #maxPendingBatches: number;
  readonly #followers: Followers;
  #lastSeq = 0;
  #pendingBatches = 0;
  #closed = false;

  constructor(options: MemoryLogOptions) {
    this.epoch = options.epoch;
    this.#ring = new EventRing({ ...defaultEventRingOptions, ...options });
    this.#maxPendingBatches = options.maxPendingBatches ?? 4096;
    this.#followers = new Followers(options.onFault);
  }

  headSeq(): number {
    return this.#ring.headSeq;
  }

  horizonSeq(): number {
    return this.#ring.horizonSeq;
  }

  async append(batch: readonly ReceivedEvent[]): Promise<readonly SequencedEvent[]> {
    if (this.#closed) throw new PitwallError('SHUTTING_DOWN', 'The log is closed');
    if (this.#pendingBatches >= this.#maxPendingBatches) {
      throw new PitwallError('OVERLOADED', `${this.#pendingBatches} batches already wait to be written`);
    }
    this.#pendingBatches += 1;
    const placed = batch.map((event): SequencedEvent => ({ ...event, seq: (this.#lastSeq += 1) }));
    // Confirming in a later microtask keeps the promise that followers are never called inside `append`.
    await Promise.resolve();
    this.#pendingBatches -= 1;
    for (const event of placed) this.#ring.push(event);
    this.#followers.tell(placed);
    return placed;
  }

  async read(request: { afterSeq: number; limit: number; filter?: LogFilter }): Promise<LogPage> {
    const page = readRing(this.#ring, request);
    if (page !== undefined) return page;
    const { afterSeq } = request;
    throw new PitwallError('CURSOR_EXPIRED', `Seq ${afterSeq} is before the horizon ${this.#ring.horizonSeq}`);
  }

  async seqBefore(time: number): Promise<number> {
    return this.#ring.seqBefore(time);
  }

  follow(hear: (events: readonly SequencedEvent[]) => void): () => void {
    return this.#followers.add(hear);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.resolve();
  }
}
