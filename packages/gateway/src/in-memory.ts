import type { Dialect } from '@pitwall/dialects';
import { toPitwallError } from '@pitwall/model';
import type { EventDraft, SequencedEvent } from '@pitwall/model';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { Core } from './core.ts';
import { createPublisherAuthority, inProcessPublisher } from './credentials.ts';
import type { GatewayParts } from './gateway-contract.ts';
import { createHttpApp } from './http/http-app.ts';
import { defaultHttpOptions } from './http/http-options.ts';
import type { Publisher } from './ingest/publisher.ts';
import type { PublishResult } from './ingest/publish-result.ts';
import type { GatewayOptions } from './options.ts';
import { readConnectRequest } from './session/connect-request.ts';
import type { SessionSocket } from './session/session-socket.ts';

export type { SessionSocket, SocketEnding } from './session/session-socket.ts';

/** The side of a connection that hears what its client does. */
export interface HeardConnection {
  /** A text came in. */
  message(text: string): void;
  /** All output was taken. */
  drained(): void;
  /** The connection is gone; nothing is called after it. */
  gone(): void;
}

/** A gateway that nothing listens for: whoever holds it brings time and wires. It is the real one in all else. */
export interface InMemoryGateway {
  /** Takes up what the log holds. */
  start(): Promise<void>;
  /** Lets a client in who asks for this URL, or refuses it in words, as a handshake would. */
  connect(url: string, dialect: Dialect, socket: SessionSocket): Promise<HeardConnection>;
  /** Answers an HTTP request; with `payloadAsStream` as its head is written. */
  request(request: InjectOptions): Promise<LightMyRequestResponse>;
  publish(drafts: readonly EventDraft[], publisher?: Publisher): Promise<readonly PublishResult[]>;
  /** The latest value of each key. */
  values(): readonly SequencedEvent[];
}

/** Pages may be told a version; here nobody asks. */
const health = () => ({
  status: 'healthy' as const,
  activeConnections: 0,
  epoch: '',
  uptimeMs: 0,
  version: 'in memory',
});

const remoteAddress = '127.0.0.1';

class WirelessGateway implements InMemoryGateway {
  readonly #options: GatewayOptions;
  readonly #parts: GatewayParts;
  readonly #core: Core;
  #http: Promise<FastifyInstance> | undefined;

  constructor(options: GatewayOptions, parts: GatewayParts) {
    this.#options = options;
    this.#parts = parts;
    this.#core = new Core(options, parts);
  }

  start(): Promise<void> {
    return this.#core.restore(() => undefined);
  }

  async connect(url: string, dialect: Dialect, socket: SessionSocket): Promise<HeardConnection> {
    const { pathname: path, searchParams: query } = new URL(url);
    const { identity, sessions } = this.#core;
    const request = readConnectRequest(query, { dialect, listener: 'main', remoteAddress });
    const [token, ticket] = [query.get('token'), query.get('ticket')];
    const entry = {
      policy: identity.policies.forRoute({ listener: 'main', path, dialect }),
      accounts: dialect.traits.accounts,
      route: dialect.name,
      remoteAddress,
      ...(request.account === undefined ? {} : { account: request.account }),
    };
    const presented = { ...(token === null ? {} : { token }), ...(ticket === null ? {} : { ticket }) };
    const outcome = await identity.doorkeeper.admit(presented, entry).catch(toPitwallError);
    const { promise, resolve } = Promise.withResolvers<HeardConnection>();
    sessions.open({ request, outcome }, socket, (session, forget) =>
      resolve({
        message: (text) => session.onMessage(text),
        drained: () => session.onDrained(),
        gone: () => {
          session.onGone();
          forget();
        },
      }),
    );
    return promise;
  }

  async request(request: InjectOptions): Promise<LightMyRequestResponse> {
    this.#http ??= this.#createHttp();
    return (await this.#http).inject(request);
  }

  publish(drafts: readonly EventDraft[], publisher?: Publisher): Promise<readonly PublishResult[]> {
    return this.#core.ingest.publish(publisher ?? inProcessPublisher(this.#options, 'in-process'), drafts);
  }

  values(): readonly SequencedEvent[] {
    return this.#core.delivery.state.all();
  }

  #createHttp(): Promise<FastifyInstance> {
    const { clock, delivery, identity, ingest, log, series, sources } = this.#core;
    const { dialects, logger, random } = this.#parts;
    const authority = createPublisherAuthority(this.#options, identity);
    return createHttpApp(
      { ...defaultHttpOptions, ...this.#options },
      {
        clock,
        delivery,
        identity,
        ingest,
        log,
        series,
        sources,
        dialects,
        logger,
        authority,
        health,
        metrics: () => Promise.resolve(''),
        tellsOfItself: false,
        ...(random === undefined ? {} : { random }),
      },
    );
  }
}

/** Makes a gateway that is joined in memory, for tests that own time and the network. */
export const createInMemoryGateway = (options: GatewayOptions, parts: GatewayParts): InMemoryGateway =>
  new WirelessGateway(options, parts);
