import { backtestCancelled } from '@pitwall/desk';
import type { Clock, Publisher } from '@pitwall/gateway';
import { PitwallError, toIso } from '@pitwall/model';
import type { EventDraft, Kind } from '@pitwall/model';
import type { BacktestAnswer, BacktestStatus } from './backtest-answer.ts';
import { BacktestBook } from './backtest-book.ts';
import type { TakenUp } from './backtest-book.ts';
import type { RunningBacktest, StartBacktest } from './backtest-job.ts';
import { answerOf } from './backtest-record.ts';
import type { BacktestRecord } from './backtest-record.ts';
import type { BacktestRequest } from './backtest-request.ts';
import type { DataFiles } from './data-files.ts';
import { failureOf } from './failure-of.ts';
import { jobOf } from './job-of.ts';
import { FairQueue } from './queue/fair-queue.ts';
import { refusalWords } from './queue/refusal-words.ts';
import type { BacktestStore } from './store/backtest-store.ts';
import type { RetentionLimits } from './store/retention.ts';
import type { StrategyFiles } from './strategy-files.ts';

/** Bounds of the service. */
export interface BacktestLimits extends RetentionLimits {
  readonly maxBacktestsRunning: number;
  readonly maxBacktestsQueued: number;
  readonly maxBacktestsQueuedPerAccount: number;
}

/** What the service works with. */
export interface BacktestServiceParts {
  readonly files: DataFiles;
  readonly strategies: StrategyFiles;
  readonly store: BacktestStore;
  readonly start: StartBacktest;
  /** Publishes events and resolves when they are written. */
  readonly publish: (drafts: readonly EventDraft[], publisher: Publisher) => Promise<unknown>;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Told of a fault that is not the caller's. */
  readonly onFault: (error: unknown, backtestId: string) => void;
}

/** Error of a backtest that was under way when its gateway ended without a word. */
export const backtestLost = 'The gateway ended before the backtest did';

/** Runs backtests, a few at a time, tells what happens as events, and keeps what came of them. */
export class BacktestService {
  readonly #limits: BacktestLimits;
  readonly #parts: BacktestServiceParts;
  readonly #book: BacktestBook;
  readonly #queue: FairQueue<BacktestRecord>;
  readonly #running = new Map<BacktestRecord, RunningBacktest>();
  /** What is being done and must be over before the service is. */
  readonly #pending = new Set<Promise<void>>();
  #takenUp: TakenUp = { lost: [], untold: [] };
  #closed = false;

  constructor(limits: BacktestLimits, parts: BacktestServiceParts) {
    this.#limits = limits;
    this.#parts = parts;
    this.#book = new BacktestBook(limits, parts);
    this.#queue = new FairQueue({
      maxWaiting: limits.maxBacktestsQueued,
      maxWaitingPerAccount: limits.maxBacktestsQueuedPerAccount,
    });
  }

  /** Takes up what was kept before. */
  async open(): Promise<void> {
    this.#takenUp = await this.#book.open();
  }

  /** Tells the ends that the process before did not come to tell, and ends what was under way then, once events can be published. */
  async tellLost(): Promise<void> {
    const { lost, untold } = this.#takenUp;
    this.#takenUp = { lost: [], untold: [] };
    for (const { listed, end } of untold) await this.#tellEnd(listed, end);
    for (const answer of lost) {
      const finishedAt = toIso(this.#parts.clock.now());
      const end = errorOf(answer, { error: backtestLost });
      await this.#book.end({ ...answer, status: 'failed', error: backtestLost, finished_at: finishedAt }, end);
      await this.#tellEnd(answer, end);
    }
  }

  /**
   * Takes a backtest in. Throws `NOT_FOUND` for an unknown file, `INVALID_REQUEST` for a strategy or options that cannot work, and
   * `RATE_LIMITED` when too many wait.
   */
  submit(request: BacktestRequest, account: string): BacktestAnswer {
    if (this.#closed) throw new PitwallError('SHUTTING_DOWN', 'The gateway is shutting down');
    const { clock, newId } = this.#parts;
    const job = jobOf({ request, account, backtestId: newId() }, this.#parts);
    this.#refuseTooMany(account);
    const record: BacktestRecord = { job, createdAt: clock.now(), status: 'queued' };
    this.#book.begin(record);
    this.#queue.add(account, record);
    this.#startNext();
    return answerOf(record);
  }

  /** A backtest as lists show it. */
  find(backtestId: string): BacktestAnswer | undefined {
    return this.#book.find(backtestId);
  }

  /** A backtest with all that is known of it. */
  whole(backtestId: string): Promise<BacktestAnswer | undefined> {
    return this.#book.whole(backtestId);
  }

  /** All that are known, the newest first. */
  list(): readonly BacktestAnswer[] {
    return this.#book.list();
  }

  /** Ends a backtest early; one that has ended stays as it is. */
  cancel(backtestId: string): void {
    const record = this.#book.record(backtestId);
    if (record === undefined) return;
    if (this.#queue.remove(record.job.account, record)) {
      record.status = 'cancelled';
      this.#track(this.#fail(record, { error: backtestCancelled }));
    }
    this.#running.get(record)?.cancel();
  }

  /** Forgets a backtest that has ended, with its results; whether it was one. */
  async remove(backtestId: string): Promise<boolean> {
    if (this.#book.record(backtestId) !== undefined) return false;
    await this.#book.remove(backtestId);
    return true;
  }

  /** Cancels all of them; resolves when their ends are published and kept. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { job } of this.#book.records) this.cancel(job.backtestId);
    await Promise.all(this.#pending);
  }

  #refuseTooMany(account: string): void {
    if (this.#running.size < this.#limits.maxBacktestsRunning) return;
    const refusal = this.#queue.refusalOf(account);
    if (refusal === undefined) return;
    const counts = { running: this.#running.size, waiting: this.#queue.length, own: this.#queue.lengthOf(account) };
    throw new PitwallError('RATE_LIMITED', refusalWords(refusal, counts));
  }

  #startNext(): void {
    while (this.#running.size < this.#limits.maxBacktestsRunning) {
      const record = this.#queue.take((account) => this.#runningOf(account));
      if (record === undefined) return;
      record.status = 'running';
      record.startedAt = this.#parts.clock.now();
      const run = this.#parts.start(record.job);
      this.#running.set(record, run);
      this.#track(this.#follow(record, run));
    }
  }

  #runningOf(account: string): number {
    return [...this.#running.keys()].filter(({ job }) => job.account === account).length;
  }

  #track(work: Promise<void>): void {
    this.#pending.add(work);
    void work.finally(() => this.#pending.delete(work));
  }

  /** Publishes what a backtest tells, to its end. */
  async #follow(record: BacktestRecord, run: RunningBacktest): Promise<void> {
    try {
      for await (const drafts of run.batches) {
        for (const draft of drafts) this.#note(record, draft);
        const end = endIn(drafts);
        // Kept before it is told: whoever hears of the end finds the results.
        if (end !== undefined) await this.#keep(record, end);
        await this.#publish(record.job.account, end === undefined ? drafts : [...end.before, end.draft]);
        if (end !== undefined) await this.#book.told(record.job.backtestId);
      }
      if (record.finishedAt === undefined) await this.#fail(record, { error: 'The backtest ended without a result' });
    } catch (thrown) {
      // What was kept as ended has ended so; that it could not be told is another matter, and it is told at the next start.
      if (record.finishedAt !== undefined) this.#parts.onFault(thrown, record.job.backtestId);
      await this.#fail(record, failureOf(thrown));
    } finally {
      this.#running.delete(record);
      this.#startNext();
    }
  }

  #note(record: BacktestRecord, draft: EventDraft): void {
    if (draft.kind === 'backtest-start') record.start = draft.data;
    if (draft.kind === 'backtest-progress') record.progress = draft.data;
    if (draft.kind === 'backtest-complete') record.result = draft.data;
    if (draft.kind === 'backtest-error') {
      record.error = draft.data.error;
      if (draft.data.errorDetails !== undefined) record.errorDetails = draft.data.errorDetails;
    }
  }

  /** Keeps a backtest as it ended. */
  async #keep(record: BacktestRecord, { status, draft }: Pick<End, 'status' | 'draft'>): Promise<void> {
    record.finishedAt = this.#parts.clock.now();
    await this.#book.end({ ...answerOf(record), status }, draft);
  }

  async #fail(record: BacktestRecord, { error, details }: { readonly error: string; readonly details?: string }) {
    if (record.finishedAt !== undefined) return;
    record.error = error.slice(0, maxErrorLength);
    if (details !== undefined) record.errorDetails = details.slice(0, maxDetailsLength);
    const { backtestId, account } = record.job;
    const named = { backtest_id: backtestId, account };
    const draft = errorOf(named, record);
    await this.#keep(record, { status: statusOf(error), draft });
    await this.#tellEnd(named, draft);
  }

  /** Tells an end; one that could not be told is so at the next start. */
  async #tellEnd(of: Named, end: EventDraft): Promise<void> {
    try {
      await this.#publish(of.account, [end]);
      await this.#book.told(of.backtest_id);
    } catch (fault) {
      this.#parts.onFault(fault, of.backtest_id);
    }
  }

  async #publish(account: string, drafts: readonly EventDraft[]): Promise<void> {
    await this.#parts.publish(drafts, publisherFor(account));
  }
}

/** What has become of a backtest that ended with an error. */
const statusOf = (error: string): BacktestStatus => (error === backtestCancelled ? 'cancelled' : 'failed');

/** How a backtest ended. */
interface End {
  readonly status: BacktestStatus;
  readonly draft: EventDraft;
  /** What it told before in the same batch. */
  readonly before: readonly EventDraft[];
}

/** An end has an id of its own, so that one that was told and not noted as told is recognised when it is told again. */
const endId = (backtestId: string): string => `backtest-${backtestId}-end`;

/** The end that a batch of a backtest tells; absent when it goes on. */
const endIn = (drafts: readonly EventDraft[]): End | undefined => {
  const draft = drafts.at(-1);
  const before = drafts.slice(0, -1);
  if (draft?.kind === 'backtest-complete') {
    return { status: 'complete', draft: { ...draft, id: endId(draft.data.backtestId) }, before };
  }
  if (draft?.kind !== 'backtest-error') return undefined;
  return { status: statusOf(draft.data.error), draft: { ...draft, id: endId(draft.data.backtestId) }, before };
};

type Named = Pick<BacktestAnswer, 'backtest_id' | 'account'>;

const errorOf = (
  { backtest_id: backtestId, account }: Named,
  told: Pick<BacktestRecord, 'error' | 'errorDetails'>,
): EventDraft => {
  const { error = '', errorDetails } = told;
  const data = { backtestId, error, ...(errorDetails === undefined ? {} : { errorDetails }) };
  return { kind: 'backtest-error', account, source: 'backtest', id: endId(backtestId), data };
};

/** Bounds of the fields of backtest-error. */
const maxErrorLength = 4096;
const maxDetailsLength = 32_768;

const kindsOfBacktests: readonly Kind[] = [
  'backtest-start',
  'backtest-progress',
  'backtest-complete',
  'backtest-error',
  'log',
];

/** A backtest may write of itself to its own account, and nothing else. */
const publisherFor = (account: string): Publisher => ({
  name: 'backtests',
  accounts: [account],
  defaultAccount: account,
  kinds: kindsOfBacktests,
  shared: false,
});
