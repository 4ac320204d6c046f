/** Options of the HTTP application. */
export interface HttpOptions {
  /** Host names, with or without port, under which the gateway may be addressed beside loopback names. @default none */
  readonly allowedHosts: readonly string[];
  /** Origins of web pages that may connect, publish and change things, beside the listener’s own and loopback. @default none */
  readonly allowedOrigins: readonly string[];
  /** Origins of web pages that may read answers, beside the listener’s own and loopback. @default none */
  readonly corsOrigins: readonly string[];
  /** The account of callers whose token names none. @default demo */
  readonly account: string;
  /** Largest body of a publishing request. @default 8 MiB: parsing it stalls others for well under 0.1 s */
  readonly maxBodyBytes: number;
  /** Most items in one publishing request. @default 20,000 */
  readonly maxItems: number;
  /** Items a second and publisher, averaged over bursts of twice as many. @default 50,000 */
  readonly publishEventsPerSecond: number;
  /** Most messages in the answer to one poll; a bigger one is continued. @default 1000, as the fleet page's poll says */
  readonly maxPollMessages: number;
  /** Most pages of the log that one poll reads; a reader from long ago continues with the next. @default 64 */
  readonly maxPollPages: number;
  /** Longest time that a poll waits for something new. @default 25 s: below the 30 s of common proxies */
  readonly maxPollWaitMs: number;
  /** Most polls that wait at a time. @default 1000: each holds a socket and a few objects */
  readonly maxWaitingPolls: number;
  /** Most polls of one address that wait at a time. @default 32, as for WebSocket connections */
  readonly maxWaitingPollsPerAddress: number;
  /** Topics that one poll may name. @default 100, as for sessions */
  readonly maxPollTopics: number;
  /** How long a stream of events may be silent before a comment tells that it lives. @default 15,000 ms: below the 30 s of common proxies */
  readonly sseHeartbeatMs: number;
  /** When the client of a stream that was cut off comes back. @default 2,000 ms */
  readonly sseRetryMs: number;
  /** How long the output of a stream may stay undrained. @default 30,000 ms, as for sessions */
  readonly maxLagMs: number;
  /** When clients that are sent away come back. @default 5,000 ms, as for sessions */
  readonly retryAfterMs: number;
  /** Over which further time they are spread, at random. @default 2,000 ms, as for sessions */
  readonly drainSpreadMs: number;
  /** Largest body for routes of others. @default 1 MiB */
  readonly maxRouteBodyBytes: number;
  /** Requests a second and address, averaged over bursts of twice as many. @default 1000 */
  readonly httpRequestsPerSecondPerIp: number;
  /** Tickets and revocations a second and subject, averaged over bursts of twice as many. @default 5 */
  readonly identityRequestsPerSecond: number;
  /** Requests a second and caller to routes of others, averaged over bursts of twice as many. @default 50 */
  readonly routeRequestsPerSecond: number;
}

/** Defaults with reasons in the options' own descriptions. */
export const defaultHttpOptions: HttpOptions = Object.freeze({
  allowedHosts: [],
  allowedOrigins: [],
  corsOrigins: [],
  account: 'demo',
  maxBodyBytes: 8 * 1024 * 1024,
  maxItems: 20_000,
  publishEventsPerSecond: 50_000,
  maxPollMessages: 1000,
  maxPollPages: 64,
  maxPollWaitMs: 25_000,
  maxWaitingPolls: 1000,
  maxWaitingPollsPerAddress: 32,
  maxPollTopics: 100,
  sseHeartbeatMs: 15_000,
  sseRetryMs: 2_000,
  maxLagMs: 30_000,
  retryAfterMs: 5_000,
  drainSpreadMs: 2_000,
  maxRouteBodyBytes: 1024 * 1024,
  httpRequestsPerSecondPerIp: 1_000,
  identityRequestsPerSecond: 5,
  routeRequestsPerSecond: 50,
});
