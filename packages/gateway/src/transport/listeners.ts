import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** A place to listen. */
export interface ListenerPlan {
  /** Name for routes and metrics. */
  readonly name: string;
  readonly port: number;
  readonly hosts: readonly string[];
  /** Whether the gateway cannot do without it. */
  readonly required: boolean;
}

/** What is open. */
export interface OpenListener {
  readonly name: string;
  readonly port: number;
}

/** What listeners hand on. */
export interface ListenerParts {
  readonly onRequest: (listener: string, request: IncomingMessage, response: ServerResponse) => void;
  readonly onUpgrade: (listener: string, request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly onWarning: (message: string) => void;
}

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: 4096 }, () => {
      server.removeListener('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'UNKNOWN';

/** All listening servers of a gateway. */
export class Listeners {
  readonly #parts: ListenerParts;
  readonly #servers: Server[] = [];

  constructor(parts: ListenerParts) {
    this.#parts = parts;
  }

  /**
   * Opens a listener on all its hosts with one port; the first host decides the port when the system chooses it. A
   * machine without IPv6 is no failure. A port that another program has on one of the hosts is not ours on the others
   * either, for `localhost` could mean each of them: that is a failure of a required listener, and a warning for others.
   */
  async open(plan: ListenerPlan): Promise<OpenListener | undefined> {
    const opened: Server[] = [];
    let { port } = plan;
    for (const host of plan.hosts) {
      const server = this.#createServer(plan.name);
      try {
        port = await listen(server, port, host);
        opened.push(server);
      } catch (thrown) {
        const code = codeOf(thrown);
        if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') continue;
        for (const other of opened) other.close();
        if (plan.required) throw thrown;
        const busy = code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be opened (${code})`;
        this.#parts.onWarning(`Port ${port} on ${host} ${busy}; its routes stay reachable on the main listener.`);
        return undefined;
      }
    }
    this.#servers.push(...opened);
    return opened.length === 0 ? undefined : { name: plan.name, port };
  }

  /** Takes no new connections and ends idle ones; open WebSockets are not touched. */
  stopListening(): void {
    for (const server of this.#servers) {
      server.close();
      server.closeIdleConnections();
    }
  }

  /** Ends what HTTP connections are left. */
  closeAll(): void {
    for (const server of this.#servers) server.closeAllConnections();
  }

  #createServer(name: string): Server {
    const server = createServer((request, response) => this.#parts.onRequest(name, request, response));
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      try {
        this.#parts.onUpgrade(name, request, socket, head);
      } catch {
        // A URL that cannot be read, for example: the peer's fault, and no reason to fall.
        socket.destroy();
      }
    });
    server.on('clientError', (_error, socket) => {
      if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
      else socket.destroy();
    });
    return server;
  }
}
