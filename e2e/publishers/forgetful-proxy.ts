import { createServer, request } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A proxy that loses the first answer to what is published: it was written, and its publisher cannot know. */
export class ForgetfulProxy {
  /** Answers that were lost. */
  lost = 0;
  readonly #port: number;
  readonly #server: Server;

  private constructor(port: number) {
    this.#port = port;
    this.#server = createServer((asked, answer) => void this.#pass(asked, answer));
  }

  /** Opens a proxy before a port of this machine. */
  static async open(port: number): Promise<ForgetfulProxy> {
    const proxy = new ForgetfulProxy(port);
    await new Promise<void>((resolve) => {
      proxy.#server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { method, url, headers } = asked;
    const body = await buffer(asked);
    const onward = request({ port: this.#port, host: '127.0.0.1', method, path: url, headers }, (response) => {
      if (url === '/v1/events' && this.lost === 0) {
        this.lost += 1;
        answer.destroy();
        response.resume();
        return;
      }
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    onward.end(body);
  }
}
