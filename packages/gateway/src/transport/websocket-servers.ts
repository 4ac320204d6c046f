import { WebSocketServer } from 'ws';
import type { ServerOptions } from 'ws';

/** The handshakes of `ws`, one server for each size of frames: `ws` knows only one limit a server. */
export class WebSocketServers {
  readonly #options: ServerOptions;
  readonly #servers = new Map<number, WebSocketServer>();

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  /** The server that closes 1009 for messages above so many bytes. */
  limitedTo(maxInboundFrameBytes: number): WebSocketServer {
    const present = this.#servers.get(maxInboundFrameBytes);
    if (present !== undefined) return present;
    const server = new WebSocketServer({ ...this.#options, maxPayload: maxInboundFrameBytes });
    this.#servers.set(maxInboundFrameBytes, server);
    return server;
  }
}
