import type { TimeMs } from '@pitwall/model';

/**
 * What one instrument did over one period. Prices are exact decimal strings, digit for digit as the file wrote them, so a
 * bar can be sent to another process and compared without ever having been a binary float.
 */
export interface Bar {
  /** When the period began, UTC. */
  readonly time: TimeMs;
  /** First price. */
  readonly open: string;
  /** Highest price. */
  readonly high: string;
  /** Lowest price. */
  readonly low: string;
  /** Last price. */
  readonly close: string;
  /** What was traded, in the file's own unit; absent where the file has none. */
  readonly volume?: string;
}
