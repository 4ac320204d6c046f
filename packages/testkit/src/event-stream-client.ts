import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { EventStreamParser } from './event-stream-parser.ts';
import type { ReceivedEvent } from './event-stream-parser.ts';

/** How a stream is asked for. */
export interface StreamConnect {
  readonly port: number;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A client of server-sent events that never comes back by itself. */
export class EventStreamClient {
  readonly response: IncomingMessage;
  readonly parser = new EventStreamParser();
  /** Resolves when the connection ended: whether the answer was whole. */
  readonly ended: Promise<{ readonly complete: boolean }>;
  readonly #events: ReceivedEvent[] = [];
  #isEnded = false;
  #wake: () => void = () => undefined;

  private constructor(response: IncomingMessage) {
    this.response = response;
    response.setEncoding('utf8');
    response.on('data', (text: string) => {
      this.#events.push(...this.parser.take(text));
      this.#wake();
    });
    // A stream that is cut is what tests are about.
    response.on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      response.once('close', () => {
        this.#isEnded = true;
        this.#wake();
        resolve({ complete: response.complete });
      });
    });
  }

  /** Opens a stream, or whatever is answered in its place. */
  static async open({ port, path, headers = {} }: StreamConnect): Promise<EventStreamClient> {
    const asked = request({ host: '127.0.0.1', port, path, headers: { accept: 'text/event-stream', ...headers } });
    asked.end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    asked.on('error', () => undefined);
    return new EventStreamClient(response);
  }

  /** The next event; `undefined` when the stream ended. */
  async next(): Promise<ReceivedEvent | undefined> {
    for (;;) {
      const event = this.#events.shift();
      if (event !== undefined || this.#isEnded) return event;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Reads on until an event fits. Rejects when the stream ended first. */
  async until(fits: (event: ReceivedEvent) => boolean): Promise<ReceivedEvent> {
    for (;;) {
      const event = await this.next();
      if (event === undefined) throw new Error('The stream ended');
      if (fits(event)) return event;
    }
  }

  /** Resolves when anything came, a comment too. */
  async untilComments(count: number): Promise<void> {
    while (this.parser.comments < count && !this.#isEnded) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Cuts the connection off. */
  cut(): void {
    this.response.destroy();
  }
}
