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
import { asDraft } from './assertions.ts';
import type { Codec } from './codec.ts';
import { isJsonObject } from './page-object.ts';

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
    encode: (event) => objectIn(page.write(event, objectIn(event.extra?.[dialect]))),
    decode: (message) => {
      if (!validator.Check(message)) throw invalidMessage(type, page.problems?.(message, '') ?? []);
      return asDraft({ kind, ...page.read(message), ...keep(dialect, page.rest?.(message)) });
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

const objectIn = (value: unknown): JsonObject | undefined => (isJsonObject(value) ? value : undefined);

const keep = (dialect: string, rest: JsonValue | undefined) =>
  isJsonObject(rest) ? { extra: { [dialect]: rest } } : {};
