import type { JsonObject } from '@pitwall/dialects';
import type { Clock } from '@pitwall/gateway';
import type { InMemoryGateway } from '@pitwall/gateway/in-memory';
import type { SequencedEvent } from '@pitwall/model';
import { FrameReader } from '@pitwall/testkit';
import { ByteLine } from './byte-line.ts';
import { isObject, wordIn } from './page-words.ts';
import type { PageWords } from './page-words.ts';
import { placeOf } from './past.ts';
import type { Past, Place } from './past.ts';
import type { RawReader, LogBounds } from './raw-reader.ts';
import { Reckoning } from './reckoning.ts';
import { wholePosition } from './whole-position.ts';

/** What a reader asks for. */
export interface PageWish {
  /** Parameters of the URL beside where to go on. */
  readonly query: string;
  /** Topics that it asks for one after another; `undefined`: it hears what the page tells everybody. */
  readonly groups?: readonly (readonly string[])[];
  readonly hearsAccount: (account: string) => boolean;
}

/** What a reader is made over. */
export interface PageParts {
  readonly clock: Clock;
  readonly past: Past;
  readonly words: PageWords;
  readonly bounds: () => LogBounds;
}

/** Topics that were asked for together, and what was told of them. */
interface Group {
  readonly topics: readonly string[] | undefined;
  readonly reckoning: Reckoning;
  /** Where the log was when it asked on this connection. */
  asked: LogBounds | undefined;
  isAnswered: boolean;
  /** Topics of which it has not read on this connection that they are heard. */
  unconfirmed: Set<string>;
}

/** A program that reads a page's protocol as it is, keeps the `seq` it read last, and comes back with that. */
export class PageReader implements RawReader {
  readonly #wish: PageWish;
  readonly #parts: PageParts;
  readonly #groups: readonly Group[];
  readonly #lists = new Map<string, string>();
  #frames = new FrameReader();
  #line: ByteLine | undefined;
  #cursor: string | undefined;
  #since: string | undefined;
  /** Where the log was when it came. */
  #headSeq = 0;
  #answer: { recovered: boolean; cursor: string } | undefined;
  /** Positions as they were told last on this connection, for a reader of changes. */
  #positions = new Map<string, JsonObject>();

  constructor(wish: PageWish, parts: PageParts) {
    this.#wish = wish;
    this.#parts = parts;
    this.#groups = (wish.groups ?? [undefined]).map((topics) => ({
      topics,
      asked: undefined,
      isAnswered: false,
      unconfirmed: new Set(topics),
      reckoning: new Reckoning(parts.past, {
        name: `${parts.words.dialect.name} ${topics?.join() ?? ''} ${wish.query}`,
        hears: (event) => this.#hears(event, topics) && parts.words.says(event, 'live'),
        isCourtesy: (event) => this.#isCourtesy(event, topics),
        mayRepeat: (wish.groups?.length ?? 1) > 1,
      }),
    }));
  }

  get isHere(): boolean {
    return this.#line?.isOpen === true && !this.#line.isEnded;
  }

  get reckonings(): readonly Reckoning[] {
    return this.#groups.map(({ reckoning }) => reckoning);
  }

  connect(gateway: InMemoryGateway): void {
    this.cut(1, false);
    const { bounds, clock, words } = this.#parts;
    const line = new ByteLine(clock, (bytes) => this.#take(bytes));
    this.#line = line;
    this.#frames = new FrameReader();
    this.#positions = new Map();
    this.#answer = undefined;
    this.#since = this.#cursor;
    this.#headSeq = bounds().headSeq;
    for (const group of this.#groups) {
      Object.assign(group, { asked: undefined, isAnswered: false, unconfirmed: new Set(group.topics) });
    }
    const resume = this.#since === undefined ? 'resume=1' : `since=${this.#since}`;
    const url = `http://localhost/ws/${words.dialect.name}?${this.#wish.query}&${resume}`;
    void gateway.connect(url, words.dialect, line).then((heard) => {
      line.join(heard);
      if (this.#line === line) this.proceed();
      return undefined;
    });
  }

  /** Asks for the next topics, if it has not asked for all. */
  proceed(): void {
    const group = this.#groups.find(({ asked }) => asked === undefined);
    if (group === undefined || this.#line?.isJoined !== true || !this.isHere) return;
    group.asked = this.#parts.bounds();
    for (const ask of asksFor(this.#parts.words.dialect.name, group.topics)) this.#line?.say(ask);
    this.#settleAnswer(group);
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
    const line = this.#line;
    if (line === undefined) return;
    line.cut(share, isNoticedLate);
    this.#line = undefined;
    this.#leaveUnasked();
  }

  orphan(share: number): void {
    this.#line?.orphan(share);
    this.#line = undefined;
    this.#leaveUnasked();
  }

  faultsAtRest(values: readonly SequencedEvent[], head: Place): readonly string[] {
    return this.#groups.flatMap((group) => {
      const { reckoning, topics } = group;
      const { words } = this.#parts;
      const are = values.filter((value) => this.#hears(value, topics));
      return [
        ...reckoning.faultsThrough(head),
        ...reckoning.staleValues(are, (value) => words.says(value, 'snapshot')),
        ...this.#staleLists(are, topics),
      ];
    });
  }

  #hears(event: SequencedEvent, topics: readonly string[] | undefined): boolean {
    const of = this.#parts.words.dialect.topicsOf(event);
    return this.#wish.hearsAccount(event.account) && (topics === undefined || of.some((one) => topics.includes(one)));
  }

  #isCourtesy(event: SequencedEvent, topics: readonly string[] | undefined): boolean {
    const { replayMs } = this.#parts.words.dialect.traits.subscription;
    return topics?.some((topic) => (replayMs?.(topic) ?? 0) > 0) === true && this.#hears(event, topics);
  }

  #take(bytes: Buffer): void {
    for (const { payload, opcode } of this.#frames.take(bytes)) {
      if (opcode !== 1) continue;
      const said = JSON.parse(payload.toString()) as JsonObject | JsonObject[];
      for (const message of Array.isArray(said) ? said : [said]) this.#hear(message);
    }
  }

  #hear(message: JsonObject): void {
    const told = this.#parts.words.read(wholePosition(message, this.#positions));
    if (told.is === 'answer') {
      this.#answer = told;
      if (!told.recovered) {
        this.#cursor = told.cursor;
        this.#lists.clear();
      }
      for (const group of this.#groups) this.#settleAnswer(group);
    } else if (told.is === 'list') this.#lists.set(told.type, told.text);
    else if (told.is === 'fact') {
      const { event } = told.fact;
      const group = this.#groups.find(({ topics }) => this.#hears(event, topics)) ?? this.#groups[0];
      group?.reckoning.told(told.fact);
    }
    for (const topic of confirmedBy(message)) for (const { unconfirmed } of this.#groups) unconfirmed.delete(topic);
    // While something is not heard yet, what is read of the rest says nothing of it: so it comes back with the older cursor.
    const hearsAll = this.#groups.every(({ unconfirmed }) => unconfirmed.size === 0);
    if (typeof message['seq'] === 'string' && hearsAll) this.#cursor = message['seq'];
  }

  #settleAnswer(group: Group, fromSeq?: number): void {
    const { asked, reckoning, topics } = group;
    if (asked === undefined || this.#answer === undefined || group.isAnswered) return;
    group.isAnswered = true;
    const { recovered, cursor } = this.#answer;
    const stands = placeOf(cursor);
    // What is asked for later is owed from then on, and may be told from where the reader stands.
    const owedFromSeq = fromSeq ?? (topics === undefined ? stands.seq : asked.headSeq);
    reckoning.answered({ since: this.#since, recovered, stands, owedFromSeq, ...asked, cameAtSeq: this.#headSeq });
  }

  /** It goes before it asked for all that it wants: of the rest it is owed what comes after its cursor. */
  #leaveUnasked(): void {
    for (const group of this.#groups) {
      if (group.isAnswered || this.#answer === undefined || this.#answer.recovered) continue;
      group.asked = this.#parts.bounds();
      this.#settleAnswer(group, placeOf(this.#answer.cursor).seq);
    }
  }

  #staleLists(are: readonly SequencedEvent[], topics: readonly string[] | undefined): readonly string[] {
    const { words } = this.#parts;
    return [...words.lists(are)].flatMap(([type, { kind, text }]) => {
      const view = words.dialect.views[kind];
      if (view?.mode !== 'collect' || topics?.includes(view.topic) === false) return [];
      const held = this.#lists.get(type);
      return held === text ? [] : [`${words.dialect.name}: ${type} is ${text}, held is ${held}`];
    });
  }
}

const confirmedBy = (message: JsonObject): readonly string[] => {
  const { type, event, data } = message;
  if (type === 'subscription_confirmed') return [wordIn(message, 'topic')];
  return event === 'subscribed' && isObject(data) && Array.isArray(data['channels'])
    ? data['channels'].map(String)
    : [];
};

const asksFor = (dialect: string, topics: readonly string[] | undefined): readonly object[] => {
  if (topics === undefined) return [];
  if (dialect === 'mci') return [{ event: 'subscribe', data: { channels: topics } }];
  return topics.map((topic) => ({ action: 'subscribe', topic }));
};
