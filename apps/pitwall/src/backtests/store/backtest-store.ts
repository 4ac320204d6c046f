import type { EventDraft } from '@pitwall/model';
import type { BacktestAnswer } from '../backtest-answer.ts';

/** A kept backtest as far as it is held in memory. */
export interface KeptEntry {
  /** Without what is long. */
  readonly listed: BacktestAnswer;
  /** What keeping it takes. */
  readonly bytes: number;
  /** Its end as an event that nobody has been told yet. */
  readonly untold?: EventDraft;
}

/** Keeps backtests by their ids, whole. It does what it is told; what is kept how long is decided elsewhere. */
export interface BacktestStore {
  /** All that are kept, in any order. */
  load(): Promise<readonly KeptEntry[]>;
  /**
   * Keeps a backtest, instead of what was kept by its id before, with its end where that is still to be told. Resolves when it is
   * safe, with the bytes that it takes.
   */
  put(answer: BacktestAnswer, untold?: EventDraft): Promise<number>;
  /** The end of a backtest has been told. */
  told(backtestId: string): Promise<void>;
  /** A backtest, whole; `undefined` when it is not kept, or cannot be read any more. */
  get(backtestId: string): Promise<BacktestAnswer | undefined>;
  /** Forgets a backtest; one that is not kept stays so. */
  remove(backtestId: string): Promise<void>;
}
