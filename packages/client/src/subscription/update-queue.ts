import type { Dropped, Gap, Live, Update, WhenFull } from '../contract.ts';
import type { Fact } from '../fact.ts';

/** The bound of a queue and what happens there. */
export interface UpdateQueueOptions {
  readonly maxBuffered: number;
  readonly whenFull: WhenFull;
}

interface Entry {
  readonly update: Update;
  /** The key of a fact, where older ones of it may be replaced. */
  readonly id: string | undefined;
  isGone: boolean;
}

const idOf = ({ kind, account, key }: Fact): string => `${kind}\n${account}\n${key}`;

/** Taken entries that stay at the front before they are cut off: moving the rest at each take would cost the square. */
const cutAfter = 1024;

/**
 * What waits for the application, bounded. Facts go when there is no room; that facts are missing never does: gaps and
 * counts that stood among forgotten facts are folded into what is told first.
 */
export class UpdateQueue {
  readonly #options: UpdateQueueOptions;
  #entries: Entry[] = [];
  #front = 0;
  #waiting = 0;
  readonly #newest = new Map<string, Entry>();
  #owedDropped = new Map<Dropped['where'], number>();
  #owedGap: Gap | undefined;
  #owedLive: Live | undefined;

  constructor(options: UpdateQueueOptions) {
    this.#options = options;
  }

  /** Adds an update. False when there was no room and the policy is to end. */
  push(update: Update): boolean {
    const conflates = this.#options.whenFull === 'conflate' && update.type === 'fact';
    const id = conflates ? idOf(update.fact) : undefined;
    if (this.#waiting >= this.#options.maxBuffered && !this.#makeRoom(id)) return false;
    const entry = { update, id, isGone: false };
    this.#entries.push(entry);
    this.#waiting += 1;
    if (id !== undefined) this.#newest.set(id, entry);
    return true;
  }

  /** The next update, oldest first. */
  take(): Update | undefined {
    return this.#takeOwed() ?? this.#shift()?.update;
  }

  clear(): void {
    this.#entries = [];
    this.#front = 0;
    this.#waiting = 0;
    this.#newest.clear();
    this.#owedDropped.clear();
    this.#owedGap = undefined;
    this.#owedLive = undefined;
  }

  #makeRoom(id: string | undefined): boolean {
    if (this.#options.whenFull === 'close') return false;
    const older = id === undefined ? undefined : this.#newest.get(id);
    if (older !== undefined && !older.isGone) {
      older.isGone = true;
      this.#waiting -= 1;
      this.#owe('client', 1);
      return true;
    }
    const oldest = this.#shift();
    if (oldest !== undefined) this.#fold(oldest.update);
    return true;
  }

  #shift(): Entry | undefined {
    while (this.#front < this.#entries.length) {
      const entry = this.#entries[this.#front];
      this.#front += 1;
      if (this.#front >= cutAfter && this.#front * 2 >= this.#entries.length) {
        this.#entries = this.#entries.slice(this.#front);
        this.#front = 0;
      }
      if (entry === undefined || entry.isGone) continue;
      this.#waiting -= 1;
      if (entry.id !== undefined && this.#newest.get(entry.id) === entry) this.#newest.delete(entry.id);
      return entry;
    }
    return undefined;
  }

  #owe(where: Dropped['where'], count: number): void {
    this.#owedDropped.set(where, (this.#owedDropped.get(where) ?? 0) + count);
  }

  #fold(update: Update): void {
    switch (update.type) {
      case 'fact':
        return this.#owe('client', 1);
      case 'dropped':
        return this.#owe(update.where, update.count);
      case 'gap':
        this.#owedGap = { since: this.#owedGap?.since ?? update.since, cursor: update.cursor, reason: update.reason };
        return undefined;
      case 'live':
        this.#owedLive =
          update.lag === undefined ? { cursor: update.cursor } : { cursor: update.cursor, lag: update.lag };
        return undefined;
    }
  }

  #takeOwed(): Update | undefined {
    const gap = this.#owedGap;
    if (gap !== undefined) {
      this.#owedGap = undefined;
      return { type: 'gap', ...gap };
    }
    for (const [where, count] of this.#owedDropped) {
      this.#owedDropped.delete(where);
      return { type: 'dropped', where, count };
    }
    const live = this.#owedLive;
    this.#owedLive = undefined;
    return live === undefined ? undefined : { type: 'live', ...live };
  }
}
