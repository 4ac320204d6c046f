import { exponentialBackoff } from '../../connection/backoff.ts';
import type { Backoff } from '../../connection/backoff.ts';

/** The titan page's policy of coming back. */
export interface TitanPolicy {
  /** The first wait, in ms; each later one is twice as long. @default 1,000 ms, as on the page */
  readonly reconnectIntervalMs: number;
  /** No wait is longer, in ms. @default 30,000 ms, as on the page */
  readonly maxReconnectIntervalMs: number;
  /** Attempts in a row before it gives up. @default 10, as on the page */
  readonly maxReconnectAttempts: number;
}

/** The page's own figures. */
export const titanPolicy: TitanPolicy = {
  reconnectIntervalMs: 1_000,
  maxReconnectIntervalMs: 30_000,
  maxReconnectAttempts: 10,
};

/** The waits of a policy: 1, 2, 4, 8, 16, 30, 30 … s without chance, as the page counts them. */
export const titanBackoff = (policy: TitanPolicy): Backoff =>
  exponentialBackoff({
    firstDelayMs: policy.reconnectIntervalMs,
    maxDelayMs: policy.maxReconnectIntervalMs,
    maxAttempts: policy.maxReconnectAttempts,
    jitter: 'none',
  });
