import type { Clock, Timer } from '../clock.ts';
import { DueHeap } from './due-heap.ts';

/** Something that gathers work and does it when told. */
export interface Flushable {
  /** Sends what has gathered. */
  flush(): void;
  /** Moves what has become due into what is flushed; says when to be woken next (monotonic ms, infinity for never). */
  wake(nowMs: number): number;
}

/** Told when a round of flushes begins and when it is over. */
export interface FlushRounds {
  beginRound(): void;
  endRound(): void;
}

/** Options of the flush scheduler. */
export interface FlushSchedulerOptions {
  /**
   * Least time between two flushes.
   * @default 0 ms: a flush ends each turn in which something became due, and batches grow with load by themselves
   */
  readonly minFlushIntervalMs: number;
}

/** Decides when audiences flush: one for all of them, so that a thousand audiences of one reader stay cheap. */
export class FlushScheduler {
  readonly #options: FlushSchedulerOptions;
  readonly #clock: Clock;
  readonly #rounds: FlushRounds | undefined;
  #dirty = new Set<Flushable>();
  #armed: Timer | undefined;
  #flushCount = 0;
  #lastFlushMs = Number.NEGATIVE_INFINITY;
  readonly #heap = new DueHeap<Flushable>();
  #wakeTimer: Timer | undefined;
  #wakeAtMs = Number.POSITIVE_INFINITY;

  constructor(options: FlushSchedulerOptions, clock: Clock, rounds?: FlushRounds) {
    this.#options = options;
    this.#clock = clock;
    this.#rounds = rounds;
  }

  /** How often it has flushed. */
  get flushCount(): number {
    return this.#flushCount;
  }

  /** Flushes the audience at the end of this turn, or when the least interval has passed. */
  soon(flushable: Flushable): void {
    this.#dirty.add(flushable);
    if (this.#armed !== undefined) return;
    const waitMs = this.#lastFlushMs + this.#options.minFlushIntervalMs - this.#clock.monotonicMs();
    const run = (): void => this.flushAll();
    this.#armed = waitMs > 0 ? this.#clock.after(waitMs, run) : this.#clock.endOfTurn(run);
  }

  /** Wakes the audience at a monotonic time; an earlier wish stands. */
  wakeAt(flushable: Flushable, atMs: number): void {
    if (!this.#heap.set(flushable, atMs)) return;
    this.#armWake();
  }

  /** Forgets an audience that is gone. */
  forget(flushable: Flushable): void {
    this.#dirty.delete(flushable);
    this.#heap.delete(flushable);
    if (this.#heap.nextMs() !== Number.POSITIVE_INFINITY) return;
    this.#wakeTimer?.cancel();
    this.#wakeTimer = undefined;
    this.#wakeAtMs = Number.POSITIVE_INFINITY;
  }

  /** Flushes everything that has gathered. What gathers meanwhile is the next batch. */
  flushAll(): void {
    this.#armed?.cancel();
    this.#armed = undefined;
    const dirty = this.#dirty;
    if (dirty.size === 0) return;
    this.#dirty = new Set();
    this.#flushCount += 1;
    this.#lastFlushMs = this.#clock.monotonicMs();
    this.#rounds?.beginRound();
    for (const flushable of dirty) flushable.flush();
    this.#rounds?.endRound();
  }

  #armWake(): void {
    const atMs = this.#heap.nextMs();
    if (atMs >= this.#wakeAtMs) return;
    this.#wakeTimer?.cancel();
    this.#wakeTimer = undefined;
    this.#wakeAtMs = atMs;
    if (atMs === Number.POSITIVE_INFINITY) return;
    this.#wakeTimer = this.#clock.after(Math.max(0, atMs - this.#clock.monotonicMs()), () => this.#wakeDue());
  }

  #wakeDue(): void {
    this.#wakeTimer = undefined;
    this.#wakeAtMs = Number.POSITIVE_INFINITY;
    const nowMs = this.#clock.monotonicMs();
    for (const flushable of this.#heap.takeDue(nowMs)) {
      const nextMs = flushable.wake(nowMs);
      if (nextMs !== Number.POSITIVE_INFINITY) this.#heap.set(flushable, nextMs);
    }
    this.#armWake();
  }
}
