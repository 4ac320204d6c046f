import { describeFound, PitwallError } from '@pitwall/model';
import type { Dialect } from '../dialect.ts';
import type { PageMessage } from './message.ts';
import { isJsonObject } from './page-object.ts';

/** What finds the type of a message among those of a page. */
export type MessageList = readonly Pick<PageMessage, 'type' | 'decode'>[];

/**
 * Makes the `decodeEvent` of a dialect whose messages name their type in the field `type`, each a single fact.
 */
export const decoderOf = (dialect: string, messages: MessageList): Dialect['decodeEvent'] => {
  const byType = new Map(messages.map((message) => [message.type, message]));
  const expected = `one of ${[...byType.keys()].join(', ')}`;
  return (message) => {
    if (!isJsonObject(message)) throw untranslatable(dialect, '', message, 'an object');
    const type = Object.hasOwn(message, 'type') ? message['type'] : undefined;
    const found = typeof type === 'string' ? byType.get(type) : undefined;
    if (found === undefined) throw untranslatable(dialect, '/type', type, expected);
    return { drafts: [found.decode(message)] };
  };
};

const untranslatable = (dialect: string, path: string, value: unknown, expected: string): PitwallError => {
  const found = describeFound(value);
  const what = path === '' ? `${found} is no message` : `a message of type ${found} is not one`;
  return new PitwallError('UNTRANSLATABLE', `${what} of ${dialect}`, { problems: [{ path, found, expected }] });
};
