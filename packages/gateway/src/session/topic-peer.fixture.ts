import type { FakeSocket, SessionRig } from './session-rig.fixture.ts';
import type { Session } from './session.ts';

interface Message {
  readonly type: string;
  readonly seq?: string;
  readonly key?: string;
  readonly n?: number;
  readonly delivery?: string;
  readonly retain?: string;
  readonly occasion?: string;
  readonly data?: unknown;
  readonly recovered?: boolean;
  readonly cursor?: string;
}

/** What one connection owes, and what came of it. */
export interface TopicLife {
  /** The cursor that it came back with and that was honoured; `undefined`: it began anew. */
  readonly resumedSeq: number | undefined;
  /** After which seq each present topic is owed whole. */
  readonly owedAfter: Map<string, number>;
  readonly everHeard: Set<string>;
  /**
   * Topics that were asked for after others on a connection that resumed, and of which nothing was read yet: no cursor that
   * the client has speaks of their past, as the protocols' pages say.
   */
  readonly late: Set<string>;
  /** Seqs of `every` updates that were told, in the order in which they came. */
  readonly told: number[];
  /** Topics of which something was written while they were not heard. */
  readonly unasked: string[];
  /** Where the client stood when the connection was cut. */
  endedAt?: number;
}

const topicOf: Readonly<Record<string, string>> = {
  position: 'positions',
  trade: 'trades',
  'backtest-start': 'backtests',
  'backtest-progress': 'backtests',
  'backtest-complete': 'backtests',
};

const seqOf = (cursor: string): number => Number(cursor.split('.')[1]);

/** A client that turns to topics and away, is cut off, and comes back with the cursor that it read last. */
export class TopicPeer {
  readonly lives: TopicLife[] = [];
  readonly states = new Map<string, unknown>();
  /** The cursor of the last message that it read. */
  cursor: string | undefined;
  readonly #rig: SessionRig;
  #connected: ReturnType<SessionRig['connect']>;
  #onTheWay: Message[] = [];

  constructor(rig: SessionRig) {
    this.#rig = rig;
    this.#connected = this.#connect('resume=1');
    this.#begin(undefined);
  }

  get session(): Session {
    return this.#connected.session;
  }

  get socket(): FakeSocket {
    return this.#connected.socket;
  }

  get life(): TopicLife {
    const life = this.lives.at(-1);
    if (life === undefined) throw new Error('It was never connected');
    return life;
  }

  ask(message: unknown): void {
    this.#connected.ask(message);
  }

  subscribe(topics: readonly string[]): void {
    const { owedAfter, everHeard, late, resumedSeq } = this.life;
    const { headSeq } = this.#rig.delivery;
    const isLate = resumedSeq !== undefined && everHeard.size > 0;
    for (const topic of topics) {
      if (owedAfter.has(topic)) continue;
      owedAfter.set(topic, everHeard.has(topic) ? headSeq : (resumedSeq ?? headSeq));
      if (isLate && !everHeard.has(topic)) late.add(topic);
    }
    for (const topic of topics) everHeard.add(topic);
    this.ask({ ask: 'subscribe', topics });
  }

  unsubscribe(topics: readonly string[]): void {
    this.ask({ ask: 'unsubscribe', topics });
    // What was pending was written before it left.
    this.listen();
    for (const topic of topics) this.life.owedAfter.delete(topic);
    // Of what it left it holds nothing any more, once it has read what was written before.
    this.#onTheWay.push(...topics.map((topic) => ({ type: 'left', key: topic })));
    if (this.socket.taking) this.#arrive(this.#onTheWay.length);
  }

  /** Leaves topics that it hears and turns to them again at once, for their present values. */
  renew(topics: readonly string[]): void {
    const heard = topics.filter((topic) => this.life.owedAfter.has(topic));
    if (heard.length === 0) return;
    this.unsubscribe(heard);
    this.subscribe(heard);
  }

  listen(): void {
    const written = this.socket.read() as unknown as Message[];
    for (const { type } of written) {
      const topic = topicOf[type];
      if (topic !== undefined && !this.life.owedAfter.has(topic)) this.life.unasked.push(topic);
    }
    this.#onTheWay.push(...written);
    if (this.socket.taking) this.#arrive(this.#onTheWay.length);
  }

  read(): void {
    this.socket.take(this.session);
    this.listen();
  }

  /** Takes what waits and nothing of what comes next. */
  readSome(): void {
    this.listen();
    this.#arrive(this.#onTheWay.length);
    this.socket.takeUnsent(this.session);
    this.listen();
  }

  /** The connection is cut while this much of what is on its way arrives. */
  cut(share: number): void {
    this.session.onGone();
    this.listen();
    this.#arrive(Math.floor(this.#onTheWay.length * share));
    this.#onTheWay = [];
    this.life.endedAt = this.cursor === undefined ? 0 : seqOf(this.cursor);
  }

  /** Comes back to some of the topics that it heard, in one message. */
  comeBack(topics: readonly string[]): void {
    const wanted = [...this.life.owedAfter.keys()];
    this.#connected = this.#connect(this.cursor === undefined ? 'resume=1' : `since=${this.cursor}`);
    this.#begin(this.cursor === undefined ? undefined : seqOf(this.cursor));
    const again = wanted.filter((topic) => topics.includes(topic));
    for (const topic of new Set(Object.values(topicOf))) if (!again.includes(topic)) this.#drop(topic);
    if (again.length > 0) this.subscribe(again);
  }

  #begin(resumedSeq: number | undefined): void {
    this.lives.push({ resumedSeq, owedAfter: new Map(), everHeard: new Set(), late: new Set(), told: [], unasked: [] });
  }

  #connect(query: string): ReturnType<SessionRig['connect']> {
    return this.#rig.connect(query, undefined, { accounts: ['alice'] });
  }

  #arrive(count: number): void {
    for (const message of this.#onTheWay.splice(0, count)) this.#take(message);
  }

  #take(message: Message): void {
    if (message.type === 'reply:resumed' && message.recovered !== (this.life.resumedSeq !== undefined))
      throw new Error('Its cursor was not honoured');
    if (message.type === 'reply:resumed') this.cursor = message.cursor;
    if (message.type === 'left') this.#drop(`${message.key}`);
    const topic = topicOf[message.type];
    if (topic === undefined) return;
    this.life.late.delete(topic);
    if (message.seq !== undefined) this.cursor = message.seq;
    const { delivery, occasion, n = 0 } = message;
    if (delivery === 'every' && occasion !== 'snapshot') this.life.told.push(n);
    this.#fold(message);
  }

  #drop(topic: string): void {
    for (const name of this.states.keys()) if (topicOf[name.split(' ')[0] ?? ''] === topic) this.states.delete(name);
  }

  #fold({ type, key, retain, data }: Message): void {
    if (retain === 'set') this.states.set(`${type} ${key}`, data);
    if (retain !== 'remove') return;
    this.states.delete(`${type} ${key}`);
    if (type !== 'backtest-complete') return;
    this.states.delete(`backtest-start ${key}`);
    this.states.delete(`backtest-progress ${key}`);
  }
}
