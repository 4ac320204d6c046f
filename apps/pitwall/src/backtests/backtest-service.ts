import type { Clock, Publisher } from '@pitwall/gateway';
import { backtestCancelled } from '@pitwall/desk';
import { PitwallError } from '@pitwall/model';
import type { EventDraft, Kind } from '@pitwall/model';
import { BacktestBook } from './backtest-book.ts';
import type { BacktestJob, RunningBacktest, StartBacktest } from './backtest-job.ts';
import type { BacktestRecord, BacktestStatus } from './backtest-record.ts';
import type { BacktestRequest } from './backtest-request.ts';
import { failureOf } from './failure-of.ts';
import type { DataFiles } from './data-files.ts';

/** Bounds of the service. */
export interface BacktestLimits {
  readonly maxBacktestsRunning: number;
  readonly maxBacktestsQueued: number;
  readonly maxBacktestsKept: number;
}

/** What the service works with. */
export interface BacktestServiceParts {
  readonly files: DataFiles;
  readonly start: StartBacktest;
  /** Publishes events and resolves when they are written. */
  readonly publish: (drafts: readonly EventDraft[], publisher: Publisher) => Promise<unknown>;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Told of a fault that is not the caller's. */
  readonly onFault: (error: unknown, backtestId: string) => void;
}

/** Runs backtests, a few at a time, and tells what happens as events. */
export class BacktestService {
  readonly #limits: BacktestLimits;
  readonly #parts: BacktestServiceParts;
  readonly #book: BacktestBook;
  readonly #queue: BacktestRecord[] = [];
  readonly #running = new Map<BacktestRecord, { run: RunningBacktest; done: Promise<void> }>();
  #closed = false;

  constructor(limits: BacktestLimits, parts: BacktestServiceParts) {
    this.#limits = limits;
    this.#parts = parts;
    this.#book = new BacktestBook(limits.maxBacktestsKept);
  }

  /** Takes a backtest in. Throws `NOT_FOUND` for an unknown file, `RATE_LIMITED` when too many wait. */
  submit(request: BacktestRequest, account: string): BacktestRecord {
    if (this.#closed) throw new PitwallError('SHUTTING_DOWN', 'The gateway is shutting down');
    const { files, newId, clock } = this.#parts;
    const { path, name, isBundled, reading = {} } = files.find(request.data);
    const { maxBacktestsQueued, maxBacktestsRunning } = this.#limits;
    if (this.#running.size >= maxBacktestsRunning && this.#queue.length >= maxBacktestsQueued) {
      const many = `${this.#running.size} backtests run and ${this.#queue.length} wait`;
      throw new PitwallError('RATE_LIMITED', `${many}, which is as many as may; try again when one has ended`);
    }
    const job: BacktestJob = {
      backtestId: newId(),
      account,
      request,
      dataPath: path,
      dataName: name,
      isBundled,
      reading,
    };
    const record: BacktestRecord = { job, createdAt: clock.now(), status: 'queued' };
    this.#book.add(record);
    this.#queue.push(record);
    this.#startNext();
    return record;
  }

  find(backtestId: string): BacktestRecord | undefined {
    return this.#book.find(backtestId);
  }

  /** All that are known, the newest first. */
  list(): readonly BacktestRecord[] {
    return this.#book.list();
  }

  /** Ends a backtest early; one that has ended stays as it is. */
  cancel(record: BacktestRecord): void {
    const waiting = this.#queue.indexOf(record);
    if (waiting >= 0) {
      this.#queue.splice(waiting, 1);
      void this.#fail(record, 'cancelled', backtestCancelled);
    }
    this.#running.get(record)?.run.cancel();
  }

  /** Cancels all of them; resolves when their ends are published. */
  async close(): Promise<void> {
    this.#closed = true;
    const running = [...this.#running.values()].map(({ done }) => done);
    for (const record of this.#book.list()) this.cancel(record);
    await Promise.all(running);
  }

  #startNext(): void {
    while (this.#running.size < this.#limits.maxBacktestsRunning) {
      const record = this.#queue.shift();
      if (record === undefined) return;
      record.status = 'running';
      const run = this.#parts.start(record.job);
      this.#running.set(record, { run, done: this.#follow(record, run) });
    }
  }

  /** Publishes what a backtest tells, to its end. */
  async #follow(record: BacktestRecord, run: RunningBacktest): Promise<void> {
    try {
      for await (const drafts of run.batches) {
        await this.#publish(record, drafts);
        for (const draft of drafts) this.#note(record, draft);
      }
      if (record.status === 'running') await this.#fail(record, 'failed', 'The backtest ended without a result');
    } catch (thrown) {
      const { error, details } = failureOf(thrown);
      await this.#fail(record, statusOf(error), error, details);
    } finally {
      this.#running.delete(record);
      this.#book.trim();
      this.#startNext();
    }
  }

  #note(record: BacktestRecord, draft: EventDraft): void {
    if (draft.kind === 'backtest-start') record.start = draft.data;
    if (draft.kind === 'backtest-progress') record.progress = draft.data;
    if (draft.kind === 'backtest-complete') {
      record.result = draft.data;
      this.#end(record, 'complete');
    }
    if (draft.kind === 'backtest-error') {
      record.error = draft.data.error;
      this.#end(record, statusOf(draft.data.error));
    }
  }

  async #fail(record: BacktestRecord, status: BacktestStatus, error: string, details?: string): Promise<void> {
    if (record.finishedAt !== undefined) return;
    record.error = error;
    this.#end(record, status);
    const data = { backtestId: record.job.backtestId, error: error.slice(0, maxErrorLength) };
    const whole = details === undefined ? data : { ...data, errorDetails: details.slice(0, maxDetailsLength) };
    const { job } = record;
    const draft: EventDraft = { kind: 'backtest-error', account: job.account, source: 'backtest', data: whole };
    await this.#publish(record, [draft]).catch((fault: unknown) => this.#parts.onFault(fault, job.backtestId));
  }

  #end(record: BacktestRecord, status: BacktestStatus): void {
    record.status = status;
    record.finishedAt = this.#parts.clock.now();
  }

  async #publish({ job }: BacktestRecord, drafts: readonly EventDraft[]): Promise<void> {
    await this.#parts.publish(drafts, publisherFor(job.account));
  }
}

/** What has become of a backtest that ended with an error. */
const statusOf = (error: string): BacktestStatus => (error === backtestCancelled ? 'cancelled' : 'failed');

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
