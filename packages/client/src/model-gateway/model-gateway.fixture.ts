import { FakeClock } from '@pitwall/testkit';
import type { Draft } from '../fact.ts';
import type { Ports, Socket, SocketEvents, Surrounding } from '../ports.ts';
import { ModelHttp } from './model-http.fixture.ts';
import { ModelLog, type Entry } from './model-log.fixture.ts';
import { ModelSession, type Chance } from './model-session.fixture.ts';

/** Chance that plays the same again: mulberry32. */
export const chanceOf = (seed: number): Chance & { next(): number; below(count: number): number } => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, below: (count) => Math.floor(next() * count), happens: (probability) => next() < probability };
};

/** A gateway in memory and in virtual time, with a network before it that a test makes as bad as it likes. */
export class ModelGateway {
  readonly clock = new FakeClock();
  readonly chance: ReturnType<typeof chanceOf>;
  readonly log = new ModelLog(() => this.clock.now());
  readonly http: ModelHttp;
  sessions: ModelSession[] = [];
  /** How many sockets were ever asked for. */
  opened = 0;
  socketsGetThrough = true;
  isDown = false;
  lossRate = 0;
  latencyMs = 5;
  goodToken: string | undefined;
  expiresAt: number | undefined;
  readonly published: { readonly id: string; readonly entry: Entry }[] = [];
  readonly #watchers = new Set<(what: Surrounding) => void>();
  #queueAtMs = 0;

  constructor(seed: number) {
    this.chance = chanceOf(seed);
    this.http = new ModelHttp({
      log: this.log,
      later: (run) => this.#later(run),
      after: (delayMs, run) => void this.clock.after(delayMs, run),
      isTokenGood: (token) => this.isTokenGood(token),
      take: (drafts) => this.#take(drafts),
    });
  }

  isTokenGood(token: string | undefined): boolean {
    return this.goodToken === undefined || token === this.goodToken;
  }

  get ports(): Ports {
    return {
      clock: this.clock,
      random: () => this.chance.next(),
      http: (request) => this.http.request(request),
      sockets: { open: (url, _protocols, events) => this.#open(url, events) },
      surroundings: {
        isOnline: () => true,
        watch: (happened) => {
          this.#watchers.add(happened);
          return () => this.#watchers.delete(happened);
        },
      },
    };
  }

  publish(draft: Draft & { readonly key: string }): Entry {
    const entry = this.log.append(draft);
    for (const session of this.sessions) session.publish(entry);
    this.http.publish(entry);
    return entry;
  }

  ping(): void {
    for (const session of this.sessions) session.ping();
    this.http.alive();
  }

  /** Ends every connection. */
  cut(code = 1006): void {
    for (const session of this.sessions) session.end(code);
    this.sessions = [];
    this.http.cut();
  }

  #open(url: string, events: SocketEvents): Socket {
    this.opened += 1;
    let session: ModelSession | undefined;
    let isClosed = false;
    const end = (code: number): void => {
      if (!isClosed) events.closed({ code, reason: '' });
      isClosed = true;
    };
    this.#later(() => {
      if (isClosed) return;
      if (this.isDown || !this.socketsGetThrough) end(1006);
      else {
        events.opened();
        const token = /[?&]token=([^&]*)/u.exec(url)?.[1];
        session = this.#session(events);
        if (this.isTokenGood(token)) session.welcome();
        else session.end(4401, 'invalid token');
      }
    });
    return {
      send: (text) => this.#later(() => session?.hear(text)),
      close: () => {
        isClosed = true;
        if (session === undefined) return;
        session.isOpen = false;
        this.sessions = this.sessions.filter((other) => other !== session);
      },
    };
  }

  #session(events: SocketEvents): ModelSession {
    const session = new ModelSession({
      log: this.log,
      chance: this.chance,
      now: () => this.clock.now(),
      later: (run) => this.#later(run),
      events,
      isTokenGood: (token) => this.isTokenGood(token),
      expiresAt: this.expiresAt,
    });
    session.lossRate = this.lossRate;
    this.sessions.push(session);
    return session;
  }

  /** Things arrive late, and in the order in which they were sent. */
  #later(run: () => void): void {
    const atMs = Math.max(this.#queueAtMs, this.clock.now() + this.latencyMs);
    this.#queueAtMs = atMs;
    this.clock.after(atMs - this.clock.now(), run);
  }

  #take(drafts: readonly unknown[]): { readonly status: number; readonly body: unknown } {
    const results = drafts.map((given) => {
      const draft = given as Draft & { readonly id: string };
      const known = this.published.find(({ id }) => id === draft.id);
      const entry = known?.entry ?? this.publish({ ...draft, key: draft.id });
      if (known === undefined) this.published.push({ id: draft.id, entry });
      return { ok: true, seq: String(entry.seq), cursor: entry.wire.seq, duplicate: known !== undefined };
    });
    return { status: 200, body: { accepted: results.length, refused: 0, results } };
  }
}
