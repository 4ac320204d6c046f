import { randomBytes } from 'node:crypto';
import { systemClock } from './clock.ts';
import type { Clock } from './clock.ts';
import { defaultDeliveryOptions, Delivery } from './delivery/delivery.ts';
import type { GatewayParts } from './gateway-contract.ts';
import { createIdentity } from './identity/create-identity.ts';
import type { GatewayIdentity } from './identity/gateway-identity.ts';
import { defaultIngestOptions, Ingest } from './ingest/ingest.ts';
import type { EventLog } from './log/event-log.ts';
import { MemoryLog } from './log/memory-log.ts';
import { addTo } from './observe/count.ts';
import { createHttpStats } from './observe/http-stats.ts';
import { createMetrics } from './observe/metrics.ts';
import type { Metrics } from './observe/metrics.ts';
import type { ObservedGauges } from './observe/observed.ts';
import { createSessionStats } from './observe/session-stats.ts';
import type { GatewayOptions } from './options.ts';
import { restoreLog } from './restore-log.ts';
import type { ConnectRequest } from './session/connect-request.ts';
import { Sessions } from './session/sessions.ts';
import { KeptSeries } from './series/kept-series.ts';
import { Sources } from './sources/sources.ts';

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

/** The way of a fact, with everything on it in its place and nothing listening: ingest, log, state, delivery, sessions. */
export class Core {
  readonly clock: Clock;
  readonly log: EventLog;
  readonly identity: GatewayIdentity;
  readonly delivery: Delivery;
  readonly ingest: Ingest;
  readonly series: KeptSeries;
  readonly sources: Sources;
  readonly sessions: Sessions;
  readonly metrics: Metrics;
  readonly sessionStats = createSessionStats();
  readonly httpStats = createHttpStats();
  readonly #options: GatewayOptions;
  readonly #parts: GatewayParts;

  constructor(options: GatewayOptions, parts: GatewayParts) {
    this.#options = options;
    this.#parts = parts;
    this.clock = parts.clock ?? systemClock;
    this.log = parts.log ?? createMemoryLog(options, parts.logger);
    this.identity = createIdentity(options, { clock: this.clock, logger: parts.logger });
    this.delivery = this.#createDelivery();
    this.ingest = this.#createIngest();
    this.series = new KeptSeries(options);
    this.sources = this.#createSources();
    this.sessions = this.#createSessions();
    this.identity.revocations.follow(() => this.sessions.closeRevoked());
    this.metrics = createMetrics(
      {},
      {
        delivery: this.delivery.stats,
        ingest: this.ingest.stats,
        sessions: this.sessionStats,
        http: this.httpStats,
        identity: this.identity.stats,
        series: this.series.stats,
        gauges: () => this.#gauges(),
      },
    );
  }

  /** Takes up what the log already holds: states, the tail, and ids that may be repeated. Then follows it. */
  async restore(assertStays: () => void): Promise<void> {
    const { clock, log, delivery, ingest, series } = this;
    await this.identity.restore();
    assertStays();
    series.expectStarts(await this.#earlierStarts());
    assertStays();
    await restoreLog({ clock, log, delivery, ingest, series, logger: this.#parts.logger }, assertStays);
    // Nobody listened between what the log holds and now.
    series.cut();
    const headSeq = log.headSeq();
    log.follow((events) => this.delivery.commit(events));
    log.follow((events) => this.series.commit(events));
    this.sources.restore(this.delivery.state);
    log.follow((events) => this.sources.heard(events));
    await this.#writeDown(headSeq);
    assertStays();
  }

  async #earlierStarts(): Promise<readonly number[]> {
    try {
      return (await this.#parts.starts?.read()) ?? [];
    } catch (err) {
      this.#parts.logger.warn({ err }, 'earlier starts cannot be read: series show no gaps where gateways were away');
      return [];
    }
  }

  async #writeDown(headSeq: number): Promise<void> {
    try {
      await this.#parts.starts?.add(headSeq);
    } catch (err) {
      this.#parts.logger.warn(
        { err },
        'this start cannot be written down: after the next one series will not show its gap',
      );
    }
  }

  #createDelivery(): Delivery {
    return new Delivery(
      { ...defaultDeliveryOptions, ...this.#options },
      {
        clock: this.clock,
        log: this.log,
        onWritten: (sinceReceivedMs) => this.metrics.observePublishToWrite(sinceReceivedMs),
      },
    );
  }

  #createIngest(): Ingest {
    const { logger } = this.#parts;
    return new Ingest(
      { ...defaultIngestOptions, ...this.#options },
      {
        clock: this.clock,
        log: this.log,
        state: this.delivery.state,
        onOddity: ({ kind, source }, oddity) =>
          logger.debug({ kind, source, oddity }, 'odd figures; passed on as published'),
      },
    );
  }

  #createSources(): Sources {
    const { logger } = this.#parts;
    return new Sources(this.#options, {
      clock: this.clock,
      ingest: this.ingest,
      onRefused: ({ code, message }) => logger.warn({ code }, `the status of a source waits: ${message}`),
    });
  }

  #createSessions(): Sessions {
    return new Sessions(
      { ...this.#options, closeTimeoutMs },
      {
        version: this.#parts.version,
        clock: this.clock,
        delivery: this.delivery,
        doorkeeper: this.identity.doorkeeper,
        holds: (admission) => this.identity.holds(admission),
        stats: this.sessionStats,
        random: this.#parts.random ?? Math.random,
        newId: () => `ws-${randomBytes(6).toString('hex')}`,
        onRefused: (request, error) => this.#refused(request, error.code, error.message),
      },
    );
  }

  #refused({ dialect, remoteAddress }: ConnectRequest, code: string, message: string): void {
    addTo(this.sessionStats.refusedConnections, code);
    this.#parts.logger.info({ dialect: dialect.name, remoteAddress, code }, message);
  }

  #gauges(): ObservedGauges {
    const unsent = this.sessions.unsentBytes();
    const streams = [...this.httpStats.streams].map((stream) => stream.unsentBytes());
    return {
      audiences: this.delivery.audiences.size,
      laggingReaders:
        this.sessions.countIn('lagging') + [...this.httpStats.streams].filter(({ isBehind }) => isBehind).length,
      unsentBytes: streams.reduce((sum, bytes) => sum + bytes, unsent.total),
      unsentBytesMax: streams.reduce((most, bytes) => Math.max(most, bytes), unsent.max),
      retainedKeys: this.delivery.state.totalKeyCount(),
      sources: this.sources.countByStatus(),
      headSeq: this.log.headSeq(),
      horizonSeq: this.log.horizonSeq(),
    };
  }
}
