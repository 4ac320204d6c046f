// Made from the kinds of the model by facts.test.ts: `vitest run packages/client/src/facts -u` writes it anew.
import type { Amount, JsonObject, OpenWord } from './vocabulary.ts';

/** A backtest began. */
export interface BacktestStartData {
  readonly backtestId: string;
  readonly variant?: OpenWord<'vanilla' | 'spiced' | 'vanilla_full' | 'spiced_full'>;
  readonly symbol?: string;
  /** Length of a bar, in the words of charts. */
  readonly timeframe?: OpenWord<'M1' | 'M5' | 'M15' | 'M30' | 'H1' | 'H4' | 'D1'>;
  /** First day. */
  readonly startDate?: string;
  /** Last day. */
  readonly endDate?: string;
}

/** How far a backtest is. */
export interface BacktestProgressData {
  readonly backtestId: string;
  /** Zero to one. Unit: ratio. */
  readonly progressRatio?: Amount;
  /** In words for people. */
  readonly status?: string;
  readonly barsProcessed?: number;
  readonly totalBars?: number;
  /** Date of the bar it is at. */
  readonly currentDate?: string;
  /** Trades so far. */
  readonly tradesCount?: number;
  /** Unit: quote. */
  readonly currentPnl?: Amount;
}

/** A backtest reached its end: its results. */
export interface BacktestCompleteData {
  readonly backtestId: string;
  /** Unit: quote. */
  readonly finalBalance?: Amount;
  readonly totalTrades?: number;
  /** Unit: ratio. */
  readonly winRate?: Amount;
  /** Unit: number. */
  readonly sharpeRatio?: Amount;
  /** Deepest drawdown as a part of the high watermark: zero or negative. Unit: ratio. */
  readonly maxDrawdownRatio?: Amount;
  /** Final balance over first balance, minus one. Unit: ratio. */
  readonly returnRatio?: Amount;
  /** Wall clock time that it took. Unit: ms. */
  readonly durationMs?: number;
  /** Further results; they go out as they came in. */
  readonly results?: JsonObject;
}

/** A backtest failed or was cancelled. */
export interface BacktestErrorData {
  readonly backtestId: string;
  readonly error: string;
  /** Such as a stack trace. */
  readonly errorDetails?: string;
}
