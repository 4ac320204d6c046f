import type { Readable } from 'node:stream';
import type { JsonObject } from '@pitwall/dialects';
import type { InMemoryGateway } from '@pitwall/gateway/in-memory';
import type { SequencedEvent } from '@pitwall/model';
import { EventStreamParser } from '@pitwall/testkit';
import { wordIn } from './page-words.ts';
import type { Past, Place } from './past.ts';
import type { LogBounds, RawReader } from './raw-reader.ts';
import type { Reckoning } from './reckoning.ts';
import { WholeFacts } from './whole-facts.ts';
import type { FactsWish } from './whole-facts.ts';

/** What a reader of server-sent events asks for. */
export interface EventStreamWish extends FactsWish {
  readonly query: string;
}

/** What it is made over. */
export interface EventStreamParts {
  readonly past: Past;
  readonly bounds: () => LogBounds;
}

/** A program that reads server-sent events as the HTML standard says, and comes back with its last event id. */
export class EventStreamReader implements RawReader {
  readonly #wish: EventStreamWish;
  readonly #parts: EventStreamParts;
  readonly #facts: WholeFacts;
  readonly #parser = new EventStreamParser();
  #stream: Readable | undefined;
  #isComing = false;
  #onTheWay = '';
  #cameAtSeq = 0;
  #answered: LogBounds = { headSeq: 0, horizonSeq: 0 };
  #since: string | undefined;
  /** Tells connections apart: what an old one still has is nobody's. */
  #connections = 0;

  constructor(wish: EventStreamWish, parts: EventStreamParts) {
    this.#wish = wish;
    this.#parts = parts;
    this.#facts = new WholeFacts(wish, parts.past);
  }

  get isHere(): boolean {
    return this.#isComing || this.#stream !== undefined;
  }

  get reckonings(): readonly Reckoning[] {
    return [this.#facts.reckoning];
  }

  connect(gateway: InMemoryGateway): void {
    this.cut(1);
    const connection = (this.#connections += 1);
    this.#isComing = true;
    this.#cameAtSeq = this.#parts.bounds().headSeq;
    const { lastEventId } = this.#parser;
    this.#since = lastEventId === '' ? undefined : lastEventId;
    const headers = { host: 'localhost:8080', ...(lastEventId === '' ? {} : { 'last-event-id': lastEventId }) };
    void gateway
      .request({ method: 'GET', url: `/v1/sse?${this.#wish.query}`, headers, payloadAsStream: true })
      .then((answer) => {
        const stream = answer.stream();
        stream.on('error', () => undefined);
        if (connection === this.#connections) this.#begin(stream, connection);
        else stream.destroy();
        return undefined;
      });
  }

  proceed(): void {
    // A stream takes no words.
  }

  read(share: number): void {
    const taken = Math.floor(this.#onTheWay.length * share);
    const text = this.#onTheWay.slice(0, taken);
    this.#onTheWay = this.#onTheWay.slice(taken);
    for (const { event, data } of this.#parser.take(text)) this.#hear(event, JSON.parse(data) as JsonObject);
  }

  stall(): void {
    this.#stream?.pause();
  }

  flow(): void {
    this.#stream?.resume();
  }

  cut(share: number): void {
    this.read(share);
    this.#connections += 1;
    this.#isComing = false;
    this.#onTheWay = '';
    this.#parser.reconnect();
    this.#stream?.destroy();
    this.#stream = undefined;
  }

  orphan(share: number): void {
    this.cut(share);
  }

  faultsAtRest(values: readonly SequencedEvent[], head: Place): readonly string[] {
    const { reckoning } = this.#facts;
    const are = values.filter((value) => this.#wish.hears(value));
    return [...reckoning.faultsThrough(head), ...reckoning.staleValues(are, () => true)];
  }

  #begin(stream: Readable, connection: number): void {
    this.#isComing = false;
    this.#answered = this.#parts.bounds();
    this.#stream = stream;
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      if (connection === this.#connections) this.#onTheWay += text;
    });
    stream.once('close', () => {
      if (connection === this.#connections) this.cut(1);
    });
  }

  #hear(name: string, message: JsonObject): void {
    if (name === 'resume') {
      const recovered = this.#since !== undefined && message['recovered'] === true;
      const answer = { since: this.#since, recovered, cursor: wordIn(message, 'cursor') };
      this.#facts.answered(answer, { cameAtSeq: this.#cameAtSeq, answered: this.#answered });
    } else if ('seq' in message) this.#facts.told(message, message['snapshot'] !== true);
  }
}
