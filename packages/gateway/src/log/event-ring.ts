import type { SequencedEvent } from '@pitwall/model';
import { eventBytes } from './event-bytes.ts';

/** Bounds of an {@link EventRing}. */
export interface EventRingOptions {
  /** Most events kept. @default 65536: about a minute at a thousand a second */
  readonly maxEvents: number;
  /** Most memory kept, in bytes. @default 64 MiB */
  readonly maxBytes: number;
}

/** Bounds that suit a desk of a few bots and a gateway of a few hundred megabytes. */
export const defaultEventRingOptions: EventRingOptions = { maxEvents: 65_536, maxBytes: 64 * 1024 * 1024 };

/** The newest events in order of seq, bounded by count and bytes; the oldest make room. */
export class EventRing {
  readonly #options: EventRingOptions;
  #events: (SequencedEvent | undefined)[] = [];
  #sizes: number[] = [];
  /** Index of the oldest event; everything before it was dropped and awaits compaction. */
  #start = 0;
  #bytes = 0;
  #horizonSeq: number;
  #headSeq: number;

  constructor(options: EventRingOptions, headSeq = 0) {
    this.#options = options;
    this.#horizonSeq = headSeq;
    this.#headSeq = headSeq;
  }

  /** The highest seq ever pushed. */
  get headSeq(): number {
    return this.#headSeq;
  }

  /** Events up to this seq are gone. */
  get horizonSeq(): number {
    return this.#horizonSeq;
  }

  get size(): number {
    return this.#events.length - this.#start;
  }

  get bytes(): number {
    return this.#bytes;
  }

  push(event: SequencedEvent): void {
    const bytes = eventBytes(event);
    this.#events.push(event);
    this.#sizes.push(bytes);
    this.#bytes += bytes;
    this.#headSeq = event.seq;
    while (this.size > this.#options.maxEvents || (this.#bytes > this.#options.maxBytes && this.size > 1))
      this.#dropOldest();
  }

  /** Events after a seq in order, or `undefined` when some of them are gone. Iterate before pushing again. */
  after(seq: number): Iterable<SequencedEvent> | undefined {
    if (seq < this.#horizonSeq) return undefined;
    return this.#from(this.#indexAfter(seq));
  }

  /** The highest seq received before a moment; the horizon when the ring begins later. */
  seqBefore(timeMs: number): number {
    let seq = this.#horizonSeq;
    for (const event of this.#from(this.#start)) {
      if (event.receivedAt >= timeMs) break;
      seq = event.seq;
    }
    return seq;
  }

  *#from(index: number): Iterable<SequencedEvent> {
    for (let i = index; i < this.#events.length; i += 1) {
      const event = this.#events[i];
      if (event !== undefined) yield event;
    }
  }

  #indexAfter(seq: number): number {
    let low = this.#start;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const event = this.#events[middle];
      if (event !== undefined && event.seq <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #dropOldest(): void {
    const event = this.#events[this.#start];
    if (event !== undefined) this.#horizonSeq = event.seq;
    this.#events[this.#start] = undefined;
    this.#bytes -= this.#sizes[this.#start] ?? 0;
    this.#start += 1;
    // Compacting when half is dead space costs O(1) a push on average.
    if (this.#start > 1024 && this.#start * 2 > this.#events.length) {
      this.#events = this.#events.slice(this.#start);
      this.#sizes = this.#sizes.slice(this.#start);
      this.#start = 0;
    }
  }
}
