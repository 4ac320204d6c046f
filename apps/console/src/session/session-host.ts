import type { Client } from '@pitwall/client';
import type { Frames } from '../data/frame-painter.ts';
import type { AskGateway } from '../gateway/gateway-http.ts';
import { openSession } from './open-session.ts';
import type { Session } from './open-session.ts';
import type { TokenBroker } from './token-broker.ts';

/** What a host works with. */
export interface SessionHostParts {
  /** Makes a client; with the broker's tokens when it has one, without any else. */
  readonly connect: (tokens: TokenBroker | undefined) => Client;
  /** A cursor from which on what happened is asked for; undefined when there is none to be had. */
  readonly pastCursor: (token: string) => Promise<string | undefined>;
  readonly tokens: TokenBroker;
  readonly frames: Frames;
  /** Asks the gateway over HTTP, with the token at hand. */
  readonly ask: AskGateway;
}

/** Keeps one session: asks for a token when the gateway wants one, and begins anew with the one that is given. */
export class SessionHost {
  readonly #parts: SessionHostParts;
  readonly #watchers = new Set<() => void>();
  #session: Session | undefined;
  /** Counts starts, so that one that was overtaken gives up. */
  #starts = 0;

  constructor(parts: SessionHostParts) {
    this.#parts = parts;
  }

  /** Undefined before the first one; the same object until another token begins another. */
  get session(): Session | undefined {
    return this.#session;
  }

  /** Begins, or begins anew. */
  async start(): Promise<void> {
    this.#starts += 1;
    const start = this.#starts;
    const { tokens, connect, frames, ask, pastCursor } = this.#parts;
    const since = await pastCursor(tokens.current);
    if (start !== this.#starts) return;
    this.#session?.close();
    const client = connect(tokens.current === '' ? undefined : tokens);
    client.onStatus(({ state, why }) => {
      if (state === 'failed' && why?.code === 'UNAUTHENTICATED')
        tokens.ask(tokens.current === '' ? 'missing' : 'refused');
    });
    this.#session = openSession(client, { frames, ask }, since === undefined ? {} : { since });
    for (const watcher of this.#watchers) watcher();
  }

  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }
}
