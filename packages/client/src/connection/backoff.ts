/** When to come back after a lost connection. */
export interface Backoff {
  /**
   * Time to wait before an attempt, in ms; `undefined` gives up.
   * @param attempt which one since the last stable connection, from 1
   * @param random from 0 up to, and without, 1
   */
  delayMs(attempt: number, random: number): number | undefined;
}

/** How the waiting times grow. */
export interface BackoffOptions {
  /** Longest first wait. @default 500 ms: a restarted gateway is back within seconds */
  readonly firstDelayMs?: number;
  /** By how much the longest wait grows with each attempt. @default 2 */
  readonly factor?: number;
  /** No wait is longer. @default 30,000 ms: so a page is back half a minute after its gateway at the latest */
  readonly maxDelayMs?: number;
  /** Attempts before it gives up. @default never */
  readonly maxAttempts?: number;
  /**
   * `full`: a wait is anything from 0 to its longest, so that a thousand clients do not come back in one moment.
   * `none`: always the longest, for policies that a page's text fixes.
   * @default full
   */
  readonly jitter?: 'full' | 'none';
}

/** Waits that grow by a factor up to a longest one. */
export const exponentialBackoff = (options: BackoffOptions = {}): Backoff => {
  const { firstDelayMs = 500, factor = 2, maxDelayMs = 30_000, maxAttempts = Infinity, jitter = 'full' } = options;
  return {
    delayMs: (attempt, random) => {
      if (attempt > maxAttempts) return undefined;
      const longestMs = Math.min(maxDelayMs, firstDelayMs * factor ** (attempt - 1));
      return jitter === 'full' ? random * longestMs : longestMs;
    },
  };
};
