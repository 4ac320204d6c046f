import type { JsonObject } from '@pitwall/dialects';
import { FrameReader, MessageInflater } from '@pitwall/testkit';
import { deflateWindowBits } from '../compression.ts';
import type { Compression } from '../compression.ts';

type Data = Record<string, unknown>;

interface Fact {
  type: string;
  account: string;
  key: string;
  n: number;
  delivery: string;
  retain: string;
  occasion: string;
  seq?: string;
  data?: Data;
  delta?: Data;
  orders?: { id: string; data: Data }[];
}

/** What a client of the probe dialect makes of what it reads: the states it holds and the `every` updates it got. */
export class Replica {
  readonly states = new Map<string, Data>();
  readonly everySeqs: number[] = [];
  readonly problems: string[] = [];
  orders: Map<string, Data> = new Map();
  cursorSeq: number | undefined;
  readonly #compression: Compression;
  #frames = new FrameReader();
  #inflater: MessageInflater;
  /** The newest version seen of each key on this connection. */
  #seen = new Map<string, number>();

  constructor(compression: Compression = 'none') {
    this.#compression = compression;
    this.#inflater = this.#createInflater();
  }

  /** A new connection: bytes that were on their way are gone, what was read is kept. */
  reconnect(): void {
    this.#frames = new FrameReader();
    this.#inflater = this.#createInflater();
  }

  read(bytes: Buffer): void {
    for (const frame of this.#frames.take(bytes)) {
      const message = JSON.parse(this.#inflater.text(frame)) as Fact | Fact[];
      for (const fact of Array.isArray(message) ? message : [message]) this.#take(fact);
    }
  }

  /** Messages that came compressed on this connection. */
  get compressedMessages(): number {
    return this.#inflater.count;
  }

  #createInflater(): MessageInflater {
    const takesOver = this.#compression === 'per-batch';
    const agreed = { windowBits: deflateWindowBits, takesOver };
    return new MessageInflater(this.#compression === 'none' ? undefined : agreed);
  }

  #take(fact: Fact): void {
    if (fact.seq !== undefined) this.cursorSeq = Number(fact.seq.split('.')[1]);
    if (fact.type.startsWith('reply:')) return;
    if (fact.orders !== undefined) {
      this.orders = new Map(fact.orders.map((order) => [order.id, order.data]));
      return;
    }
    const unit = `${fact.account} ${fact.type} ${fact.key}`;
    if (fact.n < (this.#seen.get(unit) ?? 0)) this.problems.push(`${unit} went back to ${fact.n}`);
    this.#seen.set(unit, fact.n);
    const announces = fact.occasion === 'live' || fact.occasion === 'replay';
    if (fact.delivery === 'every' && announces && fact.delta === undefined) this.everySeqs.push(fact.n);
    if (fact.retain === 'set') this.states.set(unit, this.#whole(unit, fact));
    if (fact.retain === 'remove') this.#remove(fact);
  }

  #whole(unit: string, fact: Fact): Data {
    if (fact.delta === undefined) return fact.data ?? {};
    const base = this.states.get(unit);
    if (base === undefined) this.problems.push(`${unit} got a delta without a whole before it`);
    const whole = { ...base };
    for (const [field, value] of Object.entries(fact.delta)) {
      if (value === null) delete whole[field];
      else whole[field] = value;
    }
    return whole;
  }

  #remove(fact: Fact): void {
    this.states.delete(`${fact.account} ${fact.type} ${fact.key}`);
    if (fact.type !== 'backtest-complete') return;
    this.states.delete(`${fact.account} backtest-start ${fact.key}`);
    this.states.delete(`${fact.account} backtest-progress ${fact.key}`);
  }
}

/** The data of an event as JSON makes it. */
export const asJson = (data: unknown): JsonObject => JSON.parse(JSON.stringify(data)) as JsonObject;
