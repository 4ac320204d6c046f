import { Type, type TUnsafe } from 'typebox';

/** Integer milliseconds since 1970-01-01T00:00:00Z. */
export type TimeMs = number;

/** Schema of a {@link TimeMs}. */
export const TimeMsOf = (description?: string): TUnsafe<TimeMs> =>
  Type.Unsafe<TimeMs>({
    type: 'integer',
    minimum: 0,
    maximum: 8_640_000_000_000_000,
    'x-unit': 'ms',
    ...(description === undefined ? {} : { description }),
  });

/** ISO 8601 with milliseconds and Z, as carry, fleet and quantmind write it (ruling 3). */
export const toIso = (time: TimeMs): string => new Date(time).toISOString();

/** Reads an ISO 8601 time; `undefined` when it is none. */
export const fromIso = (text: string): TimeMs | undefined => {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
};
