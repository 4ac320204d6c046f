import type { Filter } from '../contract.ts';
import type { Kind } from '../fact.ts';
import type { SocketEvents } from '../ports.ts';
import type { WireFact } from '../wire/messages.ts';
import { hears, idOf, type Entry, type ModelLog } from './model-log.fixture.ts';

/** What a model's chance decides. */
export interface Chance {
  /** True with this probability. */
  happens(probability: number): boolean;
}

interface Stream {
  readonly name: string;
  readonly filter: Filter;
  readonly delta: boolean;
  last: string;
  isLive: boolean;
  hasLost: boolean;
  /** Versions sent, by id: what deltas change. */
  readonly sent: Map<string, Entry>;
  /** `latest` updates that wait for their interval. */
  readonly pending: Map<string, Entry>;
}

type Json = Readonly<Record<string, unknown>>;

/** What a session works with. */
export interface SessionParts {
  readonly log: ModelLog;
  readonly chance: Chance;
  readonly now: () => number;
  readonly later: (run: () => void) => void;
  readonly events: SocketEvents;
  readonly isTokenGood: (token: string) => boolean;
  readonly expiresAt: number | undefined;
}

const names = (value: unknown): readonly string[] | undefined => (Array.isArray(value) ? value.map(String) : undefined);

/** One connection of the model gateway: pitwall.v1 as PROTOCOL.md tells it, with every choice that it leaves open left to chance. */
export class ModelSession {
  readonly #parts: SessionParts;
  readonly #streams = new Map<string, Stream>();
  readonly heard: Json[] = [];
  isOpen = true;
  isMute = false;
  /** Probability that a message of a stream is lost on its way. */
  lossRate = 0;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  welcome(): void {
    const { log, now, expiresAt } = this.#parts;
    const facts = { epoch: log.epoch, head: log.cursor, accounts: '*', heartbeatMs: 15_000, expiresAt };
    this.say({ type: 'welcome', protocol: 'pitwall.v1', serverTime: now(), ...facts });
  }

  hear(text: string): void {
    if (!this.isOpen) return;
    const message = JSON.parse(text) as Json;
    this.heard.push(message);
    if (message['type'] === 'subscribe') this.#subscribe(message);
    if (message['type'] === 'unsubscribe') this.#unsubscribe(message);
    if (message['type'] === 'ping') this.say({ type: 'pong', echo: message['echo'], serverTime: this.#parts.now() });
    if (message['type'] === 'authenticate') this.#authenticate(message);
  }

  publish(entry: Entry): void {
    for (const stream of this.#streams.values()) {
      if (stream.isLive && hears(stream.filter, entry.wire)) this.#offer(stream, entry);
    }
  }

  /** Waiting updates whose time has come. */
  flush(): void {
    for (const stream of this.#streams.values()) {
      for (const [id, entry] of stream.pending) {
        stream.pending.delete(id);
        this.#event(stream, entry);
      }
    }
  }

  ping(): void {
    this.flush();
    const live = [...this.#streams.values()].filter(({ isLive }) => isLive);
    const streams = live.map(({ name, last }) => [name, { throughSeq: this.#parts.log.cursor, last }] as const);
    this.say({ type: 'ping', sentAt: this.#parts.now(), streams: Object.fromEntries(streams) });
  }

  /** Each stream falls behind for a while: what may be skipped is, and the rest comes when it has caught up. */
  lag(missed: () => void): void {
    const { log } = this.#parts;
    const behind = [...this.#streams.values()].filter(({ isLive }) => isLive);
    const from = log.head;
    for (const stream of behind) {
      this.flush();
      stream.isLive = false;
    }
    missed();
    for (const stream of behind) {
      for (const entry of log.missedAfter(from, stream.filter)) this.#event(stream, entry);
      for (const entry of log.values(stream.filter)) {
        if (stream.sent.get(idOf(entry.wire))?.seq !== entry.seq) this.#say(stream, 'snapshot', entry);
      }
      this.#live(stream, { conflated: 1, dropped: 0 });
    }
  }

  end(code: number, reason = ''): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#parts.later(() => this.#parts.events.closed({ code, reason }));
  }

  say(message: Json): void {
    if (!this.isOpen || this.isMute) return;
    const text = JSON.stringify(message);
    this.#parts.later(() => this.#parts.events.message(text));
  }

  #subscribe(message: Json): void {
    const { log, now } = this.#parts;
    const filter: Filter = Object.fromEntries(
      ['kinds', 'channels', 'accounts', 'symbols'].flatMap((list) => {
        const entries = names(message[list]);
        return entries === undefined ? [] : [[list, entries as Kind[]]];
      }),
    );
    const rate = message['maxRatePerKeyMs'];
    const delta = message['delta'] === true;
    const name = JSON.stringify([filter, delta, rate, message['snapshot']]);
    const since = typeof message['since'] === 'string' ? message['since'] : undefined;
    if (this.#streams.has(name)) {
      this.say({ type: 'error', id: message['id'], code: 'INVALID_REQUEST', message: 'same stream', how: '' });
      return;
    }
    const resumed = since === undefined ? undefined : log.resume(since);
    const afterSeq = resumed !== undefined && 'afterSeq' in resumed ? resumed.afterSeq : log.head;
    const cursor = log.cursorOf(afterSeq);
    const sayings = { last: `${log.epoch}.0`, isLive: false, hasLost: false, sent: new Map(), pending: new Map() };
    const stream: Stream = { name, filter, delta, ...sayings };
    this.#streams.set(name, stream);
    const recovered = resumed === undefined ? undefined : 'afterSeq' in resumed;
    this.say({ type: 'subscribed', id: message['id'], stream: name, cursor, recovered, sentAt: now() });
    if (resumed !== undefined && 'reason' in resumed) {
      this.say({ type: 'gap', stream: name, since, cursor, reason: resumed.reason, sentAt: now() });
    }
    for (const entry of log.missedAfter(afterSeq, filter)) this.#event(stream, entry);
    if (message['snapshot'] !== false) {
      for (const entry of log.values(filter)) this.#say(stream, 'snapshot', entry);
    }
    this.#live(stream);
  }

  #unsubscribe({ id, stream }: Json): void {
    this.#streams.delete(String(stream));
    this.say({ type: 'unsubscribed', id, stream, sentAt: this.#parts.now() });
  }

  #authenticate({ id, token }: Json): void {
    const expiresAt = this.#parts.now() + 3_600_000;
    if (this.#parts.isTokenGood(String(token))) this.say({ type: 'authenticated', id, expiresAt });
    else this.say({ type: 'error', id, code: 'INVALID_TOKEN', message: 'bad token', how: 'Get another.' });
  }

  #offer(stream: Stream, entry: Entry): void {
    const id = idOf(entry.wire);
    if (entry.delivery === 'latest') {
      // One that waits is replaced by the newer one; one that does not wait goes at once, or waits.
      if (stream.pending.has(id) || this.#parts.chance.happens(0.5)) stream.pending.set(id, entry);
      else this.#event(stream, entry);
      return;
    }
    const waiting = stream.pending.get(id);
    stream.pending.delete(id);
    if (waiting !== undefined) this.#event(stream, waiting);
    if (entry.delivery === 'bounded' && this.#parts.chance.happens(0.2)) {
      this.say({ type: 'dropped', stream: stream.name, kind: entry.wire.kind, count: 1 });
      return;
    }
    this.#event(stream, entry);
  }

  #event(stream: Stream, entry: Entry): void {
    const base = stream.sent.get(idOf(entry.wire));
    const isDelta = stream.delta && entry.delivery === 'latest' && base !== undefined;
    if (isDelta) this.#say(stream, 'delta', entry, base);
    else this.#say(stream, 'event', entry);
  }

  #say(stream: Stream, type: string, entry: Entry, base?: Entry): void {
    const { wire } = entry;
    const data = base === undefined ? wire.data : changesOf(base.wire, wire);
    const place = { stream: stream.name, prev: stream.last, base: base?.wire.seq, sentAt: this.#parts.now() };
    stream.last = wire.seq;
    if (entry.retain === 'set') stream.sent.set(idOf(wire), entry);
    else stream.sent.delete(idOf(wire));
    this.#sayOrLose(stream, { type, ...wire, data, ...place });
  }

  #live(stream: Stream, lag?: Json): void {
    stream.isLive = true;
    const { name, last } = stream;
    this.#sayOrLose(stream, { type: 'live', stream: name, cursor: this.#parts.log.cursor, prev: last, last, lag });
  }

  /** Any single message may be lost, and is found missing. Of several in a row a `seq` may come twice, as an event and as a value. */
  #sayOrLose(stream: Stream, message: Json): void {
    if (!stream.hasLost && this.#parts.chance.happens(this.lossRate)) stream.hasLost = true;
    else this.say(message);
  }
}

const changesOf = (old: WireFact, now: WireFact): Json => {
  const fields = new Set([...Object.keys(old.data), ...Object.keys(now.data)]);
  const changed = [...fields].filter((field) => old.data[field] !== now.data[field]);
  return Object.fromEntries(changed.map((field) => [field, now.data[field] ?? null]));
};
