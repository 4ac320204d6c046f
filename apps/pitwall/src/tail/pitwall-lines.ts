import type { Colors } from 'picocolors/types.js';
import { fieldsOf, textOf } from '../terminal/json-fields.ts';
import type { Fields } from '../terminal/json-fields.ts';
import type { TailDialect, TailLine } from './tail-dialect.ts';

/** How many fields of a fact are told in its line; a screen has no room for more. */
const shownFields = 7;

const shown = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : textOf(value);

/** What is in a fact's data, field by field: every kind is told alike, as it was published. */
const fieldsLine = (data: Fields, colors: Colors): string => {
  const fields = Object.entries(data);
  const told = fields.slice(0, shownFields).map(([name, value]) => `${colors.dim(name)} ${shown(value)}`);
  return [
    ...told,
    ...(fields.length > shownFields ? [colors.dim(`and ${fields.length - shownFields} more`)] : []),
  ].join('  ');
};

const fact = (message: Fields, colors: Colors): TailLine => {
  const { account, key, kind, occurredAt, type } = message;
  const word = type === 'event' ? '' : `${colors.dim(textOf(type))}  `;
  return {
    ...(typeof occurredAt === 'number' ? { timeMs: occurredAt } : {}),
    label: textOf(kind).toUpperCase(),
    text: `${word}${colors.dim(textOf(account))}  ${colors.bold(textOf(key))}  ${fieldsLine(fieldsOf(message['data']), colors)}`,
  };
};

const talk = ({ type, sentAt, ...rest }: Fields, colors: Colors): TailLine => ({
  ...(typeof sentAt === 'number' ? { timeMs: sentAt } : {}),
  label: textOf(type).toUpperCase(),
  text:
    type === 'error'
      ? `${colors.red(textOf(rest['code']))}  ${textOf(rest['message'])}  ${colors.dim(textOf(rest['how']))}`
      : colors.dim(JSON.stringify(rest)),
});

const factTypes: readonly unknown[] = ['event', 'snapshot', 'delta'];

/** What a message says of how far its stream is. A present value says nothing of that: it may be older than what was missed. */
const cursorOf = ({ type, seq, cursor }: Fields): string | undefined => {
  const said = type === 'event' ? seq : type === 'subscribed' || type === 'live' ? cursor : undefined;
  return typeof said === 'string' ? said : undefined;
};

/** How Pitwall's own protocol is watched: one stream, of everything unless kinds are named. */
export const pitwallTail: TailDialect = {
  name: 'pitwall',
  paths: ['/v1/stream', '/ws/pitwall'],
  defaultTopics: [],
  subscribe: (kinds, since) => [
    JSON.stringify({
      type: 'subscribe',
      ...(kinds.length === 0 ? {} : { kinds }),
      ...(since === undefined ? {} : { since }),
    }),
  ],
  cursorOf,
  line: (message, colors) => (factTypes.includes(message['type']) ? fact(message, colors) : talk(message, colors)),
};
