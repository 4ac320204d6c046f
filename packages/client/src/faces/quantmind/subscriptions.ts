import { ClientError } from '../../client-error.ts';
import type { Clock, Timer } from '../../ports.ts';

/**
 * How long a refusal waits for a close, in ms: a connection that is refused hears the same kind of error first, and its close
 * code says better what is wrong.
 */
const refusalGraceMs = 500;

interface Waiting {
  readonly topic: string;
  readonly resolve: () => void;
  readonly reject: (error: ClientError) => void;
  timer: Timer | undefined;
  isRefused: boolean;
}

/** What subscriptions work with. */
export interface SubscriptionParts {
  readonly clock: Clock;
  /** How long a confirmation may take once it was asked for, in ms. */
  readonly confirmTimeoutMs: number;
  /** Sends a command; false where there is no connection. */
  readonly send: (command: { readonly action: 'subscribe' | 'unsubscribe'; readonly topic: string }) => boolean;
}

/**
 * The topics of a client. They outlive its connections: each new one asks for all of them again. The server answers in order, so
 * an error answers whatever was asked first.
 */
export class Subscriptions {
  readonly #parts: SubscriptionParts;
  readonly #topics = new Set<string>();
  readonly #waiting: Waiting[] = [];
  /** Topics that were heard before this connection and that it has not confirmed yet, in order. */
  readonly #asked = new Set<string>();

  constructor(parts: SubscriptionParts) {
    this.#parts = parts;
  }

  /** Whether this connection hears all that was heard before it: until then its cursors say nothing of the rest. */
  get areConfirmed(): boolean {
    return this.#asked.size === 0;
  }

  /** Asks for a topic. Resolves when the server confirmed it, at once or after a connection that was lost. */
  add(topic: string): Promise<void> {
    this.#topics.add(topic);
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { topic, resolve, reject, timer: undefined, isRefused: false };
      this.#waiting.push(waiting);
      if (this.#parts.send({ action: 'subscribe', topic })) this.#watch(waiting);
    });
  }

  /** Ends a topic. */
  remove(topic: string): void {
    this.#topics.delete(topic);
    this.#asked.delete(topic);
    this.#parts.send({ action: 'unsubscribe', topic });
  }

  /** A connection is there: asks for everything. */
  renew(): void {
    this.#asked.clear();
    for (const topic of this.#topics) if (this.#parts.send({ action: 'subscribe', topic })) this.#asked.add(topic);
    for (const waiting of this.#waiting) this.#watch(waiting);
  }

  /** The connection is gone: what was asked is asked again by {@link renew}. */
  suspend(): void {
    for (const { timer } of this.#waiting) timer?.cancel();
  }

  /** The server confirmed a topic. */
  confirmed(topic: string): void {
    this.#asked.delete(topic);
    for (const waiting of this.#waiting.filter((one) => one.topic === topic)) {
      this.#finish(waiting);
      waiting.resolve();
    }
  }

  /** The server answered with an error. It closes nothing. */
  refused(words: string): void {
    for (const topic of [...this.#asked].slice(0, 1)) this.#asked.delete(topic);
    const waiting = this.#waiting.find(({ isRefused }) => !isRefused);
    if (waiting === undefined) return;
    waiting.isRefused = true;
    waiting.timer?.cancel();
    waiting.timer = this.#parts.clock.after(refusalGraceMs, () => {
      this.#fail(waiting, new ClientError('REFUSED', `The topic "${waiting.topic}" was refused: ${words}`));
    });
  }

  /** No connection will come any more. */
  end(error: ClientError): void {
    for (const waiting of this.#waiting.splice(0)) {
      waiting.timer?.cancel();
      waiting.reject(error);
    }
  }

  #watch(waiting: Waiting): void {
    const { clock, confirmTimeoutMs } = this.#parts;
    waiting.timer?.cancel();
    waiting.isRefused = false;
    waiting.timer = clock.after(confirmTimeoutMs, () => {
      const message = `The topic "${waiting.topic}" was not confirmed within ${confirmTimeoutMs} ms`;
      const how =
        'Check that the address is that of the quantmind dialect: on port 8000 Pitwall speaks carry by default.';
      this.#fail(waiting, new ClientError('PROTOCOL', message, { how }));
    });
  }

  #fail(waiting: Waiting, error: ClientError): void {
    this.#finish(waiting);
    this.#topics.delete(waiting.topic);
    waiting.reject(error);
  }

  #finish(waiting: Waiting): void {
    waiting.timer?.cancel();
    this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
  }
}
