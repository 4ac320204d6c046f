import type { Colors } from 'picocolors/types.js';
import { fieldsOf, textOf } from '../terminal/json-fields.ts';
import type { Fields } from '../terminal/json-fields.ts';
import type { TailDialect } from './tail-dialect.ts';

/** How the data of one type of message is told. */
export type Tell = (data: Fields, colors: Colors) => string;

/** What is told of each type of message. */
export type Tellers = ReadonlyMap<string, readonly [label: string, tell: Tell]>;

/** How the messages of one dialect become lines. */
export interface LineParts {
  readonly tellers: Tellers;
  /** The field that names the type. */
  readonly typeField: 'type' | 'event';
  /** When it happened: milliseconds, or a time in ISO 8601. */
  readonly timeOf: (message: Fields) => unknown;
  /** A short name for talk, which no teller tells. @default the type in capitals */
  readonly talkLabel?: (type: string) => string;
  /** What talk says. @default its data as JSON */
  readonly talkText?: (message: Fields) => string;
}

const timeMsOf = (time: unknown): number | undefined => {
  const timeMs = typeof time === 'number' ? time : Date.parse(textOf(time));
  return Number.isNaN(timeMs) ? undefined : timeMs;
};

/** Makes the lines of a dialect whose messages name their type: facts by their tellers, talk dimmed as it came. */
export const lineByType =
  ({ tellers, typeField, timeOf, talkLabel, talkText }: LineParts): TailDialect['line'] =>
  (message, colors) => {
    const type = textOf(message[typeField]);
    const data = fieldsOf(message['data']);
    const timeMs = timeMsOf(timeOf(message));
    const when = timeMs === undefined ? {} : { timeMs };
    const teller = tellers.get(type);
    if (teller !== undefined) return { ...when, label: teller[0], text: teller[1](data, colors) };
    const label = talkLabel?.(type) ?? type.toUpperCase();
    return { ...when, label, text: colors.dim(talkText?.(message) ?? JSON.stringify(data)) };
  };
