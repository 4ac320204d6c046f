import { PitwallError } from '@pitwall/model';
import type { SequencedEvent } from '@pitwall/model';
import type { EventLog, LogFilter, LogPage, ReceivedEvent } from './event-log.ts';
import { defaultEventRingOptions, EventRing } from './event-ring.ts';
import type { EventRingOptions } from './event-ring.ts';

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

const throwOnItsOwn = (fault: unknown): void => {
  queueMicrotask(() => {
    throw fault;
  });
};

const matches = (event: SequencedEvent, filter: LogFilter | undefined): boolean =>
  (filter?.accounts === undefined || filter.accounts.includes(event.account)) &&
  (filter?.kinds === undefined || filter.kinds.includes(event.kind));

/** The log that lives in memory: as durable as the process, bounded by count and bytes. */
export class MemoryLog implements EventLog {
  readonly epoch: string;
  readonly #ring: EventRing;
  readonly #maxPendingBatches: number;
  readonly #onFault: (fault: unknown) => void;
  readonly #followers = new Set<(events: readonly SequencedEvent[]) => void>();
  #lastSeq = 0;
  #pendingBatches = 0;
  #closed = false;

  constructor(options: MemoryLogOptions) {
    this.epoch = options.epoch;
    this.#ring = new EventRing({ ...defaultEventRingOptions, ...options });
    this.#maxPendingBatches = options.maxPendingBatches ?? 4096;
    this.#onFault = options.onFault ?? throwOnItsOwn;
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
    this.#tell(placed);
    return placed;
  }

  async read(request: { afterSeq: number; limit: number; filter?: LogFilter }): Promise<LogPage> {
    const events: SequencedEvent[] = [];
    const found = this.#ring.after(request.afterSeq);
    if (found === undefined) {
      throw new PitwallError(
        'CURSOR_EXPIRED',
        `Seq ${request.afterSeq} is before the horizon ${this.#ring.horizonSeq}`,
      );
    }
    for (const event of found) {
      if (!matches(event, request.filter)) continue;
      events.push(event);
      if (events.length >= request.limit) return { events, through: event.seq };
    }
    return { events, through: Math.max(request.afterSeq, this.#ring.headSeq) };
  }

  async seqBefore(time: number): Promise<number> {
    return this.#ring.seqBefore(time);
  }

  follow(hear: (events: readonly SequencedEvent[]) => void): () => void {
    this.#followers.add(hear);
    return () => this.#followers.delete(hear);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.resolve();
  }

  #tell(events: readonly SequencedEvent[]): void {
    for (const hear of this.#followers) {
      try {
        hear(events);
      } catch (fault) {
        this.#onFault(fault);
      }
    }
  }
}
