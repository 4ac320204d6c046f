import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Core } from './core.ts';
import { createPublisherAuthority } from './credentials.ts';
import { FailedTokens } from './failed-tokens.ts';
import type { GatewayAddresses, GatewayParts } from './gateway-contract.ts';
import { createHttpApp } from './http/http-app.ts';
import { defaultHttpOptions } from './http/http-options.ts';
import type { HealthReport } from './http/health-report.ts';
import { isAllowedOrigin } from './http/allowed-origin.ts';
import { judgeHost, judgeUpgrade } from './judge-upgrade.ts';
import { addTo } from './observe/count.ts';
import { countClose } from './observe/session-stats.ts';
import { openAddresses } from './open-addresses.ts';
import { RequestRates } from './request-rates.ts';
import { createStreamPlaces } from './stream-places.ts';
import type { GatewayOptions } from './options.ts';
import { answerLegacyRequest } from './transport/legacy-answer.ts';
import type { LegacyParts } from './transport/legacy-answer.ts';
import { clientAddress } from './transport/client-address.ts';
import type { ClientAddress } from './transport/client-address.ts';
import { ConnectionLimits } from './transport/connection-limits.ts';
import { defaultHandshakeLaneOptions, HandshakeLane } from './transport/handshake-lane.ts';
import { Listeners } from './transport/listeners.ts';
import type { RawRefusal } from './transport/raw-refusal.ts';
import { limitsOf, routeLimitsOf } from './transport/route-limits.ts';
import { mainListener, routesOf } from './transport/route-table.ts';
import type { Route } from './transport/route-table.ts';
import { Upgrades } from './transport/upgrades.ts';

/** What the doors need of the rest. */
export interface DoorParts extends GatewayParts {
  readonly core: Core;
  /** Aborted when the gateway goes away. */
  readonly leaving: AbortSignal;
  readonly health: () => HealthReport;
}

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/';

/** Everything through which somebody comes in: listeners, upgrades, HTTP. */
export class Doors {
  readonly listeners: Listeners;
  readonly #options: GatewayOptions;
  readonly #parts: DoorParts;
  readonly #routes: readonly Route[];
  readonly #legacy: LegacyParts;
  readonly #upgrades: Upgrades;
  readonly #addressOf: ClientAddress;
  readonly #requestRates: RequestRates;
  /** Counted over WebSockets and streams together. */
  readonly #limits: ConnectionLimits;
  /** Counted over handshakes and requests together. */
  readonly #failedTokens: FailedTokens;
  /** Where requests to the HTTP application came in, which may be a page's own listener. */
  readonly #listenerOf = new WeakMap<IncomingMessage, string>();
  readonly #warnings: string[] = [];
  #http: FastifyInstance | undefined;

  constructor(options: GatewayOptions, parts: DoorParts) {
    this.#options = options;
    this.#parts = parts;
    this.#routes = routesOf(parts.dialects, options);
    const { clock, httpStats } = parts.core;
    this.#addressOf = clientAddress(options.trustedProxies);
    this.#requestRates = new RequestRates(options, { clock, stats: httpStats });
    this.#failedTokens = new FailedTokens(options, clock);
    this.#limits = new ConnectionLimits(options, clock);
    this.#legacy = this.#createLegacy();
    this.#upgrades = this.#createUpgrades();
    this.listeners = new Listeners({
      clock: parts.core.clock,
      onRequest: (listener, request, response) => this.#answer(listener, request, response),
      onUpgrade: (listener, request, socket, head) => this.#upgrades.handle(listener, request, socket, head),
      onWarning: (message) => this.#warnings.push(message),
    });
  }

  /** Opens them all, and tells where each dialect is reached. */
  async open(assertStays: () => void): Promise<GatewayAddresses> {
    this.#http = await this.#createHttp();
    assertStays();
    await this.#http.ready();
    assertStays();
    const addresses = await openAddresses(this.#options, {
      listeners: this.listeners,
      routes: this.#routes,
      tls: this.#parts.tls,
    });
    for (const warning of this.#warnings) this.#parts.logger.warn(warning);
    return { ...addresses, warnings: this.#warnings };
  }

  /** Closes what is left, whatever became of it. */
  async close(): Promise<void> {
    try {
      await this.#http?.close();
    } finally {
      this.listeners.closeAll();
    }
  }

  #answer(listener: string, request: IncomingMessage, response: ServerResponse): void {
    const path = pathOf(request);
    const isHttp = listener === mainListener ? !this.#isSpoken(path) : this.#isPolled(listener, path);
    if (isHttp) {
      this.#listenerOf.set(request, listener);
      this.#http?.routing(request, response);
    } else answerLegacyRequest(listener, { request, response }, this.#legacy);
  }

  /** Where the main listener speaks WebSocket alone. */
  #isSpoken(path: string): boolean {
    return this.#routes.some((route) => route.listener === mainListener && route.path === path);
  }

  /** A page's poll is where its WebSocket is. */
  #isPolled(listener: string, path: string): boolean {
    return this.#routes.some((route) => {
      return route.listener === listener && route.dialect.traits.routes.poll?.includes(path) === true;
    });
  }

  #createLegacy(): LegacyParts {
    const { core, health, version } = this.#parts;
    const { allowedHosts, corsOrigins } = this.#options;
    return {
      routes: this.#routes,
      // A page of another site may ask: without the header of its own that it may read, it learns nothing.
      judge: (request) => judgeHost(request.headers.host, allowedHosts) ?? this.#tooSoon(request),
      readerOf: ({ headers: { host, origin } }) => (isAllowedOrigin(origin, host, corsOrigins) ? origin : undefined),
      factsFor: ({ name }) => ({
        healthy: health().status !== 'degraded',
        activeConnections: core.sessions.countOf(name),
        version,
        nowMs: core.clock.now(),
      }),
    };
  }

  #tooSoon(request: IncomingMessage): RawRefusal | undefined {
    const refusal = this.#requestRates.take(this.#addressOf(request));
    if (refusal === undefined) return undefined;
    const { message, retryAfterMs } = refusal;
    return { status: 429, code: 'RATE_LIMITED', message, retryAfterSeconds: Math.ceil(retryAfterMs / 1000) };
  }

  #createUpgrades(): Upgrades {
    const { identity, sessions, sessionStats, clock } = this.#parts.core;
    const routeLimits = routeLimitsOf(this.#routes, this.#options);
    const handshakes = new HandshakeLane(defaultHandshakeLaneOptions, clock);
    return new Upgrades(this.#options, {
      clock,
      queue: (shakeHands) => handshakes.add(shakeHands),
      identity,
      routes: this.#routes,
      limits: this.#limits,
      limitsOf: (route) => routeLimits.get(route) ?? limitsOf(route, this.#options),
      addressOf: this.#addressOf,
      failedTokens: this.#failedTokens,
      judge: (request) => this.#judge(request),
      open: (arrival, socket, attach) => sessions.open(arrival, socket, attach),
      refused: (reason) => addTo(sessionStats.refusedConnections, reason),
      failed: (err) => this.#parts.logger.error({ err }, 'a handshake failed'),
      connected: (listener, change) => addTo(sessionStats.connectionsByListener, listener, change),
      gone: (code) => countClose(sessionStats.closes, code),
    });
  }

  #judge(request: IncomingMessage): RawRefusal | undefined {
    if (this.#parts.leaving.aborted)
      return { status: 503, code: 'SHUTTING_DOWN', message: 'The gateway is shutting down' };
    return judgeUpgrade(this.#options, request);
  }

  #createHttp(): Promise<FastifyInstance> {
    const { console, core, dialects, health, leaving, logger, random, routes } = this.#parts;
    const { clock, delivery, httpStats, ingest, log, metrics, series, sources } = core;
    return createHttpApp(
      { ...defaultHttpOptions, ...this.#options },
      {
        clock,
        ingest,
        series,
        sources,
        dialects,
        webSocketRoutes: this.#routes,
        authority: createPublisherAuthority(this.#options, core.identity),
        identity: core.identity,
        addressOf: this.#addressOf,
        listenerOf: (request) => this.#listenerOf.get(request) ?? mainListener,
        failedTokens: this.#failedTokens,
        requestRates: this.#requestRates,
        streamPlaces: createStreamPlaces(this.#options, { limits: this.#limits, stats: core.sessionStats }),
        ...(random === undefined ? {} : { random }),
        delivery,
        log,
        metrics: () => metrics.text(),
        health,
        logger,
        leaving,
        stats: httpStats,
        ...(console === undefined ? {} : { console }),
        ...(routes === undefined ? {} : { routes }),
      },
    );
  }
}
