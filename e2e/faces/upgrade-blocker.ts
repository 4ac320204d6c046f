import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** A network as some companies have it: HTTP passes, and WebSockets do while it lets them. */
export class UpgradeBlocker {
  port = 0;
  letsThrough = false;
  /** WebSockets that were kept out. */
  blocked = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Duplex>();

  private constructor(targetPort: number) {
    this.#server = createServer((incoming, outgoing) => {
      const { method, url, headers } = incoming;
      const asked = request({ port: targetPort, host: '127.0.0.1', method, path: url, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      asked.on('error', () => outgoing.destroy());
      outgoing.on('close', () => asked.destroy());
      incoming.pipe(asked);
    });
    this.#server.on('upgrade', (incoming, socket) => this.#upgrade(incoming, socket, targetPort));
  }

  static async open(targetPort: number): Promise<UpgradeBlocker> {
    const blocker = new UpgradeBlocker(targetPort);
    blocker.#server.listen(0, '127.0.0.1');
    await once(blocker.#server, 'listening');
    const address = blocker.#server.address();
    blocker.port = typeof address === 'object' && address !== null ? address.port : 0;
    return blocker;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
    for (const socket of this.#sockets) socket.destroy();
  }

  #upgrade({ url, rawHeaders }: IncomingMessage, socket: Duplex, targetPort: number): void {
    if (!this.letsThrough) {
      this.blocked += 1;
      socket.destroy();
      return;
    }
    const target = connect(targetPort, '127.0.0.1');
    for (const end of [socket, target]) {
      this.#sockets.add(end);
      end.on('error', () => undefined);
      end.once('close', () => {
        socket.destroy();
        target.destroy();
      });
    }
    const lines = rawHeaders.map((part, n) => (n % 2 === 0 ? `${part}: ` : `${part}\r\n`)).join('');
    target.write(`GET ${url} HTTP/1.1\r\n${lines}\r\n`);
    socket.pipe(target);
    target.pipe(socket);
  }
}
