import type { DurationMs, TimeMs } from '@pitwall/model';
import { hasEnded } from '../backtest-answer.ts';
import type { KeptEntry } from './backtest-store.ts';

/** How much of ended backtests is kept. */
export interface RetentionLimits {
  readonly maxBacktestsKept: number;
  readonly maxBacktestResultBytes: number;
  /** Time after the end. */
  readonly maxBacktestAgeMs: DurationMs;
}

/**
 * The ended backtests that are beyond what is kept, of entries in the order of their creation: those that are too old, and as many of the
 * oldest that the others are few and small enough. What has not ended counts for nothing and always stays.
 */
export const beyondRetention = (
  entries: readonly KeptEntry[],
  limits: RetentionLimits,
  now: TimeMs,
): readonly KeptEntry[] => {
  let count = 0;
  let bytes = 0;
  return entries
    .filter(({ listed }) => hasEnded(listed))
    .toReversed()
    .filter((entry) => {
      const age = now - Date.parse(entry.listed.finished_at ?? entry.listed.created_at);
      if (age > limits.maxBacktestAgeMs) return true;
      count += 1;
      bytes += entry.bytes;
      return count > limits.maxBacktestsKept || bytes > limits.maxBacktestResultBytes;
    });
};
