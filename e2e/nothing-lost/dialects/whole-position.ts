import type { JsonObject } from '@pitwall/dialects';
import { isObject, wordIn } from './page-words.ts';

/** A position message with all fields, where only those that changed were told; keeps it as what the next change is of. */
export const wholePosition = (message: JsonObject, told: Map<string, JsonObject>): JsonObject => {
  const { type, data } = message;
  if (type !== 'POSITION_UPDATE' || !isObject(data)) return message;
  const { position } = data;
  if (!isObject(position)) return message;
  const name = `${wordIn(position, 'symbol')} ${wordIn(position, 'side')}`;
  const before = told.get(name);
  if (data['action'] !== 'UPDATED' || before === undefined) {
    told.set(name, position);
    return message;
  }
  // A whole one has the same fields as the one before it, so it need not be told from a change.
  const whole = Object.fromEntries(Object.entries({ ...before, ...position }).filter(([, value]) => value !== null));
  told.set(name, whole);
  return { ...message, data: { ...data, position: whole } };
};
