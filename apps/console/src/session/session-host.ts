import type { Client } from '@pitwall/client';
import { openSession } from './open-session.ts';
import type { Session, SessionParts } from './open-session.ts';
import type { TokenBroker } from './token-broker.ts';

/** What a host works with. */
export interface SessionHostParts extends SessionParts {
  /** Makes a client; with the broker's tokens when it has one, without any else. */
  readonly connect: (tokens: TokenBroker | undefined) => Client;
  /** A cursor from which on what happened is asked for; undefined when there is none to be had. */
  readonly pastCursor: (token: string) => Promise<string | undefined>;
  readonly tokens: TokenBroker;
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
    const { tokens, connect, pastCursor } = this.#parts;
    const since = await pastCursor(tokens.current);
    if (start !== this.#starts) return;
    this.#session?.close();
    const client = connect(tokens.current === '' ? undefined : tokens);
    client.onStatus(({ state, why }) => {
      if (state === 'failed' && why?.code === 'UNAUTHENTICATED')
        tokens.ask(tokens.current === '' ? 'missing' : 'refused');
    });
    this.#session = openSession(client, this.#parts, since === undefined ? {} : { since });
    for (const watcher of this.#watchers) watcher();
  }

  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }
}
