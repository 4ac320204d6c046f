import type { BackoffOptions } from './connection/backoff.ts';
import type { Ports } from './ports.ts';
import type { PublishOptions } from './publish/publish-contract.ts';
import type { FaultReport } from './reading/report-fault.ts';
import type { TokenOptions } from './tokens.ts';

/** How a client behaves. Nothing is needed but what shows who it is. */
export interface ConnectOptions extends TokenOptions {
  /** Narrows everything to one account, or `*` for all that the token sees. @default what the token sees */
  readonly account?: string;
  /** How the token is shown to WebSockets, which in browsers can set no header: in the URL, or by a ticket that is good once. @default 'query' */
  readonly tokenVia?: 'query' | 'ticket';
  /** Waits between attempts: 0 to 500 ms first, doubling to 30 s, by chance. @default without end */
  readonly backoff?: BackoffOptions;
  /** How long a connection must have been welcomed before its attempts count from 1 again. @default 10,000 ms */
  readonly stableAfterMs?: number;
  /** How long a socket may take to open. @default 10,000 ms */
  readonly openTimeoutMs?: number;
  /** How long the gateway may take to greet. @default 10,000 ms */
  readonly greetingTimeoutMs?: number;
  /** How late the gateway's heartbeat may be before it is asked for. @default 5,000 ms */
  readonly heartbeatGraceMs?: number;
  /** How long the answer to that may take before the socket is replaced. @default 5,000 ms */
  readonly probeTimeoutMs?: number;
  /** How often to try although the platform says that there is no network. @default 60,000 ms */
  readonly offlineRetryMs?: number;
  /** Whether facts are read over HTTP while no WebSocket comes about. @default true */
  readonly fallback?: boolean;
  /** Attempts at a WebSocket in a row that may fail before HTTP helps out. @default 3 */
  readonly fallbackAfterAttempts?: number;
  /** Event streams in a row that may fail before pages are asked for instead. @default 3 */
  readonly sseFailures?: number;
  /** How long a poll waits for something new, in seconds. @default 25, the gateway's most */
  readonly pollWaitS?: number;
  /** How long an event stream may be silent; the gateway says something every 15 s. @default 30,000 ms */
  readonly sseSilentAfterMs?: number;
  /** How long an HTTP answer's head may take, beyond what a poll waits. @default 10,000 ms */
  readonly requestTimeoutMs?: number;
  /** How long `close` goes on sending what waits to be published. @default 5,000 ms */
  readonly closeTimeoutMs?: number;
  /** How publishing behaves. */
  readonly publish?: PublishOptions;
  /** Told of what an application's own function threw. @default it surfaces as a rejection that nobody handles */
  readonly onFault?: FaultReport;
  /** What the client uses of its platform. @default the platform's own */
  readonly ports?: Partial<Ports>;
}
