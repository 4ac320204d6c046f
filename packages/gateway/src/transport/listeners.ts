import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Server as SecureServer } from 'node:https';
import type { Duplex } from 'node:stream';
import type { SecureContextOptions } from 'node:tls';
import type { Clock } from '../clock.ts';
import { strictTransportSecurity } from '../security-headers.ts';
import { endRaw } from './end-raw.ts';
import { OpenAnswers } from './open-answers.ts';
import { malformedAnswer } from './raw-refusal.ts';
import { tlsHandshakeTimeoutMs } from './tls-material.ts';

/** A place to listen. */
export interface ListenerPlan {
  /** Name for routes and metrics. */
  readonly name: string;
  readonly port: number;
  readonly hosts: readonly string[];
  /** Whether the gateway cannot do without it. */
  readonly required: boolean;
  /** What it speaks TLS with. @default none: it does not */
  readonly tls?: SecureContextOptions | undefined;
}

/** What is open. */
export interface OpenListener {
  readonly name: string;
  readonly port: number;
}

type AnyServer = Server | SecureServer;

/** What listeners hand on. */
export interface ListenerParts {
  readonly clock: Clock;
  readonly onRequest: (listener: string, request: IncomingMessage, response: ServerResponse) => void;
  readonly onUpgrade: (listener: string, request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly onWarning: (message: string) => void;
}

const listen = (server: AnyServer, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: 4096 }, () => {
      server.removeListener('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

/** What both kinds of server are made with. */
const serverOptions = {
  // A request without `Host` is judged where all are, not answered by Node.
  requireHostHeader: false,
  // Who offers another protocol by the way, as Java's client does HTTP/2, is answered as if nothing were offered (RFC 9110
  // section 7.8).
  shouldUpgradeCallback: ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket',
};

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'UNKNOWN';

/** All listening servers of a gateway. */
export class Listeners {
  readonly #parts: ListenerParts;
  readonly #servers = new Set<AnyServer>();
  readonly #secureServers = new Set<SecureServer>();
  readonly #answers: OpenAnswers;
  /** Sockets that HTTP let go of and that are not closed yet: upgraded, refused or malformed. */
  readonly #released = new Set<Duplex>();
  #stopped = false;

  constructor(parts: ListenerParts) {
    this.#parts = parts;
    this.#answers = new OpenAnswers(parts.clock);
  }

  /**
   * Opens a listener on all its hosts with one port; the first host decides the port when the system chooses it. A
   * machine without IPv6 is no failure. A port that another program has on one of the hosts is not ours on the others
   * either, for `localhost` could mean each of them: that is a failure of a required listener, and a warning for others.
   * Once the listeners stopped, also while this waits, nothing is opened.
   */
  async open(plan: ListenerPlan): Promise<OpenListener | undefined> {
    const opened: AnyServer[] = [];
    let { port } = plan;
    for (const host of plan.hosts) {
      if (this.#stopped) break;
      const server = this.#createServer(plan);
      try {
        port = await listen(server, port, host);
        this.#servers.add(server);
        opened.push(server);
      } catch (thrown) {
        const code = codeOf(thrown);
        if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') continue;
        this.#discard(opened);
        if (plan.required) throw thrown;
        const busy = code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be opened (${code})`;
        this.#parts.onWarning(`Port ${port} on ${host} ${busy}; its routes stay reachable on the main listener.`);
        return undefined;
      }
    }
    if (this.#stopped) this.#discard(opened.splice(0));
    return opened.length === 0 ? undefined : { name: plan.name, port };
  }

  /** Shows new connections another certificate on every listener with TLS; those that are open keep theirs. */
  useCertificate(tls: SecureContextOptions): void {
    for (const server of this.#secureServers) server.setSecureContext(tls);
  }

  /**
   * Takes no new connections and ends idle ones; what is asked on others gets an answer, after which they end. Open
   * WebSockets are not touched.
   */
  stopListening(): void {
    this.#stopped = true;
    this.#answers.makeLast();
    for (const server of this.#servers) {
      server.close();
      server.closeIdleConnections();
    }
  }

  /** Waits until all HTTP requests are answered or their clients gone, but not longer than this. */
  answered(timeoutMs: number): Promise<void> {
    return this.#answers.none(timeoutMs);
  }

  /** Cuts off what connections are left, whatever became of them. */
  closeAll(): void {
    for (const server of this.#servers) server.closeAllConnections();
    for (const socket of this.#released) socket.destroy();
  }

  #discard(servers: readonly AnyServer[]): void {
    for (const server of servers) {
      this.#servers.delete(server);
      server.close();
      server.closeAllConnections();
    }
  }

  #release(socket: Duplex): void {
    if (this.#released.has(socket)) return;
    this.#released.add(socket);
    socket.once('close', () => this.#released.delete(socket));
  }

  #createServer({ name, tls }: ListenerPlan): AnyServer {
    const server = tls === undefined ? createServer(serverOptions) : this.#createSecureServer(tls);
    const answer = (request: IncomingMessage, response: ServerResponse): void => {
      this.#answers.add(response);
      if (tls !== undefined) response.setHeaders(new Map(Object.entries(strictTransportSecurity)));
      this.#parts.onRequest(name, request, response);
    };
    server.on('request', answer);
    // Node would refuse every expectation but one, in words of its own; none of them changes an answer.
    server.on('checkExpectation', answer);
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.#release(socket);
      try {
        this.#parts.onUpgrade(name, request, socket, head);
      } catch {
        // A URL that cannot be read, for example: the peer's fault, and no reason to fall.
        socket.destroy();
      }
    });
    server.on('clientError', (_error: Error, socket: Duplex) => {
      this.#release(socket);
      if (socket.writable) endRaw(socket, malformedAnswer, this.#parts.clock);
      else socket.destroy();
    });
    return server;
  }

  #createSecureServer(tls: SecureContextOptions): SecureServer {
    const server = createSecureServer({
      ...tls,
      ...serverOptions,
      handshakeTimeout: tlsHandshakeTimeoutMs,
    });
    this.#secureServers.add(server);
    // Until its handshake is done a connection is nobody's, and would outlive the listener.
    server.on('connection', (socket: Duplex) => this.#release(socket));
    // A peer that speaks plain HTTP, or a version that is too old, cannot be told in words that it understands.
    server.on('tlsClientError', (_error, socket) => socket.destroy());
    return server;
  }
}
