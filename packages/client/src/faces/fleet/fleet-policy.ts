/** When a fleet client comes back, and when it polls meanwhile. */
export interface FleetPolicy {
  /** Longest first wait, in ms; the longest wait doubles with each attempt. @default 1,000 ms */
  readonly firstDelayMs: number;
  /** No wait is longer, in ms. @default 30,000 ms */
  readonly maxDelayMs: number;
  /** WebSocket attempts in a row that fail before polling begins. @default 3: a gateway that restarts is back by then */
  readonly pollAfterAttempts: number;
  /** How long an answer to a poll may wait for something new, in s, at most 25. @default 25 s: fewest requests */
  readonly pollWaitSeconds: number;
  /** Least time between two polls that bring nothing, in ms: for servers that do not wait. @default 1,000 ms */
  readonly minPollIntervalMs: number;
  /** How long a poll may take, in ms. @default 40,000 ms: its wait, and time for a slow network */
  readonly pollTimeoutMs: number;
}

/** The page asks for exponential backoff and for polling, and names no figures. */
export const fleetPolicy: FleetPolicy = {
  firstDelayMs: 1_000,
  maxDelayMs: 30_000,
  pollAfterAttempts: 3,
  pollWaitSeconds: 25,
  minPollIntervalMs: 1_000,
  pollTimeoutMs: 40_000,
};
