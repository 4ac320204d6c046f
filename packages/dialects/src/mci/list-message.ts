import type { DataOf, Extra, JsonObject, JsonValue, Kind, SequencedEvent, SequencedOf, TimeMs } from '@pitwall/model';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Publication } from '../dialect.ts';
import type { EncodeContext } from '../view.ts';
import { asData, asDraft } from '../wire/assertions.ts';
import type { Codec } from '../wire/codec.ts';
import type { ManyFactsMessage } from '../wire/decoder.ts';
import { invalidMessage } from '../wire/message.ts';
import { isJsonObject } from '../wire/page-object.ts';

/** What a message with a whole list says: the facts, and when they were so. */
export interface SaidList<K extends Kind> {
  readonly facts: DataOf<K>[];
  readonly occurredAt: TimeMs;
}

/** What makes a message type that tells all facts of a kind at once. */
export interface ListParts<K extends Kind, Schema extends TSchema> {
  readonly type: string;
  readonly kind: K;
  /** The whole message. */
  readonly page: Codec<SaidList<K>, Schema>;
  /** The field of `data` that holds the list. */
  readonly field: string;
  /** The name under which a fact stands in the list: its index, or a name of its own. */
  readonly placeOf: (fact: DataOf<K>, index: number) => string;
  /** Whether the page has words for a fact; the others are left out. */
  readonly canSay: (fact: DataOf<K>) => boolean;
}

/** What the time of a list may follow from beside its facts. */
export type ListContext = Pick<EncodeContext, 'nowMs' | 'endedAtMs'>;

/** A message type that tells all facts of a kind at once: what it does not contain has ended. */
export interface ListMessage<K extends Kind, Schema extends TSchema> extends ManyFactsMessage {
  readonly kind: K;
  readonly schema: Schema;
  /** Whether the page has words for a fact. */
  readonly canSay: (event: SequencedOf<K>) => boolean;
  /**
   * The list in the page's words. Its time is that of its newest fact, or of the last end of one: a list without what
   * ended is not as old as what is left. One that never had any is as new as its saying.
   */
  readonly encode: (events: readonly SequencedOf<K>[], context: ListContext) => JsonObject | undefined;
}

/** Makes a message type that tells all facts of a kind at once. */
export const listMessage = <K extends Kind, Schema extends TSchema>(
  parts: ListParts<K, Schema>,
): ListMessage<K, Schema> => {
  const { type, kind, page } = parts;
  const validator = Compile(page.schema);
  return {
    type,
    kind,
    schema: page.schema,
    canSay: ({ data }) => parts.canSay(data),
    encode: (events, { nowMs, endedAtMs }) => {
      const said = events.filter(({ data }) => parts.canSay(data));
      const newest = said.reduce<SequencedOf<K> | undefined>(newerOf, undefined);
      const list = {
        facts: said.map(({ data }) => data),
        occurredAt: newerTime(newest?.occurredAt, endedAtMs) ?? nowMs,
      };
      return objectIn(page.write(list, restOfList(parts, said, newest)));
    },
    decodeAll: (message): Publication => {
      if (!validator.Check(message)) throw invalidMessage(type, page.problems?.(message, '') ?? []);
      const { facts, occurredAt } = page.read(message);
      const rest = objectIn(page.rest?.(message));
      const drafts = facts.map((data, index) =>
        asDraft({ kind, data, occurredAt, ...keep(restOfFact(parts.field, parts.placeOf(data, index), rest)) }),
      );
      const couldTell = (fact: SequencedEvent): boolean => fact.kind !== kind || parts.canSay(asData<K>(fact.data));
      return { drafts, replaces: { kind, occurredAt, couldTell } };
    },
  };
};

const newerOf = <Fact extends { readonly occurredAt: TimeMs }>(newest: Fact | undefined, fact: Fact): Fact =>
  newest === undefined || fact.occurredAt >= newest.occurredAt ? fact : newest;

const newerTime = (one: TimeMs | undefined, other: TimeMs | undefined): TimeMs | undefined =>
  one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);

/** Unknown fields of a message, as one of its facts keeps them: those around the list, and those of the fact itself. */
const restOfFact = (field: string, place: string, rest: JsonObject | undefined): JsonObject | undefined => {
  if (rest === undefined) return undefined;
  const { [field]: ofList, ...around } = objectIn(rest['data']) ?? {};
  const own = objectIn(ofList)?.[place];
  const data: JsonObject = own === undefined ? around : { ...around, [field]: own };
  const kept: JsonObject = { ...rest, data };
  return kept;
};

/** The same for a whole list: what stood around it is taken from its newest fact. */
const restOfList = <K extends Kind, Schema extends TSchema>(
  { field, placeOf }: ListParts<K, Schema>,
  said: readonly SequencedOf<K>[],
  newest: SequencedOf<K> | undefined,
): JsonObject => {
  const own = said.flatMap((event, index): [string, JsonValue][] => {
    const kept = objectIn(keptOf(event)['data'])?.[field];
    return kept === undefined ? [] : [[placeOf(event.data, index), kept]];
  });
  const around = newest === undefined ? {} : keptOf(newest);
  return { ...around, data: { ...objectIn(around['data']), [field]: Object.fromEntries(own) } };
};

const keptOf = (event: { readonly extra?: Extra }): JsonObject => objectIn(event.extra?.['mci']) ?? {};

const objectIn = (value: unknown): JsonObject | undefined => (isJsonObject(value) ? value : undefined);

const keep = (rest: JsonObject | undefined): { readonly extra?: Extra } =>
  rest === undefined ? {} : { extra: { mci: rest } };
