import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { PitwallError, toPitwallError } from '@pitwall/model';
import type { PerMessageDeflateOptions, WebSocket } from 'ws';
import type { Clock } from '../clock.ts';
import { deflateWindowBits } from '../compression.ts';
import type { Compression } from '../compression.ts';
import type { FailedTokens } from '../failed-tokens.ts';
import type { GatewayIdentity } from '../identity/gateway-identity.ts';
import type { Admission, Presented } from '../identity/identity.ts';
import { readConnectRequest } from '../session/connect-request.ts';
import type { ConnectRequest } from '../session/connect-request.ts';
import type { Session } from '../session/session.ts';
import type { SessionSocket } from '../session/session-socket.ts';
import type { ClientAddress } from './client-address.ts';
import { chooseCompressionOffer } from './compression-offer.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import { handshakeRefusal, refuseUpgrade, tokenRefusal } from './raw-refusal.ts';
import type { RawRefusal } from './raw-refusal.ts';
import type { RouteLimits } from './route-limits.ts';
import { findRoute, subprotocolsOf } from './route-table.ts';
import type { Route } from './route-table.ts';
import { WebSocketServers } from './websocket-servers.ts';
import { WebSocketSocket } from './websocket-socket.ts';

/** Somebody who came in through a route, or was refused at it. */
interface Arrival {
  readonly request: ConnectRequest;
  readonly outcome: Admission | PitwallError;
  readonly limits: RouteLimits;
}

/** What an `upgrade` event brings. */
interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** Options of upgrades. */
export interface UpgradeOptions {
  /** Whether `permessage-deflate` is agreed to. @default true */
  readonly compression: boolean;
}

/** What upgrades need of the rest of the gateway. */
export interface UpgradeParts {
  readonly clock: Clock;
  readonly routes: readonly Route[];
  readonly limits: ConnectionLimits;
  /** The limits of a route. */
  readonly limitsOf: (route: Route) => RouteLimits;
  /** The client behind a request, whatever proxies stand between. */
  readonly addressOf: ClientAddress;
  /** Judges Host and Origin before anything is spent on the connection. */
  readonly judge: (request: IncomingMessage) => RawRefusal | undefined;
  readonly identity: Pick<GatewayIdentity, 'doorkeeper' | 'policies'>;
  /** Counted over handshakes and requests together. */
  readonly failedTokens: FailedTokens;
  /** Makes the session of a connection and opens it, or refuses it in words that reach browsers. */
  readonly open: (
    arrival: Arrival,
    socket: SessionSocket,
    attach: (session: Session, gone: () => void) => void,
  ) => void;
  /** Runs what ends a handshake when its turn has come, so that a crowd does not hold up everybody else. */
  readonly queue: (shakeHands: () => void) => void;
  readonly refused: (reason: string) => void;
  /** A fault in here ended a handshake. */
  readonly failed: (thrown: unknown) => void;
  readonly connected: (listener: string, change: 1 | -1) => void;
  /** A connection is gone with this code of the peer's or of `ws`'s own close. */
  readonly gone: (code: number) => void;
}

const offeredSubprotocols = (request: IncomingMessage): readonly string[] =>
  (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());

const presentedBy = ({ headers }: IncomingMessage, query: URLSearchParams): Presented => {
  const { authorization, cookie } = headers;
  const [token, ticket] = [query.get('token'), query.get('ticket')];
  return {
    ...(authorization === undefined ? {} : { authorization }),
    ...(cookie === undefined ? {} : { cookie }),
    ...(token === null ? {} : { token }),
    ...(ticket === null ? {} : { ticket }),
  };
};

/**
 * What is agreed with a client that offers compression. `ws` only unpacks what comes in: no client keeps a context, so
 * memory is held for those who send compressed messages alone, and `maxPayload` bounds what they unpack to.
 */
const agreement: PerMessageDeflateOptions = {
  clientNoContextTakeover: true,
  serverMaxWindowBits: deflateWindowBits,
  zlibInflateOptions: { chunkSize: 1024 },
};

const ignore = (): void => undefined;

/** Turns HTTP upgrades into sessions: refuses what can be refused without a handshake, shakes hands with the rest. */
export class Upgrades {
  readonly #options: UpgradeOptions;
  readonly #parts: UpgradeParts;
  readonly #servers: WebSocketServers;
  /** The routes of requests whose handshake is under way. */
  readonly #routes = new WeakMap<IncomingMessage, Route>();

  constructor(options: UpgradeOptions, parts: UpgradeParts) {
    this.#options = options;
    this.#parts = parts;
    const settings = {
      noServer: true,
      clientTracking: false,
      perMessageDeflate: options.compression && agreement,
      // A flood of pings from a peer that does not read must not fill memory, so pongs go through the session.
      autoPong: false,
      handleProtocols: (offered: ReadonlySet<string>, request: IncomingMessage) =>
        this.#chooseSubprotocol(offered, request),
    };
    this.#servers = new WebSocketServers(settings, (socket, why) => this.#refuse(socket, handshakeRefusal(why)));
  }

  /** Handles an `upgrade` event of a listener. */
  handle(listener: string, request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { addressOf, judge, limits, limitsOf, routes } = this.#parts;
    const url = new URL(request.url ?? '/', 'http://localhost');
    const route = findRoute(routes, { listener, path: url.pathname, subprotocols: offeredSubprotocols(request) });
    const refusal = judge(request);
    if (refusal !== undefined || route === undefined) {
      this.#refuse(socket, refusal ?? this.#unknownPath(listener, url.pathname));
      return;
    }
    const remoteAddress = addressOf(request);
    const routeLimits = limitsOf(route);
    const presented = presentedBy(request, url.searchParams);
    const limited = this.#tooManyTokens(presented, remoteAddress) ?? limits.admit(remoteAddress, routeLimits);
    if (limited !== undefined) {
      this.#refuse(socket, limited);
      return;
    }
    this.#countUntilClosed(socket, { listener, remoteAddress, routeLimits });
    this.#routes.set(request, route);
    // A peer that resets while its token is checked concerns nobody.
    socket.on('error', ignore);
    const asked = readConnectRequest(url.searchParams, { dialect: route.dialect, listener, remoteAddress });
    const upgrade = { request, socket, head };
    this.#admit(route, asked, presented)
      .then((outcome) => this.#enqueue({ request: asked, outcome, limits: routeLimits }, upgrade))
      .catch((thrown: unknown) => this.#fail(socket, thrown));
  }

  #enqueue(arrival: Arrival, upgrade: Upgrade): void {
    this.#parts.queue(() => {
      try {
        this.#proceed(arrival, upgrade);
      } catch (thrown) {
        this.#fail(upgrade.socket, thrown);
      }
    });
  }

  #fail(socket: Duplex, thrown: unknown): void {
    this.#parts.failed(thrown);
    socket.destroy();
  }

  /** No token of an address with too many refused ones is looked at; without one it may come in as before. */
  #tooManyTokens({ authorization, token, ticket }: Presented, address: string): RawRefusal | undefined {
    if ((authorization ?? token ?? ticket) === undefined) return undefined;
    const waitMs = this.#parts.failedTokens.waitMs(address);
    return waitMs > 0 ? tokenRefusal(waitMs) : undefined;
  }

  /** While a token was checked the gateway may have begun to leave; and only now is known whose it is. */
  #judgeAgain(request: IncomingMessage, socket: Duplex, outcome: Admission | PitwallError): RawRefusal | undefined {
    const { judge, limits } = this.#parts;
    const tooLate = judge(request);
    if (tooLate !== undefined || outcome instanceof PitwallError || outcome.identity === undefined) return tooLate;
    const { subject } = outcome.identity;
    const limited = limits.admitSubject(subject);
    if (limited !== undefined) return limited;
    // A peer that went away meanwhile closes no second time.
    if (socket.destroyed) limits.releaseSubject(subject);
    else socket.once('close', () => limits.releaseSubject(subject));
    return undefined;
  }

  /** Who is refused is let in as far as the handshake: a browser shows nobody the body of a refused one (ruling 10). */
  #admit(route: Route, asked: ConnectRequest, presented: Presented): Promise<Admission | PitwallError> {
    const { doorkeeper, policies } = this.#parts.identity;
    const { remoteAddress, account } = asked;
    const entry = {
      policy: policies.forRoute(route),
      accounts: route.dialect.traits.accounts,
      route: route.dialect.name,
      remoteAddress,
      ...(account === undefined ? {} : { account }),
    };
    return doorkeeper.admit(presented, entry).catch((thrown: unknown) => {
      const error = toPitwallError(thrown);
      if (error.code === 'INVALID_TOKEN') this.#parts.failedTokens.failed(remoteAddress);
      return error;
    });
  }

  /** The token is checked. */
  #proceed(arrival: Arrival, upgrade: Upgrade): void {
    const { request, socket } = upgrade;
    socket.removeListener('error', ignore);
    const tooLate = this.#judgeAgain(request, socket, arrival.outcome);
    if (tooLate !== undefined) this.#refuse(socket, tooLate);
    else this.#shakeHands(arrival, upgrade);
  }

  #shakeHands(arrival: Arrival, upgrade: Upgrade): void {
    const { request, socket, head } = upgrade;
    const compression = this.#agree(request);
    const agreed = { ...arrival, request: { ...arrival.request, compression } };
    const server = this.#servers.limitedTo(arrival.limits.maxInboundFrameBytes);
    server.handleUpgrade(request, socket, head, (webSocket: WebSocket) => this.#open(agreed, webSocket, socket));
  }

  /** Leaves in the header only the offer that is taken, so that `ws` agrees to that one and refuses nobody. */
  #agree({ headers }: IncomingMessage): Compression {
    const offer = this.#options.compression ? chooseCompressionOffer(headers['sec-websocket-extensions']) : undefined;
    if (offer === undefined) delete headers['sec-websocket-extensions'];
    else headers['sec-websocket-extensions'] = offer.header;
    return offer?.compression ?? 'none';
  }

  // What a connection keeps for its life is made where the request and its headers are out of sight, because a closure
  // holds on to all that others beside it use.

  /** A handshake that fails never becomes a connection, so the raw socket's end is what releases the place. */
  #countUntilClosed(
    socket: Duplex,
    counted: { listener: string; remoteAddress: string; routeLimits: RouteLimits },
  ): void {
    const { listener, remoteAddress, routeLimits } = counted;
    const { limits, connected } = this.#parts;
    connected(listener, 1);
    socket.once('close', () => {
      limits.release(remoteAddress, routeLimits);
      connected(listener, -1);
    });
  }

  #open(arrival: Arrival, webSocket: WebSocket, raw: Duplex): void {
    const socket = new WebSocketSocket(webSocket, raw);
    this.#parts.open(arrival, socket, (session, forget) =>
      socket.attach(session, (code) => {
        forget();
        this.#parts.gone(code);
      }),
    );
  }

  #unknownPath(listener: string, path: string): RawRefusal {
    const paths = this.#parts.routes.filter((route) => route.listener === listener).map((route) => route.path);
    const message = `No protocol is spoken at ${path.slice(0, 100)}; here are ${paths.join(', ')}`;
    return { status: 404, code: 'NOT_FOUND', message };
  }

  #refuse(socket: Duplex, refusal: RawRefusal): void {
    this.#parts.refused(refusal.reason ?? refusal.code);
    refuseUpgrade(socket, refusal, this.#parts.clock);
  }

  /** Only the dialect that is spoken on the route is confirmed, however it was found. */
  #chooseSubprotocol(offered: ReadonlySet<string>, request: IncomingMessage): string | false {
    const dialect = this.#routes.get(request)?.dialect;
    const known = dialect === undefined ? [] : subprotocolsOf(dialect);
    return [...offered].find((name) => known.includes(name)) ?? false;
  }
}
