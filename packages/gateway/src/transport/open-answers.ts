import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../clock.ts';

/** The HTTP requests that have no complete answer yet. */
export class OpenAnswers {
  readonly #clock: Clock;
  /** By connection, because what waits behind another answer is told nothing when its client goes away. */
  readonly #open = new Map<Socket, Set<ServerResponse>>();
  readonly #waiting = new Set<() => void>();
  #closing = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A request came in. */
  add({ socket }: IncomingMessage, response: ServerResponse): void {
    const open = this.#open.get(socket) ?? this.#connected(socket);
    open.add(response);
    if (this.#closing) makeLast(response);
    response.once('close', () => {
      open.delete(response);
      this.#tell();
    });
  }

  /** From now on each answer is the last of its connection, also those that are under way. */
  makeLast(): void {
    this.#closing = true;
    for (const responses of this.#open.values()) for (const response of responses) makeLast(response);
  }

  /** Waits until all requests are answered or their clients gone, but not longer than this. */
  async none(timeoutMs: number): Promise<void> {
    if (this.#isEmpty()) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        timer.cancel();
        this.#waiting.delete(done);
        resolve();
      };
      const timer = this.#clock.after(timeoutMs, done);
      this.#waiting.add(done);
    });
  }

  #connected(socket: Socket): Set<ServerResponse> {
    const open = new Set<ServerResponse>();
    this.#open.set(socket, open);
    socket.once('close', () => {
      this.#open.delete(socket);
      this.#tell();
    });
    return open;
  }

  #tell(): void {
    if (this.#waiting.size === 0 || !this.#isEmpty()) return;
    for (const done of this.#waiting) done();
  }

  #isEmpty(): boolean {
    for (const responses of this.#open.values()) if (responses.size > 0) return false;
    return true;
  }
}

const makeLast = (response: ServerResponse): void => {
  if (!response.headersSent) response.setHeader('Connection', 'close');
};
