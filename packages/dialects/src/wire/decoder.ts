import { describeFound, PitwallError, type JsonObject } from '@pitwall/model';
import type { Dialect, Publication } from '../dialect.ts';
import type { PageMessage } from './message.ts';
import { isJsonObject } from './page-object.ts';

/** A message type that tells several facts, or a list of which its publisher says that it is whole. */
export interface ManyFactsMessage {
  readonly type: string;
  /** Throws `INVALID_EVENT` with the fields that are wrong. */
  readonly decodeAll: (message: unknown) => Publication;
}

/** What finds the type of a message among those of a page. */
export type MessageList = readonly (Pick<PageMessage, 'type' | 'decode'> | ManyFactsMessage)[];

/**
 * Makes the `decodeEvent` of a dialect from its message types, which a message names in `typeField`.
 */
export const decoderOf = (
  dialect: string,
  messages: MessageList,
  typeField: 'type' | 'event' = 'type',
): Dialect['decodeEvent'] => {
  const byType = new Map(messages.map((message) => [message.type, message]));
  const expected = `one of ${[...byType.keys()].join(', ')}`;
  return (message) => {
    if (!isJsonObject(message)) throw untranslatable(dialect, '', message, 'an object');
    const type = Object.hasOwn(message, typeField) ? message[typeField] : undefined;
    const found = typeof type === 'string' ? byType.get(type) : undefined;
    if (found === undefined) throw untranslatable(dialect, `/${typeField}`, type, expected);
    const said = withoutCursor(message);
    return 'decodeAll' in found ? found.decodeAll(said) : { drafts: [found.decode(said)] };
  };
};

/**
 * A message that was recorded from a resumed stream has that stream's cursor (ruling 6), which is no field of the fact: a
 * reader would take it for its own, or find two of them.
 */
const withoutCursor = (message: JsonObject): JsonObject =>
  Object.hasOwn(message, 'seq')
    ? Object.fromEntries(Object.entries(message).filter(([field]) => field !== 'seq'))
    : message;

const untranslatable = (dialect: string, path: string, value: unknown, expected: string): PitwallError => {
  const found = describeFound(value);
  const what = path === '' ? `${found} is no message` : `a message of type ${found} is not one`;
  return new PitwallError('UNTRANSLATABLE', `${what} of ${dialect}`, { problems: [{ path, found, expected }] });
};
