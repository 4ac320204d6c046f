import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { systemClock } from './clock.ts';
import type { Clock } from './clock.ts';
import { createPublisherAuthority, inProcessPublisher } from './credentials.ts';
import { defaultDeliveryOptions, Delivery } from './delivery/delivery.ts';
import type { Gateway, GatewayAddresses, GatewayParts } from './gateway-contract.ts';
import { createHttpApp } from './http/http-app.ts';
import type { HealthReport } from './http/health-report.ts';
import { defaultHttpOptions } from './http/http-options.ts';
import { defaultIngestOptions, Ingest } from './ingest/ingest.ts';
import { pump } from './ingest/pump.ts';
import type { EventLog } from './log/event-log.ts';
import { MemoryLog } from './log/memory-log.ts';
import { addTo } from './observe/count.ts';
import { createHttpStats } from './observe/http-stats.ts';
import { createMetrics } from './observe/metrics.ts';
import type { Observed } from './observe/observed.ts';
import { createSessionStats } from './observe/session-stats.ts';
import type { GatewayOptions } from './options.ts';
import { judgeUpgrade } from './judge-upgrade.ts';
import { Lifecycle } from './lifecycle.ts';
import { openAddresses } from './open-addresses.ts';
import { Sessions } from './session/sessions.ts';
import { openWatchPolicy } from './session/watch-policy.ts';
import { answerLegacyRequest } from './transport/legacy-answer.ts';
import { ConnectionLimits } from './transport/connection-limits.ts';
import { Listeners } from './transport/listeners.ts';
import type { RawRefusal } from './transport/raw-refusal.ts';
import { mainListener, routesOf } from './transport/route-table.ts';
import type { Route } from './transport/route-table.ts';
import { Upgrades } from './transport/upgrades.ts';

/** How long a peer may take to answer a close, in ms; then its socket is cut. */
const closeTimeoutMs = 5_000;

const createMemoryLog = (options: GatewayOptions, logger: GatewayParts['logger']): EventLog =>
  new MemoryLog({
    epoch: randomBytes(6).toString('base64url'),
    maxEvents: options.logEvents,
    maxBytes: options.logBytes,
    onFault: (err) =>
      logger.error({ err }, 'a follower of the log failed; what it was told is in the log all the same'),
  });

/** The gateway with everything in its place. */
class PitwallGateway implements Gateway {
  readonly #options: GatewayOptions;
  readonly #parts: GatewayParts;
  readonly #clock: Clock;
  readonly #log: EventLog;
  readonly #stats = createSessionStats();
  readonly #httpStats = createHttpStats();
  readonly #routes: readonly Route[];
  readonly #delivery: Delivery;
  readonly #ingest: Ingest;
  readonly #sessions: Sessions;
  readonly #listeners: Listeners;
  readonly #upgrades: Upgrades;
  readonly #metrics: ReturnType<typeof createMetrics>;
  readonly #startedAtMs: number;
  readonly #warnings: string[] = [];
  readonly #life: Lifecycle<GatewayAddresses>;
  #http: FastifyInstance | undefined;

  constructor(options: GatewayOptions, parts: GatewayParts) {
    this.#options = options;
    this.#parts = parts;
    this.#clock = parts.clock ?? systemClock;
    this.#log = parts.log ?? createMemoryLog(options, parts.logger);
    this.#startedAtMs = this.#clock.monotonicMs();
    this.#routes = routesOf(parts.dialects, options);
    this.#delivery = new Delivery(
      { ...defaultDeliveryOptions, ...options },
      {
        clock: this.#clock,
        log: this.#log,
        onWritten: (sinceReceivedMs) => this.#metrics.observePublishToWrite(sinceReceivedMs),
      },
    );
    this.#ingest = new Ingest(
      { ...defaultIngestOptions, ...options },
      {
        clock: this.#clock,
        log: this.#log,
        state: this.#delivery.state,
        onOddity: (event, oddity) => this.#logOddity(event, oddity),
      },
    );
    this.#sessions = this.#createSessions();
    this.#metrics = this.#createMetrics();
    this.#upgrades = this.#createUpgrades();
    this.#listeners = this.#createListeners();
    this.#life = this.#createLife();
  }

  start(): Promise<GatewayAddresses> {
    return this.#life.start();
  }

  publish(...[drafts, publisher]: Parameters<Gateway['publish']>): ReturnType<Gateway['publish']> {
    return this.#ingest.publish(publisher ?? inProcessPublisher(this.#options, 'in-process'), drafts);
  }

  pump(...[source, publisher]: Parameters<Gateway['pump']>): Promise<void> {
    return pump(source, {
      ingest: this.#ingest,
      publisher: publisher ?? inProcessPublisher(this.#options, 'in-process'),
      onRefused: (error) => this.#parts.logger.warn({ code: error.code, problems: error.problems }, error.message),
    });
  }

  drain(): Promise<void> {
    return this.#life.drain();
  }

  stop(): Promise<void> {
    return this.#life.stop();
  }

  #createLife(): Lifecycle<GatewayAddresses> {
    return new Lifecycle({
      start: (assertStays) => this.#start(assertStays),
      leave: () => this.#listeners.stopListening(),
      drain: () => this.#drain(),
      cut: () => this.#sessions.cutAll(),
      close: () => this.#close(),
    });
  }

  async #start(assertStays: () => void): Promise<GatewayAddresses> {
    await this.#restore(assertStays);
    this.#log.follow((events) => this.#delivery.commit(events));
    this.#http = await this.#createHttp();
    assertStays();
    await this.#http.ready();
    assertStays();
    const addresses = await openAddresses(this.#options, { listeners: this.#listeners, routes: this.#routes });
    for (const warning of this.#warnings) this.#parts.logger.warn(warning);
    return { ...addresses, warnings: this.#warnings };
  }

  async #drain(): Promise<void> {
    const { drainSpreadMs, drainTimeoutMs } = this.#options;
    this.#parts.logger.info({ sessions: this.#sessions.size }, 'draining');
    this.#delivery.flushAll();
    const spreadMs = Math.min(drainSpreadMs, drainTimeoutMs / 2);
    const ended = this.#sessions.drain({ spreadMs, timeoutMs: drainTimeoutMs });
    await Promise.all([ended, this.#listeners.answered(drainTimeoutMs)]);
    this.#parts.logger.info('drained');
  }

  async #close(): Promise<void> {
    try {
      await this.#log.close();
      await this.#http?.close();
    } finally {
      this.#listeners.closeAll();
    }
  }

  /** Takes up what the log already holds: states, the tail, and ids that may be repeated. */
  async #restore(assertStays: () => void): Promise<void> {
    const sinceMs = this.#clock.now() - defaultIngestOptions.idWindowMs;
    for (let afterSeq = this.#log.horizonSeq(); afterSeq < this.#log.headSeq();) {
      const page = await this.#log.read({ afterSeq, limit: 1024 });
      assertStays();
      this.#delivery.commit(page.events);
      for (const event of page.events) if (event.receivedAt >= sinceMs) this.#ingest.restore(event);
      afterSeq = page.through;
    }
  }

  #createSessions(): Sessions {
    const { dev, account } = this.#options;
    return new Sessions(
      { ...this.#options, closeTimeoutMs },
      {
        clock: this.#clock,
        delivery: this.#delivery,
        policy: openWatchPolicy({ account, anyAccount: dev }),
        stats: this.#stats,
        random: this.#parts.random ?? Math.random,
        newId: () => `ws-${randomBytes(6).toString('hex')}`,
        onRefused: (request, error) =>
          this.#parts.logger.info(
            { dialect: request.dialect.name, remoteAddress: request.remoteAddress, code: error.code },
            error.message,
          ),
      },
    );
  }

  #createUpgrades(): Upgrades {
    return new Upgrades(this.#options, {
      clock: this.#clock,
      routes: this.#routes,
      limits: new ConnectionLimits(this.#options, this.#clock),
      judge: (request) => this.#judge(request),
      open: (request, socket, attach) => this.#sessions.open(request, socket, attach),
      refused: (reason) => addTo(this.#stats.refusedConnections, reason),
      connected: (listener, change) => addTo(this.#stats.connectionsByListener, listener, change),
      gone: (code) => addTo(this.#stats.closes, String(code)),
    });
  }

  #judge(request: IncomingMessage): RawRefusal | undefined {
    if (this.#life.leaving.aborted)
      return { status: 503, code: 'SHUTTING_DOWN', message: 'The gateway is shutting down' };
    return judgeUpgrade(this.#options, request);
  }

  #createListeners(): Listeners {
    return new Listeners({
      clock: this.#clock,
      onRequest: (listener, request, response) => {
        if (listener === mainListener) this.#http?.routing(request, response);
        else answerLegacyRequest(this.#routes, listener, response);
      },
      onUpgrade: (listener, request, socket, head) => this.#upgrades.handle(listener, request, socket, head),
      onWarning: (message) => this.#warnings.push(message),
    });
  }

  #createHttp(): Promise<FastifyInstance> {
    const { account, dev } = this.#options;
    const policy = openWatchPolicy({ account, anyAccount: dev });
    return createHttpApp(
      { ...defaultHttpOptions, ...this.#options },
      {
        clock: this.#clock,
        ingest: this.#ingest,
        dialects: this.#parts.dialects,
        authority: createPublisherAuthority(this.#options),
        watch: { accountsOf: (request) => policy.accountsFor(request) },
        delivery: this.#delivery,
        log: this.#log,
        metrics: () => this.#metrics.text(),
        health: () => this.#health(),
        logger: this.#parts.logger,
        leaving: this.#life.leaving,
        stats: this.#httpStats,
        ...(this.#parts.routes === undefined ? {} : { routes: this.#parts.routes }),
      },
    );
  }

  #createMetrics(): ReturnType<typeof createMetrics> {
    const observed: Observed = {
      delivery: this.#delivery.stats,
      ingest: this.#ingest.stats,
      sessions: this.#stats,
      http: this.#httpStats,
      gauges: () => this.#gauges(),
    };
    return createMetrics({}, observed);
  }

  #gauges(): ReturnType<Observed['gauges']> {
    const unsent = this.#sessions.unsentBytes();
    return {
      audiences: this.#delivery.audiences.size,
      laggingReaders: this.#sessions.countIn('lagging'),
      unsentBytes: unsent.total,
      unsentBytesMax: unsent.max,
      retainedKeys: this.#delivery.state.totalKeyCount(),
      headSeq: this.#log.headSeq(),
      horizonSeq: this.#log.horizonSeq(),
    };
  }

  #health(): HealthReport {
    return {
      status: this.#life.leaving.aborted ? 'draining' : 'healthy',
      activeConnections: this.#sessions.size,
      epoch: this.#log.epoch,
      uptimeMs: Math.round(this.#clock.monotonicMs() - this.#startedAtMs),
      version: this.#parts.version,
    };
  }

  #logOddity(event: { kind: string; source: string }, oddity: string): void {
    this.#parts.logger.debug({ kind: event.kind, source: event.source, oddity }, 'odd figures; passed on as published');
  }
}

/** Makes a gateway of resolved options; nothing listens before `start`. */
export const createGateway = (options: GatewayOptions, parts: GatewayParts): Gateway =>
  new PitwallGateway(options, parts);
