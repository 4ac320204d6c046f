import { fromIso, toIso, type TimeMs } from '@pitwall/model';
import { Type } from 'typebox';
import { same, scalar } from './scalar.ts';

const maxTimeMs = 8_640_000_000_000_000;

/** Whole milliseconds since 1970. */
export const timeMs = same(
  Type.Integer({ minimum: 0, maximum: maxTimeMs }),
  'whole milliseconds since 1970-01-01T00:00:00Z',
);

/**
 * When a message was said, in milliseconds. Zero is refused: the page's own client takes it for a missing field.
 */
export const saidAtMs = scalar({
  schema: Type.Integer({ minimum: 1, maximum: maxTimeMs }),
  expected: 'whole milliseconds since 1970-01-01T00:00:00Z',
  read: (wire): TimeMs => wire,
  write: (value: TimeMs) => (value === 0 ? undefined : value),
});

const isoPattern =
  '^(?:[0-9]{4}|\\+[0-9]{6})-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})?$';

/** A time without a zone is UTC: engines in Python write it so, and the host's own zone must not decide. */
const readIso = (text: string): TimeMs | undefined =>
  fromIso(/(?:Z|[+-][0-9]{2}:[0-9]{2})$/.test(text) ? text : `${text}Z`);

/** ISO 8601 on the page, milliseconds in the model; written with milliseconds and Z. */
export const isoTime = scalar({
  schema: Type.Refine(Type.String({ pattern: isoPattern }), (text) => (readIso(text) ?? -1) >= 0),
  expected: 'a time in ISO 8601, such as 2024-01-15T10:30:00.000Z',
  read: (wire): TimeMs => readIso(wire) ?? 0,
  write: (value: TimeMs) => toIso(value),
});

/** A day of the calendar. */
export const calendarDate = same(
  Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }),
  'a date, such as 2023-12-31',
);

/** A day, or a moment of it, unchanged. */
export const barDate = same(
  Type.String({
    pattern:
      '^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?$',
  }),
  'a date or a time in ISO 8601, such as 2023-06-15',
);
