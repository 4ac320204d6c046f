import type { Colors } from 'picocolors/types.js';
import { padEnd, plainLine } from '../terminal/figures.ts';
import { fieldsOf, parseJson } from '../terminal/json-fields.ts';
import type { TailDialect } from './tail-dialect.ts';

/** Longest label of any dialect. */
const labelWidth = 10;

/** How a label is coloured, so that the eye finds its kind. */
const labelColors: ReadonlyMap<string, 'cyan' | 'blue' | 'yellow' | 'magenta' | 'red' | 'green'> = new Map([
  ['EQUITY', 'cyan'],
  ['POSITION', 'blue'],
  ['SIGNAL', 'yellow'],
  ['PHASE', 'magenta'],
  ['BREAKER', 'red'],
  ['FLATTEN', 'red'],
  ['ERROR', 'red'],
  ['START', 'cyan'],
  ['COMPLETE', 'green'],
]);

/** One message as one line: local time, what it is, what it says. */
export const tailLine = (
  text: string,
  dialect: TailDialect,
  { colors, now }: { colors: Colors; now: number },
): string => {
  const message = parseJson(text);
  if (message === undefined) return `${colors.dim(clockTime(now))}  ${plainLine(text)}`;
  const { timeMs, label, text: rest } = dialect.line(safeFields(message), colors);
  const name = labelColors.get(label);
  const shown = padEnd(label, labelWidth);
  return `${colors.dim(clockTime(timeMs ?? now))}  ${name === undefined ? shown : colors[name](shown)}  ${rest}`.trimEnd();
};

/** The cursor that a message carries when the connection asked for it: its own, or that of the answer to a resume. */
export const cursorOf = (text: string, dialect: Pick<TailDialect, 'cursorOf'>): string | undefined => {
  const message = fieldsOf(parseJson(text));
  if (dialect.cursorOf !== undefined) return dialect.cursorOf(message);
  const cursor = message['seq'] ?? fieldsOf(message['data'])['cursor'];
  return typeof cursor === 'string' ? cursor : undefined;
};

const two = (part: number): string => String(part).padStart(2, '0');

/** Local time of day. */
export const clockTime = (timeMs: number): string => {
  const time = new Date(timeMs);
  const millis = String(time.getMilliseconds()).padStart(3, '0');
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${millis}`;
};

/** The fields of a message with all texts made safe to show, however deep. */
const safeFields = (message: unknown): ReturnType<typeof fieldsOf> => fieldsOf(madeSafe(message));

const madeSafe = (value: unknown): unknown => {
  if (typeof value === 'string') return plainLine(value);
  if (Array.isArray(value)) return value.map(madeSafe);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [plainLine(name), madeSafe(field)]));
};
