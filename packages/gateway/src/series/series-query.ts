import type { DurationMs, TimeMs } from '@pitwall/model';
import type { Bar } from './bar.ts';
import type { RunName, SeriesGap } from './run.ts';

/** Which bars of a series are wanted. */
export interface SeriesQuery {
  /** Bars that overlap this stretch, in the time by which facts are drawn. @default all that are kept */
  readonly fromMs?: TimeMs;
  readonly toMs?: TimeMs;
  /** A multiple of the narrowest kept width. @default the narrowest that reaches back to `fromMs`, without it as far as any does */
  readonly intervalMs?: DurationMs;
  /** @default the run that was heard last */
  readonly runId?: string;
}

/** A run that is kept. */
export interface RunSummary extends RunName {
  readonly firstMs: TimeMs;
  readonly lastMs: TimeMs;
  /** When its newest fact came in, by the gateway's clock. */
  readonly heardAtMs: TimeMs;
}

/** The bars of one run. */
export interface SeriesReading extends RunName {
  /** Every fact of the run up to this place in the log is in the bars, and none after it. */
  readonly seq: number;
  readonly intervalMs: DurationMs;
  /** From here on no fact that the gateway took is missing, but for the gaps. */
  readonly coversSinceMs: TimeMs;
  readonly gaps: readonly SeriesGap[];
  /** The oldest first. */
  readonly bars: readonly Bar[];
}

/** What is kept of a series. */
export interface KeptReading {
  /** The one that was heard last is last. */
  readonly runs: readonly RunSummary[];
  /** @default nothing is kept, or not this run */
  readonly run?: SeriesReading;
  /** Whether what is absent here may have been published all the same, and had no room. */
  readonly noRoom: boolean;
}
