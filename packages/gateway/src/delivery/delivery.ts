import type { SequencedEvent } from '@pitwall/model';
import type { Clock } from '../clock.ts';
import type { EventLog } from '../log/event-log.ts';
import { defaultEventRingOptions, EventRing } from '../log/event-ring.ts';
import { RetainedState } from '../state/retained-state.ts';
import type { AudienceOptions } from './audience-options.ts';
import { Audiences } from './audiences.ts';
import type { CatchUpOptions, CatchUpStart } from './catch-up-contract.ts';
import { CatchUp } from './catch-up.ts';
import { CatchUpLane } from './catch-up-lane.ts';
import type { CatchUpLaneOptions } from './catch-up-lane.ts';
import { Deflater } from './deflater.ts';
import type { DeflateOptions } from './deflater.ts';
import { createDeliveryStats } from '../observe/delivery-stats.ts';
import type { DeliveryStats } from '../observe/delivery-stats.ts';
import { FlushScheduler } from './flush-scheduler.ts';
import type { FlushSchedulerOptions } from './flush-scheduler.ts';
import { FormerValues } from './former-values.ts';
import type { FormerValuesOptions } from './former-values.ts';
import { FrameJoiner } from './frame-joiner.ts';
import { streamSeqOf } from './hearing.ts';
import type { Hearing } from './hearing.ts';
import { ReplayCache } from './replay-cache.ts';
import type { ReplayCacheOptions } from './replay-cache.ts';
import { SharedPages } from './shared-pages.ts';
import type { SharedPagesOptions } from './shared-pages.ts';
import { WriteDelay } from './write-delay.ts';

/** Options of delivery, all bounds of the hot path. */
export interface DeliveryOptions
  extends
    AudienceOptions,
    CatchUpOptions,
    CatchUpLaneOptions,
    DeflateOptions,
    FlushSchedulerOptions,
    FormerValuesOptions,
    ReplayCacheOptions,
    SharedPagesOptions {
  /** Newest events kept in memory for catching up without the log. @default 65536 */
  readonly tailEvents: number;
  /** Memory of that tail. @default 64 MiB */
  readonly tailBytes: number;
  /** Events offered before a flush is forced, so that one flood does not make one endless batch. @default 1024 */
  readonly maxEventsPerFlush: number;
}

/** Defaults with reasons in the options' own descriptions. */
export const defaultDeliveryOptions: DeliveryOptions = {
  maxBoundedPerBatch: 1024,
  highWaterBytes: 256 * 1024,
  maxRepeatsPerBatch: 256,
  outboundLimit: true,
  maxPageChars: 64 * 1024,
  maxScanEvents: 4096,
  logPageEvents: 128,
  maxCatchUpBytesPerTurn: 64 * 1024,
  maxCatchUpMsPerTurn: 1,
  minFlushIntervalMs: 0,
  maxReplayCacheChars: 8 * 1024 * 1024,
  replayCacheMs: 250,
  maxSharedPageBytes: 8 * 1024 * 1024,
  compressionMinBytes: 1024,
  compressionMinReaders: 16,
  compressionMsPerSecond: 200,
  maxDeflateBytes: 256 * 1024,
  maxDeflatedChars: 1024 * 1024,
  tailEvents: defaultEventRingOptions.maxEvents,
  tailBytes: defaultEventRingOptions.maxBytes,
  maxEventsPerFlush: 1024,
  formerBytes: 16 * 1024 * 1024,
};

/** What delivery works with. */
export interface DeliveryParts {
  readonly clock: Clock;
  readonly log: EventLog;
  /** Told how long the oldest event of a round of flushes took from its coming in to being written, in ms. */
  readonly onWritten?: (sinceReceivedMs: number) => void;
}

/**
 * The way from a confirmed event to its readers. Confirmed events take their order, change the state, extend the tail
 * and are offered to audiences in one synchronous step, so at every moment state, tail and audiences agree.
 */
export class Delivery {
  readonly state = new RetainedState();
  readonly stats: DeliveryStats = createDeliveryStats();
  readonly lane: CatchUpLane;
  readonly deflater: Deflater;
  readonly audiences: Audiences;
  readonly #options: DeliveryOptions;
  readonly #parts: DeliveryParts;
  readonly #tail: EventRing;
  readonly #former: FormerValues;
  readonly #scheduler: FlushScheduler;
  readonly #cache: ReplayCache;
  readonly #pages: SharedPages;
  #offeredSinceFlush = 0;
  #seenFlushCount = 0;

  constructor(options: DeliveryOptions, parts: DeliveryParts) {
    this.#options = options;
    this.#parts = parts;
    this.#tail = new EventRing({ maxEvents: options.tailEvents, maxBytes: options.tailBytes }, parts.log.horizonSeq());
    const writeDelay = new WriteDelay(parts.clock, parts.onWritten ?? (() => undefined));
    this.#former = new FormerValues(options);
    this.#scheduler = new FlushScheduler(options, parts.clock, writeDelay);
    this.#cache = new ReplayCache(options);
    this.#pages = new SharedPages(options, parts.clock);
    this.lane = new CatchUpLane(options, parts.clock);
    this.deflater = new Deflater(options, { clock: parts.clock, stats: this.stats });
    this.audiences = new Audiences(options, {
      clock: parts.clock,
      state: this.state,
      scheduler: this.#scheduler,
      stats: this.stats,
      epoch: parts.log.epoch,
      joiner: new FrameJoiner(),
      deflater: this.deflater,
      headSeq: () => this.headSeq,
      writeDelay,
    });
  }

  /** The newest seq that readers could have been told of. */
  get headSeq(): number {
    return this.#tail.headSeq;
  }

  get epoch(): string {
    return this.#parts.log.epoch;
  }

  /** Takes confirmed events in their order. */
  commit(events: readonly SequencedEvent[]): void {
    const logHorizonSeq = this.#parts.log.horizonSeq();
    for (const event of events) {
      const update = this.state.fold(event);
      this.#tail.push(event);
      this.#former.note(update, { logHorizonSeq, tailHorizonSeq: this.#tail.horizonSeq });
      this.audiences.offer(update);
      this.#boundBatch();
    }
  }

  /** Takes up retained values from before the log's horizon, before any event after it is committed. */
  takeUpKept(events: readonly SequencedEvent[]): void {
    for (const event of events) this.state.fold(event);
  }

  /** Flushes what has gathered, before sessions close. */
  flushAll(): void {
    this.#scheduler.flushAll();
  }

  /** A reader's way to its audience. */
  catchUp(start: CatchUpStart): CatchUp {
    return new CatchUp(
      this.#options,
      {
        ...this.#parts,
        tail: this.#tail,
        former: this.#former,
        state: this.state,
        audiences: this.audiences,
        cache: this.#cache,
        pages: this.#pages,
        deflater: this.deflater,
        stats: this.stats,
      },
      start,
    );
  }

  /** Whether the log still reaches back to a cursor of this epoch. */
  honours(seq: number): boolean {
    return seq <= this.headSeq && seq >= this.#parts.log.horizonSeq();
  }

  /** The cursor at which a hearing stands now. */
  positionSeq(hearing: Pick<Hearing, 'accounts'>): number {
    return streamSeqOf(hearing, this.state);
  }

  #boundBatch(): void {
    if (this.#seenFlushCount !== this.#scheduler.flushCount) {
      this.#seenFlushCount = this.#scheduler.flushCount;
      this.#offeredSinceFlush = 0;
    }
    this.#offeredSinceFlush += 1;
    if (this.#offeredSinceFlush >= this.#options.maxEventsPerFlush) this.#scheduler.flushAll();
  }
}
