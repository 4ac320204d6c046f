import { PitwallError } from '@pitwall/model';
import type { LogFilter } from '../event-log.ts';
import type { CatalogEntry } from './catalog.ts';
import type { LogStoreOptions } from './durable-log-options.ts';
import { flushDirectory } from './file-identity.ts';
import { KeptFold } from './kept-fold.ts';
import { removeSlice, Slice, slicePath } from './slice.ts';
import type { SeqRange, StoredRows } from './slice.ts';
import { writeError } from './store-errors.ts';
import type { StoredEvent } from './stored-event.ts';
import { takeUpPast } from './take-up-past.ts';
import type { TakenUp } from './take-up-past.ts';

/** What a store tells of itself when it is open. */
export interface StoreReport {
  readonly epoch: string;
  readonly headSeq: number;
  readonly horizonSeq: number;
  /** The highest place that was ever given: new ones come after it. */
  readonly lastSeq: number;
  /** Why the epoch is new; empty when it goes on. */
  readonly doubts: readonly string[];
}

/** A stretch that is asked for, and of which. */
export interface StoreReading extends SeqRange {
  readonly limit: number;
  readonly filter?: LogFilter;
}

/** Events of a stretch, and how far it was looked through. */
export interface StoredPage {
  readonly events: readonly StoredEvent[];
  readonly through: number;
}

/** A page that is being filled. */
interface FillingPage {
  readonly events: StoredEvent[];
  chars: number;
  /** Places that were looked at. */
  scanned: number;
}

/** What a store works with. */
export interface StoreParts {
  /** Wall clock. */
  readonly now: () => number;
}

/** A page holds no more text than this, however few its events are, in characters. */
const maxPageChars = 4 * 1024 * 1024;

/** Events that retention folds between two other works of the store: a few ms. */
const retentionStepEvents = 2048;

/** One file in so many of the bytes that all may hold. */
const slicesInMaxBytes = 8;

/** How often the size of the newest file is looked at, in commits: asking costs more than a small commit. */
const commitsBetweenSizes = 64;

/**
 * The files of a log, in one directory: a book of them, the mark of the last confirmed place, and the events in files of
 * some hours each. All of it is synchronous, and meant for a thread of its own.
 */
export class LogStore {
  readonly #directory: string;
  readonly #options: LogStoreOptions;
  readonly #now: () => number;
  readonly #past: TakenUp;
  readonly #slices: Slice[];
  #entry: CatalogEntry;
  #sliceStartedAt = 0;
  #sliceBytes = 0;
  #commits = 0;
  #awake: Slice | undefined;

  private constructor(directory: string, options: LogStoreOptions, now: () => number) {
    this.#directory = directory;
    this.#options = options;
    this.#now = now;
    this.#past = takeUpPast(directory, options, { nowMs: now() });
    this.#entry = this.#past.entry;
    this.#slices = [...this.#past.slices];
    this.#sliceStartedAt = this.#newest?.startedAt ?? 0;
  }

  /** Opens the files of a directory and locks it. Throws `LOG_UNUSABLE`. */
  static open(directory: string, options: LogStoreOptions, { now }: StoreParts): LogStore {
    return new LogStore(directory, options, now);
  }

  get report(): StoreReport {
    const { epoch, horizonSeq } = this.#entry;
    const headSeq = Math.max(horizonSeq, this.#newest?.lastSeq ?? 0);
    return { epoch, horizonSeq, headSeq, lastSeq: this.#past.lastSeq, doubts: this.#past.doubts };
  }

  /** Writes rows whole or not at all; they are durable when this returns. Throws `LOG_FULL` when there is no room. */
  append(rows: StoredRows): void {
    try {
      const slice = this.#sliceToWrite();
      const last = this.#slices.findLast(({ lastAt }) => lastAt > 0);
      slice.append(rows, last?.lastAt ?? 0);
    } catch (thrown) {
      throw writeError(thrown);
    }
    this.#past.mark.set(rows.firstSeq + rows.bodies.length - 1);
  }

  /** Reads on from a place. Throws `CURSOR_EXPIRED` when retention was there first. */
  read(reading: StoreReading): StoredPage {
    const { afterSeq, throughSeq, limit } = reading;
    const { horizonSeq } = this.#entry;
    if (afterSeq < horizonSeq)
      throw new PitwallError('CURSOR_EXPIRED', `Seq ${afterSeq} is before the horizon ${horizonSeq}`);
    const page: FillingPage = { events: [], chars: 0, scanned: 0 };
    let through = afterSeq;
    for (const slice of this.#slices) {
      if (slice.lastSeq <= through || through >= throughSeq) continue;
      through = this.#readSlice(slice, { ...reading, afterSeq: through }, page);
      if (page.events.length >= limit || page.chars >= maxPageChars) return { events: page.events, through };
      if (page.scanned >= this.#options.maxScanEvents) break;
    }
    // Places after the last file's end were given and not written.
    const isDone = through >= this.report.headSeq;
    return { events: page.events, through: isDone ? Math.max(through, throughSeq) : through };
  }

  /** The highest place before which everything was received before a moment, or the horizon. */
  seqBefore(timeMs: number): number {
    const slice = this.#slices.find(({ lastAt }) => lastAt >= timeMs);
    if (slice === undefined) return this.report.headSeq;
    this.#wake(slice);
    return Math.max(this.#entry.horizonSeq, slice.seqBefore(timeMs));
  }

  /** Events before the horizon that retained values still rest on, in their order. */
  kept(afterSeq: number, limit: number): readonly StoredEvent[] {
    return this.#past.catalog.kept(afterSeq, limit);
  }

  /**
   * Removes what is older or more than is to be kept, a few milliseconds at a time: other work goes between the steps.
   * Yields the horizon after each.
   */
  *retain(): Generator<number, void> {
    for (let oldest = this.#removable(); oldest !== undefined; oldest = this.#removable()) {
      const fold = new KeptFold();
      for (let afterSeq = oldest.header.afterSeq; afterSeq < oldest.lastSeq;) {
        const range = { afterSeq, throughSeq: afterSeq + retentionStepEvents };
        for (const event of oldest.read(range, retentionStepEvents)) fold.take(event);
        afterSeq = range.throughSeq;
        yield this.#entry.horizonSeq;
      }
      const { lastSeq, header } = oldest;
      // What rests on the file is kept in the same step in which the file is let go.
      this.#write({ ...this.#entry, firstSlice: header.number + 1, horizonSeq: lastSeq }, fold);
      this.#slices.shift();
      oldest.rest();
      removeSlice(oldest.path);
      yield this.#entry.horizonSeq;
    }
  }

  /** Lets the newest file grow by no more than so many pages: a full disk in little, for tests. */
  limitPages(pages: number): void {
    this.#newest?.limitPages(pages);
  }

  /** Writes everything where it belongs and lets the directory go. */
  close(): void {
    for (const slice of this.#slices) slice.rest();
    this.#past.mark.flush();
    this.#past.mark.close();
    this.#write({ ...this.#entry, closed: true });
    this.#past.catalog.close();
  }

  get #newest(): Slice | undefined {
    return this.#slices.at(-1);
  }

  /** Reads on in one file within what is left of the page, and tells how far. */
  #readSlice(slice: Slice, { afterSeq, throughSeq, limit, filter }: StoreReading, page: FillingPage): number {
    this.#wake(slice);
    const from = Math.max(afterSeq, slice.header.afterSeq);
    const upTo = Math.min(throughSeq, slice.lastSeq, from + this.#options.maxScanEvents - page.scanned);
    for (const event of slice.read({ afterSeq: from, throughSeq: upTo }, limit - page.events.length, filter)) {
      page.events.push(event);
      page.chars += event.body.length;
      if (page.events.length >= limit || page.chars >= maxPageChars) return event.seq;
    }
    page.scanned += upTo - from;
    return upTo;
  }

  /** Has one of the older files open at a time: each takes three file descriptors and some memory. */
  #wake(slice: Slice): void {
    if (slice === this.#awake || slice === this.#newest) return;
    this.#awake?.rest();
    this.#awake = slice;
  }

  #write(entry: CatalogEntry, fold?: KeptFold): void {
    this.#past.catalog.write(entry, fold?.changes ?? 'stays');
    this.#entry = entry;
  }

  #sliceToWrite(): Slice {
    const newest = this.#newest;
    if (newest === undefined) return this.#begin();
    this.#commits += 1;
    if (this.#commits % commitsBetweenSizes === 0) this.#sliceBytes = newest.bytes;
    const isFull =
      this.#now() - this.#sliceStartedAt >= this.#options.sliceMs ||
      this.#sliceBytes > this.#options.maxBytes / slicesInMaxBytes;
    return isFull && newest.lastAt > 0 ? this.#begin() : newest;
  }

  /** Begins a new file. It is complete before the book names it, and named before anything is written into it. */
  #begin(): Slice {
    const { logId, lastSlice } = this.#entry;
    const number = lastSlice + 1;
    const path = slicePath(this.#directory, number);
    const startedAt = this.#now();
    const afterSeq = this.report.headSeq;
    try {
      Slice.create(path, { logId, number, afterSeq }, startedAt);
      flushDirectory(this.#directory);
      this.#write({ ...this.#entry, lastSlice: number });
    } catch (thrown) {
      removeSlice(path);
      throw thrown;
    }
    const slice = Slice.open(path, logId, this.#options.durability === 'system');
    this.#newest?.rest();
    this.#slices.push(slice);
    this.#sliceStartedAt = startedAt;
    this.#sliceBytes = 0;
    return slice;
  }

  #removable(): Slice | undefined {
    const { retentionMs, maxBytes } = this.#options;
    const [oldest, second] = this.#slices;
    if (oldest === undefined || second === undefined) return undefined;
    if (oldest.lastAt < this.#now() - retentionMs) return oldest;
    return this.#slices.reduce((sum, { bytes }) => sum + bytes, 0) > maxBytes ? oldest : undefined;
  }
}
