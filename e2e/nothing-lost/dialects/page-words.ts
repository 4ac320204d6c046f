import type { Dialect, EncodeContext, JsonObject, Occasion, ViewOf } from '@pitwall/dialects';
import type { Kind, SequencedEvent } from '@pitwall/model';
import { textOf } from '../ledger.ts';
import type { ToldFact } from './reckoning.ts';

/** What a message of a page means to who reads it. */
export type Told =
  | { readonly is: 'answer'; readonly recovered: boolean; readonly cursor: string }
  | { readonly is: 'fact'; readonly fact: ToldFact }
  | { readonly is: 'list'; readonly type: string; readonly text: string }
  | { readonly is: 'talk' };

type AnyView = ViewOf<Kind>;

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A message without what depends on its reader: its cursor, and the account that readers of several are told. */
const bare = (whole: JsonObject, namesAccount: boolean): JsonObject => {
  const message = { ...whole };
  delete message['seq'];
  if (!namesAccount) return message;
  const { data } = message;
  return { ...message, ...(isObject(data) ? { data: { ...data, account: null } } : { account: null }) };
};

/** A text in which no time is said, since some say again what they said before as true of now. */
const timeless = (message: JsonObject): string =>
  textOf(JSON.parse(JSON.stringify(message, (name, value: unknown) => (name === 'timestamp' ? 0 : value))));

/** A field that is a text. */
export const wordIn = (message: JsonObject, name: string): string => {
  const value = message[name];
  return typeof value === 'string' ? value : '';
};

/** The type of a message, whatever its page calls that. */
const typeOf = (message: JsonObject): string => wordIn(message, 'type' in message ? 'type' : 'event');

/** What each fact looks like in the words of one dialect: so a reader who is told no identity knows which one it was told. */
export class PageWords {
  readonly dialect: Dialect;
  readonly #namesAccount: boolean;
  readonly #byText = new Map<string, { event: SequencedEvent; occasions: Set<Occasion> }>();
  readonly #listKinds = new Map<string, Kind>();

  constructor(dialect: Dialect, { namesAccount }: { readonly namesAccount: boolean }) {
    this.dialect = dialect;
    this.#namesAccount = namesAccount;
    for (const kind of Object.keys(dialect.views) as Kind[]) {
      if (this.#view(kind)?.mode !== 'collect') continue;
      const empty = this.#sayList(kind, []);
      if (empty !== undefined) this.#listKinds.set(typeOf(empty), kind);
    }
  }

  /** Learns what a new fact looks like. */
  learn(event: SequencedEvent): void {
    const view = this.#view(event.kind);
    if (view?.mode !== 'each') return;
    for (const occasion of ['live', 'replay', 'snapshot'] as const) this.#note(textOf, event, occasion);
    if (view.repeatEveryMs !== undefined) this.#note(timeless, event, 'repeat');
  }

  /** Whether a fact has words of its own. */
  says(event: SequencedEvent, occasion: Occasion): boolean {
    return this.#say(event, occasion) !== undefined;
  }

  read(message: JsonObject): Told {
    const plain = bare(message, this.#namesAccount);
    if (typeOf(plain) === 'resume') return answerOf(plain);
    const found = this.#byText.get(textOf(plain)) ?? this.#byText.get(timeless(plain));
    if (found !== undefined) {
      const { event, occasions } = found;
      const mayBeNews = occasions.has('live') || occasions.has('replay');
      const mayBeValue = occasions.has('snapshot') || occasions.has('repeat');
      return { is: 'fact', fact: { event, mayBeNews, mayBeValue } };
    }
    if (this.#listKinds.has(typeOf(plain))) return { is: 'list', type: typeOf(plain), text: timeless(plain) };
    return { is: 'talk' };
  }

  /** The lists as they must be shown, by type. */
  lists(values: readonly SequencedEvent[]): ReadonlyMap<string, { readonly kind: Kind; readonly text: string }> {
    const lists = [...this.#listKinds].flatMap(([type, kind]) => {
      const ofKind = values.filter((value) => value.kind === kind);
      const said = this.#sayList(
        kind,
        ofKind.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
      );
      return said === undefined ? [] : [[type, { kind, text: timeless(bare(said, this.#namesAccount)) }] as const];
    });
    return new Map(lists);
  }

  #note(write: (message: JsonObject) => string, event: SequencedEvent, occasion: Occasion): void {
    const message = this.#say(event, occasion);
    if (message === undefined) return;
    const text = write(bare(message, this.#namesAccount));
    const known = this.#byText.get(text);
    if (known === undefined) this.#byText.set(text, { event, occasions: new Set([occasion]) });
    else if (known.event === event) known.occasions.add(occasion);
    else throw new Error(`Two facts look the same, so the test could not tell them apart: ${text}`);
  }

  #say(event: SequencedEvent, occasion: Occasion): JsonObject | undefined {
    const view = this.#view(event.kind);
    if (view?.mode !== 'each') return undefined;
    return (view.encode as (event: SequencedEvent, context: EncodeContext) => JsonObject | undefined)(event, {
      occasion,
      nowMs: 1,
    });
  }

  #sayList(kind: Kind, events: readonly SequencedEvent[]): JsonObject | undefined {
    const view = this.#view(kind);
    if (view?.mode !== 'collect') return undefined;
    type Encode = (events: readonly SequencedEvent[], context: EncodeContext) => JsonObject | undefined;
    return (view.encode as Encode)(events, { occasion: 'live', nowMs: 1 });
  }

  #view(kind: Kind): AnyView | undefined {
    return this.dialect.views[kind] as AnyView | undefined;
  }
}

const answerOf = (message: JsonObject): Told => {
  const data = isObject(message['data']) ? message['data'] : message;
  return { is: 'answer', recovered: data['recovered'] === true, cursor: wordIn(data, 'cursor') };
};
