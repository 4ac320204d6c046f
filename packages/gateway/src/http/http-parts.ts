import type { IncomingMessage } from 'node:http';
import type { Dialect } from '@pitwall/dialects';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { FailedTokens } from '../failed-tokens.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { EventLog } from '../log/event-log.ts';
import type { GatewayIdentity, PolicyRoute } from '../identity/gateway-identity.ts';
import type { StreamPlaces } from './events/stream-places.ts';
import type { ConsoleFiles } from './console-files.ts';
import type { HealthReport } from './health-report.ts';
import type { HttpStats } from '../observe/http-stats.ts';
import type { RequestRates } from '../request-rates.ts';
import type { KeptSeries } from '../series/kept-series.ts';
import type { Sources } from '../sources/sources.ts';
import type { PublisherAuthority } from './publisher-authority.ts';
import type { RoutePlugin } from './route-plugin.ts';

/** A place where a dialect is spoken over WebSockets. */
export interface WebSocketRoute extends PolicyRoute {
  readonly dialect: Dialect;
  /** Port of a listener of its own. @default the main listener's */
  readonly port?: number;
}

/** What the HTTP application works with. */
export interface HttpParts {
  readonly clock: Clock;
  readonly ingest: Ingest;
  /** Takes heartbeats. */
  readonly sources: Pick<Sources, 'beat' | 'leave'>;
  /** The dialects that may be published in, and polled where their traits offer it. */
  readonly dialects: readonly Dialect[];
  /** The past of equity and prices. */
  readonly series: Pick<KeptSeries, 'read'>;
  /** Decides who may publish. */
  readonly authority: PublisherAuthority;
  /** Decides who may watch what, where a token is asked for, and what tickets and revocations are worth. */
  readonly identity: Pick<GatewayIdentity, 'doorkeeper' | 'policies' | 'tickets' | 'revocations' | 'holds'>;
  /** The client behind a request, whatever proxies stand between: the same that handshakes are counted by. @default the peer */
  readonly addressOf?: (request: IncomingMessage) => string;
  /** Name of the listener that a request came to, for the policies of polls. @default the main one */
  readonly listenerOf?: (request: IncomingMessage) => string;
  readonly delivery: Delivery;
  /** Wakes waiting polls. Whoever commits to `delivery` must follow the same log. */
  readonly log: Pick<EventLog, 'follow'>;
  /** The metrics in Prometheus’ text format. */
  readonly metrics: () => Promise<string>;
  readonly health: () => HealthReport;
  readonly logger: Logger;
  /** Aborted when the gateway goes away: waiting polls are answered at once. @default they wait until the app closes */
  readonly leaving?: AbortSignal;
  /** Holds addresses to their rate of requests, together with the plain pages of other listeners. @default of its own */
  readonly requestRates?: RequestRates;
  /** Counts streams among the connections. @default they are not counted */
  readonly streamPlaces?: StreamPlaces;
  /** Spreads the return of clients that are sent away. @default Math.random */
  readonly random?: () => number;
  /** Counts refused tokens by address, together with the handshakes. @default they are not counted */
  readonly failedTokens?: FailedTokens;
  /** Counts responses. @default none */
  readonly stats?: HttpStats;
  /** Where dialects are spoken, for whoever asks what is said there. @default those on the main listener */
  readonly webSocketRoutes?: readonly WebSocketRoute[];
  /** The built console. @default none: then `/` says how to build it */
  readonly console?: ConsoleFiles;
  /** Whether it tells of itself: `/docs`, `/openapi.json`, `/asyncapi.json`, `/`, health and metrics. @default true */
  readonly tellsOfItself?: boolean;
  /** Routes of others. @default none */
  readonly routes?: readonly RoutePlugin[];
}
