import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { ServerOptions } from 'ws';

/** The handshakes of `ws`, one server for each size of frames: `ws` knows only one limit a server. */
export class WebSocketServers {
  readonly #options: ServerOptions;
  readonly #onMalformed: (socket: Duplex, why: string) => void;
  readonly #servers = new Map<number, WebSocketServer>();

  /** `onMalformed` answers an upgrade that is no handshake, which `ws` would do in words of its own. */
  constructor(options: ServerOptions, onMalformed: (socket: Duplex, why: string) => void) {
    this.#options = options;
    this.#onMalformed = onMalformed;
  }

  /** The server that closes 1009 for messages above so many bytes. */
  limitedTo(maxInboundFrameBytes: number): WebSocketServer {
    const present = this.#servers.get(maxInboundFrameBytes);
    if (present !== undefined) return present;
    const server = new WebSocketServer({ ...this.#options, maxPayload: maxInboundFrameBytes });
    server.on('wsClientError', (error, socket) => this.#onMalformed(socket, error.message));
    this.#servers.set(maxInboundFrameBytes, server);
    return server;
  }
}
