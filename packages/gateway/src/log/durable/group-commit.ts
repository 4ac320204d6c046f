import { PitwallError } from '@pitwall/model';
import type { SequencedEvent } from '@pitwall/model';
import type { Clock, Timer } from '../../clock.ts';
import type { GatheringOptions } from './durable-log-options.ts';
import type { StoredRows } from './slice.ts';

/** A batch that waits to be written. */
export interface PendingBatch {
  readonly placed: readonly SequencedEvent[];
  /** Its events' words, in their order. */
  readonly bodies: readonly string[];
  readonly chars: number;
  confirm(): void;
  refuse(error: unknown): void;
}

/** What gathering works with. */
export interface GroupCommitParts {
  readonly clock: Clock;
  /** Writes rows whole or not at all; resolves when they are durable. */
  readonly write: (rows: StoredRows) => Promise<void>;
}

/**
 * Gathers batches into commits, one under way at a time: what comes meanwhile is the next. So a slow disk makes larger
 * commits by itself, and a fast one is not asked more often than its window allows.
 */
export class GroupCommit {
  readonly #options: GatheringOptions;
  readonly #parts: GroupCommitParts;
  #gathered: PendingBatch[] = [];
  #pendingBatches = 0;
  #pendingChars = 0;
  #timer: Timer | undefined;
  #lastBeginMs = Number.NEGATIVE_INFINITY;
  #isWriting = false;
  #isHurried = false;
  #whenIdle: PromiseWithResolvers<void> | undefined;

  constructor(options: GatheringOptions, parts: GroupCommitParts) {
    this.#options = options;
    this.#parts = parts;
  }

  /** Refuses with `OVERLOADED` while too much waits. */
  assertRoom(): void {
    const { maxPendingBatches, maxPendingChars } = this.#options;
    if (this.#pendingBatches >= maxPendingBatches)
      throw new PitwallError('OVERLOADED', `${this.#pendingBatches} batches already wait to be written`);
    if (this.#pendingChars >= maxPendingChars)
      throw new PitwallError('OVERLOADED', `${this.#pendingChars} characters already wait to be written`);
  }

  /** Takes a batch, whose events come right after those of the batch before. */
  add(batch: PendingBatch): void {
    this.#gathered.push(batch);
    this.#pendingBatches += 1;
    this.#pendingChars += batch.chars;
    this.#arrange();
  }

  /** Writes what waits without waiting for company; resolves when all is settled. */
  async drain(): Promise<void> {
    this.#isHurried = true;
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#arrange();
    if (this.#pendingBatches === 0) return;
    this.#whenIdle ??= Promise.withResolvers();
    await this.#whenIdle.promise;
  }

  #arrange(): void {
    if (this.#isWriting || this.#timer !== undefined || this.#gathered.length === 0) return;
    const { clock } = this.#parts;
    const waitMs = this.#isHurried ? 0 : this.#lastBeginMs + this.#options.commitWindowMs - clock.monotonicMs();
    // Never within the call, so that whatever is appended in this turn goes together.
    this.#timer =
      waitMs <= 0 ? clock.endOfTurn(() => void this.#commit()) : clock.after(waitMs, () => void this.#commit());
  }

  async #commit(): Promise<void> {
    this.#timer = undefined;
    this.#isWriting = true;
    this.#lastBeginMs = this.#parts.clock.monotonicMs();
    const group = this.#takeGroup();
    const failure = await this.#parts.write(rowsOf(group)).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    this.#isWriting = false;
    this.#settle(group, (batch) => (failure === undefined ? batch.confirm() : batch.refuse(failure.error)));
    this.#arrange();
    if (this.#pendingBatches === 0) this.#whenIdle?.resolve();
  }

  /** As many batches as one commit takes, at least one. */
  #takeGroup(): readonly PendingBatch[] {
    let events = 0;
    const end = this.#gathered.findIndex(({ placed }) => (events += placed.length) > this.#options.maxCommitEvents);
    const count = end === -1 ? this.#gathered.length : Math.max(1, end);
    return this.#gathered.splice(0, count);
  }

  #settle(group: readonly PendingBatch[], settle: (batch: PendingBatch) => void): void {
    for (const batch of group) {
      this.#pendingBatches -= 1;
      this.#pendingChars -= batch.chars;
      settle(batch);
    }
  }
}

const rowsOf = (group: readonly PendingBatch[]): StoredRows => {
  const events = group.flatMap(({ placed }) => placed);
  return {
    firstSeq: events[0]?.seq ?? 0,
    receivedAt: events.map(({ receivedAt }) => receivedAt),
    accounts: events.map(({ account }) => account),
    kinds: events.map(({ kind }) => kind),
    bodies: group.flatMap(({ bodies }) => bodies),
  };
};
