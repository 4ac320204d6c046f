import type { Dialect, Reply } from '@pitwall/dialects';
import type { Clock } from '../clock.ts';
import type { Outlet } from './outlet.ts';

/** What an error is about. */
export type ErrorProblem = (Reply & { say: 'error' })['problem'];

/** What the gateway says to one client alone, in the words of its dialect; what the dialect has no words for stays unsaid. */
export class Talk {
  readonly #dialect: Dialect;
  readonly #outlet: Outlet;
  readonly #clock: Clock;

  constructor(parts: { dialect: Dialect; outlet: Outlet; clock: Clock }) {
    this.#dialect = parts.dialect;
    this.#outlet = parts.outlet;
    this.#clock = parts.clock;
  }

  say(reply: Reply): void {
    this.#outlet.reply(this.#dialect.encodeReply(reply));
  }

  /** Says what a client cannot do without, however much is unsent; its caller bounds how often. */
  sayAnyway(reply: Reply): void {
    this.#outlet.lastWords(this.#dialect.encodeReply(reply));
  }

  /** Says something before the end, also to a client that has stopped reading: it is the last, so it needs no bound. */
  lastWords(reply: Reply): void {
    this.#outlet.lastWords(this.#dialect.encodeReply(reply));
  }

  /** An error before the end. */
  lastError(problem: ErrorProblem, detail: string, at: 'connect' | 'session' = 'session'): void {
    this.lastWords({ say: 'error', problem, detail, at, nowMs: this.#clock.now() });
  }

  error(problem: ErrorProblem, detail: string, requestId?: string): void {
    this.say({
      say: 'error',
      problem,
      detail,
      nowMs: this.#clock.now(),
      ...(requestId === undefined ? {} : { requestId }),
    });
  }

  topics(say: 'subscribed' | 'unsubscribed', topics: readonly string[], requestId?: string): void {
    this.say({ say, topics, nowMs: this.#clock.now(), ...(requestId === undefined ? {} : { requestId }) });
  }
}
