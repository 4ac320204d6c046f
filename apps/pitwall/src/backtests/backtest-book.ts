import type { Clock } from '@pitwall/gateway';
import type { EventDraft } from '@pitwall/model';
import { hasEnded, listedOf } from './backtest-answer.ts';
import type { BacktestAnswer } from './backtest-answer.ts';
import { answerOf } from './backtest-record.ts';
import type { BacktestRecord } from './backtest-record.ts';
import type { BacktestStore, KeptEntry } from './store/backtest-store.ts';
import { beyondRetention } from './store/retention.ts';
import type { RetentionLimits } from './store/retention.ts';

/** What a book works with. */
export interface BookParts {
  readonly store: BacktestStore;
  readonly clock: Pick<Clock, 'now'>;
  /** Told when a store did not do what it should; the book goes on with what it has in memory. */
  readonly onFault: (error: unknown, backtestId: string) => void;
}

/** What a process before left to be done. */
export interface TakenUp {
  /** Backtests that had not ended: nothing runs them any more. */
  readonly lost: readonly BacktestAnswer[];
  /** Ends that were kept and that nobody was told. */
  readonly untold: readonly { readonly listed: BacktestAnswer; readonly end: EventDraft }[];
}

/** Knows all backtests: in memory what lists show, and what is long in its store. */
export class BacktestBook {
  readonly #limits: RetentionLimits;
  readonly #parts: BookParts;
  /** Those that have not ended. */
  readonly #live = new Map<string, BacktestRecord>();
  /** Those that have, in the order of their creation. */
  #kept: readonly KeptEntry[] = [];

  constructor(limits: RetentionLimits, parts: BookParts) {
    this.#limits = limits;
    this.#parts = parts;
  }

  /** Takes up what was kept before. */
  async open(): Promise<TakenUp> {
    const entries = (await this.#parts.store.load()).toSorted(byCreation);
    this.#kept = entries.filter(({ listed }) => hasEnded(listed));
    this.#trim();
    return {
      lost: entries.map(({ listed }) => listed).filter((listed) => !hasEnded(listed)),
      untold: this.#kept.flatMap(({ listed, untold }) => (untold === undefined ? [] : [{ listed, end: untold }])),
    };
  }

  /** Takes in a backtest that waits. It is kept from now on, so that it is not forgotten however the process ends. */
  begin(record: BacktestRecord): void {
    this.#live.set(record.job.backtestId, record);
    void this.#put(answerOf(record));
  }

  /** Keeps a backtest as it ended, with the event that is to tell it; resolves when that is safe. */
  async end(answer: BacktestAnswer, untold: EventDraft): Promise<void> {
    const bytes = await this.#put(answer, untold);
    this.#live.delete(answer.backtest_id);
    const others = this.#kept.filter(({ listed }) => listed.backtest_id !== answer.backtest_id);
    this.#kept = [...others, { listed: listedOf(answer), bytes }].toSorted(byCreation);
    this.#trim();
  }

  /** The end of a backtest has been told. */
  async told(backtestId: string): Promise<void> {
    await this.#parts.store.told(backtestId).catch((fault: unknown) => this.#parts.onFault(fault, backtestId));
  }

  /** A backtest that has not ended. */
  record(backtestId: string): BacktestRecord | undefined {
    return this.#live.get(backtestId);
  }

  /** All that have not ended, the oldest first. */
  get records(): readonly BacktestRecord[] {
    return [...this.#live.values()];
  }

  /** All of them as lists show them, the newest first. */
  list(): readonly BacktestAnswer[] {
    this.#trim();
    const live = this.records.map((record) => listedOf(answerOf(record)));
    return [...this.#kept.map(({ listed }) => listed), ...live].toReversed();
  }

  /** A backtest as lists show it. */
  find(backtestId: string): BacktestAnswer | undefined {
    const record = this.#live.get(backtestId);
    if (record !== undefined) return listedOf(answerOf(record));
    return this.#kept.find(({ listed }) => listed.backtest_id === backtestId)?.listed;
  }

  /** A backtest with its results; without them where they could not be kept. */
  async whole(backtestId: string): Promise<BacktestAnswer | undefined> {
    const record = this.#live.get(backtestId);
    if (record !== undefined) return answerOf(record);
    const listed = this.find(backtestId);
    if (listed === undefined) return undefined;
    return (await this.#parts.store.get(backtestId)) ?? listed;
  }

  /** Forgets a backtest that has ended. */
  async remove(backtestId: string): Promise<void> {
    this.#kept = this.#kept.filter(({ listed }) => listed.backtest_id !== backtestId);
    await this.#parts.store.remove(backtestId);
  }

  #trim(): void {
    const beyond = new Set(beyondRetention(this.#kept, this.#limits, this.#parts.clock.now()));
    if (beyond.size === 0) return;
    this.#kept = this.#kept.filter((entry) => !beyond.has(entry));
    for (const { listed } of beyond) {
      const { backtest_id: backtestId } = listed;
      void this.#parts.store.remove(backtestId).catch((fault: unknown) => this.#parts.onFault(fault, backtestId));
    }
  }

  async #put(answer: BacktestAnswer, untold?: EventDraft): Promise<number> {
    try {
      return await this.#parts.store.put(answer, untold);
    } catch (fault) {
      this.#parts.onFault(fault, answer.backtest_id);
      return 0;
    }
  }
}

/** ISO 8601 sorts as text does; what was created at once stays in the order in which it ended. */
const byCreation = (a: KeptEntry, b: KeptEntry): number =>
  Number(a.listed.created_at > b.listed.created_at) - Number(a.listed.created_at < b.listed.created_at);
