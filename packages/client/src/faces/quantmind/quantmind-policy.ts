import type { Backoff } from '../../connection/backoff.ts';
import { exponentialBackoff } from '../../connection/backoff.ts';

/** The quantmind page's policy of coming back. */
export interface QuantmindPolicy {
  /** The wait before each attempt, in ms. @default 5,000 ms, as on the page */
  readonly reconnectIntervalMs: number;
  /** Attempts in a row before it gives up. @default 10, as on the page */
  readonly maxReconnectAttempts: number;
}

/** The page's own figures. */
export const quantmindPolicy: QuantmindPolicy = { reconnectIntervalMs: 5_000, maxReconnectAttempts: 10 };

/** The waits of a policy: all the same, without chance. */
export const quantmindBackoff = (policy: QuantmindPolicy): Backoff =>
  exponentialBackoff({
    firstDelayMs: policy.reconnectIntervalMs,
    maxDelayMs: policy.reconnectIntervalMs,
    maxAttempts: policy.maxReconnectAttempts,
    jitter: 'none',
  });
