import {
  maxProblems,
  PitwallError,
  type DataOf,
  type EventDraft,
  type JsonObject,
  type JsonValue,
  type Kind,
  type Problem,
  type SequencedOf,
  type TimeMs,
} from '@pitwall/model';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Codec } from './codec.ts';

/** What a message of a page says of one fact: its data, and when it happened where the page has a field for that. */
export interface Said<K extends Kind> {
  readonly data: DataOf<K>;
  readonly occurredAt?: TimeMs;
}

/** What makes a message type of a page. */
export interface MessageParts<K extends Kind, Schema extends TSchema> {
  /** Name of the dialect, under which unknown fields are kept in `extra`. */
  readonly dialect: string;
  readonly type: string;
  readonly kind: K;
  /** The whole message. */
  readonly page: Codec<Said<K>, Schema>;
}

/** A message type of a page that tells one kind of fact. */
export interface PageMessage<K extends Kind = Kind, Schema extends TSchema = TSchema> {
  readonly type: string;
  readonly kind: K;
  readonly schema: Schema;
  /** The fact in the page's words; `undefined` when a required field cannot be had. */
  readonly encode: (event: SequencedOf<K>) => JsonObject | undefined;
  /** The fact in a message of this type. Throws `INVALID_EVENT` with the fields that are wrong. */
  readonly decode: (message: unknown) => EventDraft;
}

/** Makes a message type from the table of its fields. */
export const messageOf = <K extends Kind, Schema extends TSchema>(
  parts: MessageParts<K, Schema>,
): PageMessage<K, Schema> => {
  const { dialect, type, kind, page } = parts;
  const validator = Compile(page.schema);
  return {
    type,
    kind,
    schema: page.schema,
    encode: (event) => objectOrNothing(page.write(event, keptOf(event, dialect))),
    decode: (message) => {
      if (!validator.Check(message)) throw invalidMessage(type, page.problems?.(message, '') ?? []);
      return draftOf(kind, page.read(message), keep(dialect, page.rest?.(message)));
    },
  };
};

/** The refusal of a message whose type is the page's but whose fields are not. */
export const invalidMessage = (type: string, problems: readonly Problem[]): PitwallError => {
  const [first] = problems;
  const where = first === undefined ? '' : `: ${first.path} is ${first.found}, expected ${first.expected}`;
  const more = problems.length > 1 ? `, and ${problems.length - 1} more` : '';
  return new PitwallError('INVALID_EVENT', `not a valid ${type}${where}${more}`, {
    problems: problems.slice(0, maxProblems),
  });
};

const objectOrNothing = (value: JsonValue | undefined): JsonObject | undefined =>
  // A message's codec is made of a table, so what it writes is an object.
  value as JsonObject | undefined;

/** What was left over of the message that the event came in, if it came in this dialect. Ingest has checked that it is JSON. */
const keptOf = <K extends Kind>(event: SequencedOf<K>, dialect: string): JsonObject | undefined =>
  event.extra?.[dialect] as JsonObject | undefined;

const keep = (dialect: string, rest: JsonValue | undefined) =>
  rest === undefined ? {} : { extra: { [dialect]: rest } };

const draftOf = <K extends Kind>(kind: K, said: Said<K>, around: { readonly extra?: object }): EventDraft =>
  // TypeScript cannot follow that the data belongs to this kind; the message's table was typed by it.
  ({ kind, ...said, ...around }) as unknown as EventDraft;
