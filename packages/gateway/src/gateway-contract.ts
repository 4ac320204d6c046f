import type { EventDraft } from '@pitwall/model';
import type { Dialect } from '@pitwall/dialects';
import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { ConsoleFiles } from './http/console-files.ts';
import type { RoutePlugin } from './http/route-plugin.ts';
import type { Publisher } from './ingest/publisher.ts';
import type { PublishResult } from './ingest/publish-result.ts';
import type { EventLog } from './log/event-log.ts';
import type { HeartbeatPromise } from './sources/pulse.ts';
import type { StartRecord } from './series/start-record.ts';
import type { TlsSource } from './transport/tls-material.ts';

/** One open way to a dialect. */
export interface OpenRoute {
  readonly dialect: string;
  /** `ws://…` or `wss://…` as a client on this machine would write it. */
  readonly url: string;
  /** Whether it is where the page says, beside the main listener. */
  readonly legacy: boolean;
  /** Whether nobody hears anything there without a token. */
  readonly needsToken: boolean;
}

/** What is open after a start. */
export interface GatewayAddresses {
  readonly main: { readonly url: string; readonly port: number };
  readonly routes: readonly OpenRoute[];
  /** What could not be opened and does not have to be, for people. */
  readonly warnings: readonly string[];
}

/** The gateway from outside: facts go in, consoles connect. */
export interface Gateway {
  /** Listens everywhere. Rejects when the main port cannot be opened, and when the gateway is stopped meanwhile. */
  start(): Promise<GatewayAddresses>;
  /** Publishes from inside the process; without a publisher it may write to any account. The gateway keeps the objects. */
  publish(drafts: readonly EventDraft[], publisher?: Publisher): Promise<readonly PublishResult[]>;
  /**
   * Publishes what a source yields, at the log's pace, until it ends or the gateway stops. With a promise it gives signs of
   * life meanwhile, and says goodbye in the end, whatever that was.
   */
  pump(source: AsyncIterable<unknown>, publisher?: Publisher, promise?: HeartbeatPromise): Promise<void>;
  /**
   * Reads the certificate again; new connections see it, and none is dropped. One that cannot be used is logged, and the
   * old one stays. Does nothing without TLS.
   */
  reloadTls(): Promise<void>;
  /**
   * Shuts down: notices, closes spread over time, listeners closed, requests answered; what is left after
   * `drainTimeoutMs` is cut off. After a stop it waits for that.
   */
  drain(): Promise<void>;
  /** Cuts everything off at once, also during a start or a drain. Nothing listens when it resolves. */
  stop(): Promise<void>;
}

/** What a gateway works with. */
export interface GatewayParts {
  readonly dialects: readonly Dialect[];
  readonly logger: Logger;
  readonly version: string;
  /** Reads the certificate of `tlsCert` and its key. @default none: then `tlsCert` must be empty */
  readonly tls?: TlsSource;
  /** The built console, for the main listener. @default none: then `/` says how to build it */
  readonly console?: ConsoleFiles;
  /** Routes of others, such as backtests. @default none */
  readonly routes?: readonly RoutePlugin[];
  /** @default the machine's */
  readonly clock?: Clock;
  /** Closed with the gateway. @default a memory log with a new epoch */
  readonly log?: EventLog;
  /** Remembers beside a durable log when gateways began, so that series tell of the time in between. @default this start alone */
  readonly starts?: StartRecord;
  /** A number in [0, 1), for jitter. @default Math.random */
  readonly random?: () => number;
}
