import { exponentialBackoff } from '../../connection/backoff.ts';
import type { Backoff } from '../../connection/backoff.ts';

/** The MCI page's policy of coming back. */
export interface MciPolicy {
  /** The first wait, in ms; each later one is twice as long. @default 1,000 ms, as on the page */
  readonly firstDelayMs: number;
  /** Attempts in a row before it gives up. @default 5, as on the page */
  readonly maxAttempts: number;
}

/** The page's own figures. */
export const mciPolicy: MciPolicy = { firstDelayMs: 1_000, maxAttempts: 5 };

/** The waits of a policy: 1, 2, 4, 8 and 16 s, without chance. The page names no longest wait, since it makes no sixth. */
export const mciBackoff = ({ firstDelayMs, maxAttempts }: MciPolicy): Backoff =>
  exponentialBackoff({ firstDelayMs, maxAttempts, maxDelayMs: Infinity, jitter: 'none' });
