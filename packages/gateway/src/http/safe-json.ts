import { PitwallError } from '@pitwall/model';

/** Deepest nesting that is taken in: no telemetry is so deep, and recursive readers of deeper values would overflow. */
const maxJsonDepth = 64;

/** Parses JSON text. Throws `INVALID_JSON`. The value is not safe yet: see {@link findUnsafe}. */
export const parseJson = (text: string, where: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message.slice(0, 200) : 'not JSON';
    throw new PitwallError('INVALID_JSON', `${where} is not JSON: ${why}`);
  }
};

/** Finds what must not be passed on in a parsed value: keys that would become a prototype, and bottomless nesting. */
export const findUnsafe = (value: unknown, depth = 0): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= maxJsonDepth) return `more than ${maxJsonDepth} levels`;
  if (Array.isArray(value)) {
    for (const item of value) {
      const found = findUnsafe(item, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  for (const [name, member] of Object.entries(value)) {
    if (name === '__proto__') return 'a "__proto__" key';
    const found = findUnsafe(member, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The refusal of an unsafe value. */
export const unsafeJson = (where: string, found: string): PitwallError =>
  new PitwallError('INVALID_JSON', `${where} has ${found}`, {
    problems: [{ path: '', found, expected: `plain JSON of at most ${maxJsonDepth} levels` }],
  });
