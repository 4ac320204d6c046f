import type { OutgoingHttpHeaders } from 'node:http';
import { PitwallError } from '@pitwall/model';
import type { Dialect } from '@pitwall/dialects';
import { FakeClock, probeDialect } from '@pitwall/testkit';
import type { InjectOptions } from 'fastify';
import { Delivery, defaultDeliveryOptions } from '../delivery/delivery.ts';
import { defaultIngestOptions, Ingest } from '../ingest/ingest.ts';
import type { Publisher } from '../ingest/publisher.ts';
import type { EventLog } from '../log/event-log.ts';
import { MemoryLog } from '../log/memory-log.ts';
import { createLogger } from '../observe/logger.ts';
import { createIdentity } from '../identity/create-identity.ts';
import type { IdentityOptions } from '../identity/create-identity.ts';
import type { GatewayIdentity } from '../identity/gateway-identity.ts';
import { defaultGatewayOptions } from '../options.ts';
import { createHttpApp } from './http-app.ts';
import type { HttpParts } from './http-parts.ts';
import type { HealthReport } from './health-report.ts';
import type { HttpOptions } from './http-options.ts';
import type { HttpScope } from './http-scope.ts';
import { KeptSeries } from '../series/kept-series.ts';
import type { KeptSeriesOptions } from '../series/kept-series.ts';
import { Sources } from '../sources/sources.ts';
import { createHttpStats } from '../observe/http-stats.ts';
import type { RoutePlugin } from './route-plugin.ts';

const desk: Publisher = { name: 'desk', accounts: ['main', 'spare'], defaultAccount: 'main', kinds: '*', shared: true };

/** Tokens that the rig knows, and what they allow. */
const publishers: { readonly [token: string]: Publisher } = {
  'desk-token': desk,
  'narrow-token': { name: 'narrow', accounts: ['other'], defaultAccount: 'other', kinds: ['equity'], shared: false },
};

const publisherBy = (authorization = ''): Publisher | undefined => publishers[authorization.replace('Bearer ', '')];

/** What may stand in a body; which of it does is for the test to know. */
export interface TestBody {
  readonly accepted: number;
  readonly results: readonly { readonly seq: string }[];
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly how: string;
    readonly problems: readonly { readonly path: string }[];
  };
  readonly cursor: string;
  readonly events: readonly {
    readonly kind: string;
    readonly seq: string;
    readonly publisher?: string;
    readonly data: { readonly size?: number; readonly symbol?: string };
  }[];
  readonly seq: string;
  readonly recovered: boolean;
  readonly messages: readonly TestMessage[];
  readonly more: boolean;
  readonly openapi: string;
  readonly paths: { readonly [path: string]: { readonly post?: { readonly requestBody: object } } };
}

/** What the probe dialect says of a fact. */
export interface TestMessage {
  readonly type: string;
  readonly n: number;
  readonly key: string;
  readonly seq?: string;
  readonly data: { readonly action?: string; readonly size?: number };
}

/** An answer with a body that tests can read. */
export interface TestResponse {
  readonly statusCode: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
  json(): TestBody;
}

/** What a test may choose. */
export interface RigChoices {
  readonly options?: Partial<HttpOptions>;
  readonly dialects?: readonly Dialect[];
  readonly wrapLog?: (inner: EventLog, clock: FakeClock) => EventLog;
  readonly memory?: { readonly maxEvents?: number; readonly maxPendingBatches?: number };
  readonly routes?: readonly RoutePlugin[];
  readonly console?: HttpParts['console'];
  /** @default development: nobody needs a token */
  readonly identity?: Partial<IdentityOptions & KeptSeriesOptions>;
  readonly listenerOf?: HttpParts['listenerOf'];
  readonly webSocketRoutes?: HttpParts['webSocketRoutes'];
}

/** A gateway's HTTP application over a real ingest, log and delivery, with time that stands still. */
export class HttpRig {
  readonly clock = new FakeClock();
  readonly log: EventLog;
  readonly delivery: Delivery;
  readonly ingest: Ingest;
  readonly sources: Sources;
  readonly series: KeptSeries;
  readonly stats = createHttpStats();
  readonly identity: GatewayIdentity;
  readonly logLines: string[] = [];
  readonly logger: ReturnType<typeof createLogger>;
  status: HealthReport['status'] = 'healthy';
  #app: HttpScope | undefined;

  constructor(choices: RigChoices) {
    const inner = new MemoryLog({ epoch: 'e1', ...choices.memory });
    this.log = choices.wrapLog?.(inner, this.clock) ?? inner;
    this.delivery = new Delivery(defaultDeliveryOptions, { clock: this.clock, log: this.log });
    this.log.follow((events) => this.delivery.commit(events));
    const options = { ...defaultGatewayOptions, account: 'main', dev: true, ...choices.identity };
    const destination = { write: (line: string) => void this.logLines.push(line) };
    this.logger = createLogger({ level: 'trace' }, { destination });
    this.identity = createIdentity(options, { clock: this.clock, logger: this.logger });
    this.ingest = new Ingest(defaultIngestOptions, { clock: this.clock, log: this.log, state: this.delivery.state });
    this.sources = new Sources(options, { clock: this.clock, ingest: this.ingest, onRefused: () => undefined });
    this.log.follow((events) => this.sources.heard(events));
    this.series = new KeptSeries(options);
    this.log.follow((events) => this.series.commit(events));
  }

  static async open(choices: RigChoices = {}): Promise<HttpRig> {
    const rig = new HttpRig(choices);
    await rig.identity.restore();
    rig.#app = await createHttpApp(
      { account: 'main', ...choices.options },
      {
        clock: rig.clock,
        ingest: rig.ingest,
        sources: rig.sources,
        series: rig.series,
        dialects: choices.dialects ?? [probeDialect],
        authority: {
          known: (authorization) => publisherBy(authorization),
          async authorize({ authorization }) {
            const publisher = publisherBy(authorization);
            if (publisher === undefined) throw new PitwallError('UNAUTHENTICATED', 'No valid bearer token');
            return publisher;
          },
        },
        identity: rig.identity,
        delivery: rig.delivery,
        log: rig.log,
        metrics: () => Promise.resolve('# HELP up Up.\n'),
        health: () => rig.#health(),
        logger: rig.logger,
        stats: rig.stats,
        ...(choices.routes === undefined ? {} : { routes: choices.routes }),
        ...(choices.console === undefined ? {} : { console: choices.console }),
        ...(choices.webSocketRoutes === undefined ? {} : { webSocketRoutes: choices.webSocketRoutes }),
        ...(choices.listenerOf === undefined ? {} : { listenerOf: choices.listenerOf }),
      },
    );
    return rig;
  }

  get app(): HttpScope {
    if (this.#app === undefined) throw new Error('The rig is not open');
    return this.#app;
  }

  /** Ends turns of the fake loop until a promise settles: big bodies and waiting polls give turns away. */
  async settle<T>(promise: Promise<T>): Promise<T> {
    const settled = new AbortController();
    const settle = (): void => settled.abort();
    promise.then(settle, settle);
    while (!settled.signal.aborted) {
      await new Promise((resolve) => setImmediate(resolve));
      this.clock.endTurns();
    }
    return promise;
  }

  /** Sends a request; time stands still meanwhile. */
  inject(request: InjectOptions): Promise<TestResponse> {
    return this.app.inject(request);
  }

  /** Posts a body as a publisher. */
  post(url: string, payload: string | Buffer | object, headers: Record<string, string> = {}): Promise<TestResponse> {
    return this.settle(
      this.inject({
        method: 'POST',
        url,
        payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
        headers: { authorization: 'Bearer desk-token', 'content-type': 'application/json', ...headers },
      }),
    );
  }

  /** Gets a URL. */
  get(url: string, headers: Record<string, string> = {}): Promise<TestResponse> {
    return this.settle(this.inject({ method: 'GET', url, headers }));
  }

  /** Publishes drafts from inside. */
  publish(...drafts: readonly object[]) {
    return this.settle(this.ingest.publish(desk, drafts));
  }

  #health(): HealthReport {
    return { status: this.status, activeConnections: 2, epoch: 'e1', uptimeMs: 5, version: '0.1.0' };
  }
}

export const equity = (amount: number | string, more: object = {}) => ({
  kind: 'equity',
  data: { equity: amount },
  ...more,
});
export const position = (symbol: string, action: string, size: number, more: object = {}) => ({
  kind: 'position',
  data: { action, symbol, side: 'long', size },
  ...more,
});
