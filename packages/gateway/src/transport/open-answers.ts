import type { ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';

/** The HTTP requests that have no complete answer yet. */
export class OpenAnswers {
  readonly #clock: Clock;
  readonly #open = new Set<ServerResponse>();
  readonly #waiting = new Set<() => void>();
  #closing = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A request came in. */
  add(response: ServerResponse): void {
    this.#open.add(response);
    if (this.#closing) makeLast(response);
    response.once('close', () => {
      this.#open.delete(response);
      if (this.#open.size > 0) return;
      for (const done of this.#waiting) done();
    });
  }

  /** From now on each answer is the last of its connection, also those that are under way. */
  makeLast(): void {
    this.#closing = true;
    for (const response of this.#open) makeLast(response);
  }

  /** Waits until all requests are answered or their clients gone, but not longer than this. */
  async none(timeoutMs: number): Promise<void> {
    if (this.#open.size === 0) return;
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
}

const makeLast = (response: ServerResponse): void => {
  if (!response.headersSent) response.setHeader('Connection', 'close');
};
