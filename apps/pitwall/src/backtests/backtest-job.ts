import type { EventDraft } from '@pitwall/model';
import type { BacktestRequest } from './backtest-request.ts';
import type { DataFile } from './data-files.ts';

/** One backtest as a process is given it. Plain data: it is sent to the process. */
export interface BacktestJob {
  readonly backtestId: string;
  readonly account: string;
  /** What was asked for. */
  readonly request: BacktestRequest;
  /** File of the bars. */
  readonly data: DataFile;
  /** File of the perpetual's bars, for strategies of two symbols. */
  readonly perpData?: DataFile;
  /** File of what the perpetual paid. */
  readonly funding?: DataFile;
  /** Module of the strategy; absent for one that is built in. */
  readonly strategyPath?: string;
}

/** A backtest that runs. */
export interface RunningBacktest {
  /**
   * Its events, batch by batch, the last with its end. The next batch is made when the last one was taken, so nothing
   * gathers. Throws when the process died, with why.
   */
  readonly batches: AsyncIterable<readonly EventDraft[]>;
  /** Asks it to end, which it tells as an event; a process that does not hear is ended after a grace time. */
  cancel(): void;
}

/** Starts backtests somewhere. */
export type StartBacktest = (job: BacktestJob) => RunningBacktest;
