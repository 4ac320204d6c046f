import { pitwall } from '@pitwall/dialects';
import type { JsonObject } from '@pitwall/dialects';
import type { Clock } from '@pitwall/gateway';
import type { InMemoryGateway } from '@pitwall/gateway/in-memory';
import type { SequencedEvent } from '@pitwall/model';
import { FrameReader } from '@pitwall/testkit';
import { ByteLine } from './byte-line.ts';
import { isObject, wordIn } from './page-words.ts';
import type { Past, Place } from './past.ts';
import type { LogBounds, RawReader } from './raw-reader.ts';
import type { Reckoning } from './reckoning.ts';
import { WholeFacts } from './whole-facts.ts';
import type { FactsWish } from './whole-facts.ts';

/** What a reader of one stream asks for. */
export interface StreamWish extends FactsWish {
  readonly account: string;
  /** Fields of its `subscribe`. */
  readonly subscribe: object;
}

/** What it is made over. */
export interface StreamParts {
  readonly clock: Clock;
  readonly past: Past;
  readonly bounds: () => LogBounds;
}

/** A program that keeps the rules of pitwall.v1's page for one stream, and comes back with its cursor. */
export class StreamReader implements RawReader {
  readonly #wish: StreamWish;
  readonly #parts: StreamParts;
  readonly #facts: WholeFacts;
  #frames = new FrameReader();
  #line: ByteLine | undefined;
  #cameAtSeq = 0;
  #answered: LogBounds = { headSeq: 0, horizonSeq: 0 };
  #since: string | undefined;
  #cursor: string | undefined;
  #last = '';
  #isLive = false;

  constructor(wish: StreamWish, parts: StreamParts) {
    this.#wish = wish;
    this.#parts = parts;
    this.#facts = new WholeFacts(wish, parts.past);
  }

  get isHere(): boolean {
    return this.#line?.isOpen === true && !this.#line.isEnded;
  }

  get reckonings(): readonly Reckoning[] {
    return [this.#facts.reckoning];
  }

  connect(gateway: InMemoryGateway): void {
    this.cut(1, false);
    const line = new ByteLine(this.#parts.clock, (bytes) => this.#take(bytes));
    this.#line = line;
    this.#frames = new FrameReader();
    this.#isLive = false;
    this.#cameAtSeq = this.#parts.bounds().headSeq;
    this.#since = this.#cursor;
    const url = `http://localhost/v1/stream?account=${this.#wish.account}`;
    void gateway.connect(url, pitwall, line).then((heard) => {
      line.join(heard);
      const since = this.#since === undefined ? {} : { since: this.#since };
      line.say({ type: 'subscribe', id: 'r', ...this.#wish.subscribe, ...since });
      this.#answered = this.#parts.bounds();
      return undefined;
    });
  }

  proceed(): void {
    // All that it wants is one stream.
  }

  read(share: number): void {
    this.#line?.read(share);
  }

  stall(): void {
    if (this.#line !== undefined) this.#line.isStalled = true;
  }

  flow(): void {
    this.#line?.flow();
  }

  cut(share: number, isNoticedLate: boolean): void {
    this.#line?.cut(share, isNoticedLate);
    this.#line = undefined;
  }

  orphan(share: number): void {
    this.#line?.orphan(share);
    this.#line = undefined;
  }

  faultsAtRest(values: readonly SequencedEvent[], head: Place): readonly string[] {
    const { reckoning } = this.#facts;
    const are = values.filter((value) => this.#wish.hears(value));
    return [...reckoning.faultsThrough(head), ...reckoning.staleValues(are, () => true)];
  }

  #take(bytes: Buffer): void {
    for (const { payload } of this.#frames.take(bytes)) {
      const said = JSON.parse(payload.toString()) as JsonObject | JsonObject[];
      for (const message of Array.isArray(said) ? said : [said]) this.#hear(message);
    }
  }

  #hear(message: JsonObject): void {
    switch (message['type']) {
      case 'subscribed':
        return this.#begin(message);
      case 'event':
      case 'delta':
      case 'snapshot':
        return this.#fact(message);
      case 'live':
        this.#follow(message, 'live');
        this.#isLive = true;
        this.#cursor = wordIn(message, 'cursor');
        this.#last = wordIn(message, 'last');
        return undefined;
      case 'ping':
        return this.#ping(message);
      case 'error':
        // Of its signs of life it needs no understanding.
        return 'id' in message ? this.#facts.fault(JSON.stringify(message)) : undefined;
      default:
        return undefined;
    }
  }

  #begin(message: JsonObject): void {
    const cursor = wordIn(message, 'cursor');
    const recovered = this.#since !== undefined && message['recovered'] === true;
    this.#cursor = cursor;
    this.#last = `${cursor.slice(0, cursor.lastIndexOf('.'))}.0`;
    const at = { cameAtSeq: this.#cameAtSeq, answered: this.#answered };
    this.#facts.answered({ since: this.#since, recovered, cursor }, at);
  }

  #fact(message: JsonObject): void {
    const seq = wordIn(message, 'seq');
    this.#follow(message, seq);
    this.#last = seq;
    const isNews = message['type'] !== 'snapshot';
    this.#facts.told(message, isNews);
    if (isNews && numberIn(seq) > numberIn(this.#cursor ?? '')) this.#cursor = seq;
  }

  #ping({ streams }: JsonObject): void {
    const at = isObject(streams) ? Object.values(streams)[0] : undefined;
    if (!isObject(at)) return;
    if (!this.#isLive) this.#facts.fault('a ping tells of a stream that is not live');
    if (at['last'] !== this.#last) this.#facts.fault(`a ping tells of ${wordIn(at, 'last')} after ${this.#last}`);
    this.#cursor = wordIn(at, 'throughSeq');
  }

  /** Nothing is lost on this line while it holds: whoever sees a loss is told of one that is none. */
  #follow(message: JsonObject, what: string): void {
    const prev = wordIn(message, 'prev');
    if (prev !== this.#last) this.#facts.fault(`${what} names ${prev} before it, and it was ${this.#last}`);
  }
}

const numberIn = (cursor: string): number => Number(cursor.slice(cursor.lastIndexOf('.') + 1));
