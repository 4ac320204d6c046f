import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';

/** A network that a test cuts: it passes bytes on, and breaks what is open. */
export class CuttingProxy {
  port = 0;
  readonly #open = new Set<Socket>();
  readonly #server = createServer((client) => this.#pass(client));
  #targetPort = 0;

  static async open(targetPort: number): Promise<CuttingProxy> {
    const proxy = new CuttingProxy();
    proxy.#targetPort = targetPort;
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    const address = proxy.#server.address();
    proxy.port = typeof address === 'object' && address !== null ? address.port : 0;
    return proxy;
  }

  /** Breaks every connection. */
  cut(): void {
    for (const socket of this.#open) socket.destroy();
  }

  close(): void {
    this.#server.close();
    this.cut();
  }

  #pass(client: Socket): void {
    const target = connect(this.#targetPort, '127.0.0.1');
    for (const [from, to] of [
      [client, target],
      [target, client],
    ] as const) {
      this.#open.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.once('close', () => {
        this.#open.delete(from);
        to.destroy();
      });
    }
  }
}
