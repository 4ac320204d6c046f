// Made from the kinds of the model by facts.test.ts: `vitest run packages/client/src/facts -u` writes it anew.
import type { OpenWord } from './vocabulary.ts';

/** A line of a program’s or a backtest’s log. */
export interface LogData {
  readonly level: OpenWord<'debug' | 'info' | 'warning' | 'error' | 'critical'>;
  readonly message: string;
  readonly module?: string;
  readonly function?: string;
  readonly line?: number;
  readonly loggerName?: string;
  /** Backtest that wrote it; absent: the system. */
  readonly backtestId?: string;
  /** When it was written, where that is told apart from the report. Unit: ms. */
  readonly loggedAt?: number;
}
