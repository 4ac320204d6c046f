import type { BacktestRecord } from './backtest-record.ts';

/** Keeps what is known of backtests: all that are not finished, and the last finished ones. */
export class BacktestBook {
  readonly #maxKept: number;
  readonly #records = new Map<string, BacktestRecord>();

  constructor(maxKept: number) {
    this.#maxKept = maxKept;
  }

  add(record: BacktestRecord): void {
    this.#records.set(record.job.backtestId, record);
  }

  find(backtestId: string): BacktestRecord | undefined {
    return this.#records.get(backtestId);
  }

  /** All of them, the newest first. */
  list(): readonly BacktestRecord[] {
    return [...this.#records.values()].toReversed();
  }

  /** Forgets the oldest finished ones beyond what is kept. */
  trim(): void {
    const finished = [...this.#records.values()].filter(({ finishedAt }) => finishedAt !== undefined);
    for (const { job } of finished.slice(0, Math.max(0, finished.length - this.#maxKept))) {
      this.#records.delete(job.backtestId);
    }
  }
}
