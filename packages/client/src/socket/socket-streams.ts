import { ClientError } from '../client-error.ts';
import { LossWatch } from '../reading/loss-watch.ts';
import type { Reader } from '../reading/reader.ts';
import type { FactMessage, ServerMessage } from '../wire/messages.ts';
import { rateFor, subscribeText } from './stream-requests.ts';

/** What the streams of a socket work with. */
export interface SocketStreamsParts {
  readonly send: (text: string) => void;
  /** Losses were found again and again: this socket is not to be trusted. */
  readonly distrust: (why: ClientError) => void;
  /** Something became live, or is not any more. */
  readonly changed: () => void;
  readonly lossFound: () => void;
}

/** A reader's stream on this socket: asked for, and opened once it has a name. */
interface SocketStream {
  readonly reader: Reader;
  readonly wish: Reader['wish'];
  rateMs: number;
  name: string | undefined;
  losses: LossWatch | undefined;
  /** Losses since it was live. */
  lossCount: number;
  /** Nobody wants it any more, but its request was not answered yet. */
  isAbandoned: boolean;
  /** It was asked for with a place that it cannot go on from, and the word for that is still to come. */
  isOwedGap: boolean;
}

/** Losses of one stream in a row after which the socket is replaced: asking anew does not help. */
const mostLosses = 3;

type Of<T extends ServerMessage['type']> = Extract<ServerMessage, { readonly type: T }>;

/** The streams of one socket: asked for, followed by the rules of loss, and asked for anew where one lost something. */
export class SocketStreams {
  readonly #parts: SocketStreamsParts;
  readonly #streams = new Map<Reader, SocketStream>();
  readonly #byName = new Map<string, SocketStream>();
  readonly #byRequest = new Map<string, SocketStream>();
  /** Streams that were left; until the gateway has heard of it, it goes on with them. */
  readonly #left = new Set<string>();
  #requests = 0;

  constructor(parts: SocketStreamsParts) {
    this.#parts = parts;
  }

  get areLive(): boolean {
    return [...this.#streams.keys()].every(({ isLive }) => isLive);
  }

  add(reader: Reader): void {
    const { wish } = reader;
    const rateMs = rateFor(wish, [...this.#streams.values(), ...this.#byRequest.values()]);
    const names = { name: undefined, losses: undefined };
    const stream: SocketStream = { reader, wish, rateMs, lossCount: 0, isAbandoned: false, isOwedGap: false, ...names };
    this.#streams.set(reader, stream);
    this.#ask(stream);
  }

  remove(reader: Reader): void {
    const stream = this.#streams.get(reader);
    if (stream === undefined) return;
    this.#streams.delete(reader);
    // One that was asked for and has no name yet ends when it is answered.
    if (stream.name === undefined) stream.isAbandoned = true;
    else this.#leave(stream);
    this.#parts.changed();
  }

  /** The socket is gone, and all of this with it. */
  lost(): void {
    for (const reader of this.#streams.keys()) reader.interrupted();
    this.#streams.clear();
    this.#byName.clear();
    this.#byRequest.clear();
    this.#left.clear();
  }

  subscribed({ id, stream: name, cursor, recovered }: Of<'subscribed'>): void {
    const stream = this.#byRequest.get(id);
    if (stream === undefined) return;
    this.#byRequest.delete(id);
    if (stream.isAbandoned) {
      this.#unsubscribe(name);
      return;
    }
    stream.name = name;
    stream.losses = new LossWatch(cursor);
    this.#byName.set(name, stream);
    this.#left.delete(name);
    // Until the gap is told the reader stands where it stood: were the word for it lost, it would go on in silence.
    stream.isOwedGap = recovered === false;
    if (!stream.isOwedGap) stream.reader.begun(cursor, recovered === true);
  }

  unsubscribed({ stream }: Of<'unsubscribed'>): void {
    this.#left.delete(stream);
  }

  gap({ stream: name, since, cursor, reason }: Of<'gap'>): void {
    const stream = this.#named(name);
    if (stream?.losses === undefined) return;
    if (stream.isOwedGap) stream.reader.begun(stream.losses.cursor, false);
    stream.isOwedGap = false;
    stream.reader.gap({ since, cursor, reason });
  }

  fact(message: FactMessage): void {
    const stream = this.#named(message.stream);
    if (stream?.losses === undefined) return;
    const { reader, losses, isOwedGap } = stream;
    const isWhole =
      !isOwedGap &&
      losses.fact(message.type, message.seq, message.prev) &&
      reader.fact(message, message.type, message.base);
    if (isWhole) reader.passed(losses.cursor);
    else this.#lost(stream);
  }

  live({ stream: name, prev, cursor, last, lag }: Of<'live'>): void {
    const stream = this.#named(name);
    if (stream?.losses === undefined) return;
    if (stream.isOwedGap || !stream.losses.live(prev, cursor, last)) {
      this.#lost(stream);
      return;
    }
    stream.lossCount = 0;
    stream.reader.live(lag === undefined ? { cursor } : { cursor, lag });
    this.#parts.changed();
  }

  ping({ streams }: Of<'ping'>): void {
    for (const [name, { throughSeq, last }] of Object.entries(streams)) {
      const stream = this.#named(name);
      if (stream?.losses === undefined) continue;
      if (stream.losses.ping(throughSeq, last)) stream.reader.passed(throughSeq);
      else this.#lost(stream);
    }
  }

  dropped({ stream, kind, count }: Of<'dropped'>): void {
    this.#byName.get(stream)?.reader.dropped({ where: 'gateway', kind, count });
  }

  /** A request was refused: true when it was one for a stream. */
  refused(id: string, why: ClientError): boolean {
    const stream = this.#byRequest.get(id);
    if (stream === undefined) return false;
    this.#byRequest.delete(id);
    if (stream.isAbandoned) return true;
    this.#streams.delete(stream.reader);
    stream.reader.ended(why);
    this.#parts.changed();
    return true;
  }

  /** An open stream. One that nobody here asked for or left was answered by a `subscribed` that was lost. */
  #named(name: string): SocketStream | undefined {
    const stream = this.#byName.get(name);
    if (stream !== undefined || this.#left.has(name)) return stream;
    if (this.#byRequest.size > 0) {
      this.#parts.lossFound();
      this.#parts.distrust(new ClientError('CONNECTION_LOST', 'The answer to a request was lost'));
    }
    return undefined;
  }

  #ask(stream: SocketStream): void {
    this.#requests += 1;
    const id = `s${this.#requests}`;
    const { reader, wish, rateMs } = stream;
    this.#byRequest.set(id, stream);
    const since = reader.cursor;
    this.#parts.send(subscribeText(id, wish, since === undefined ? { rateMs } : { rateMs, since }));
    this.#parts.changed();
  }

  #lost(stream: SocketStream): void {
    this.#parts.lossFound();
    stream.lossCount += 1;
    if (stream.lossCount >= mostLosses) {
      this.#parts.distrust(new ClientError('CONNECTION_LOST', 'Messages were lost again and again'));
      return;
    }
    stream.reader.interrupted();
    this.#leave(stream);
    this.#ask(stream);
  }

  #leave(stream: SocketStream): void {
    const { name } = stream;
    stream.name = undefined;
    stream.losses = undefined;
    if (name === undefined) return;
    this.#byName.delete(name);
    this.#unsubscribe(name);
  }

  #unsubscribe(stream: string): void {
    this.#left.add(stream);
    this.#requests += 1;
    this.#parts.send(JSON.stringify({ type: 'unsubscribe', id: `u${this.#requests}`, stream }));
  }
}
