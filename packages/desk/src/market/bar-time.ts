import type { TimeMs } from '@pitwall/model';

/** How a file writes its times. A file keeps to one form. */
export type TimeForm = 'iso' | 'epoch seconds' | 'epoch milliseconds';

/** A time with the form it was written in. */
export interface ReadTime {
  readonly time: TimeMs;
  readonly form: TimeForm;
}

/** What a readable time looks like, for messages. */
export const expectedTime =
  'a date such as 2024-12-31, 2024.12.31 or 2024-12-31 14:30:00, or epoch seconds or milliseconds';

const epochPattern = /^[0-9]{1,14}$/;

/** As seconds this is the year 5138, as milliseconds March 1973: no market file has either. */
const leastEpochMilliseconds = 100_000_000_000;

const isoPattern =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}\.[0-9]{2}\.[0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?$/;

/** Reads the time of a bar; `undefined` when it is none. A time without zone counts as UTC. */
export const readBarTime = (text: string): ReadTime | undefined => {
  if (epochPattern.test(text)) {
    const value = Number(text);
    return value < leastEpochMilliseconds
      ? { time: value * 1000, form: 'epoch seconds' }
      : { time: value, form: 'epoch milliseconds' };
  }
  const time = readIso(text);
  return time === undefined ? undefined : { time, form: 'iso' };
};

const readIso = (text: string): TimeMs | undefined => {
  const match = isoPattern.exec(text);
  // MetaTrader writes 2024.12.31; no day can be taken for a month there.
  const date = match?.[1]?.replaceAll('.', '-');
  if (match === null || date === undefined || !isCalendarDate(date)) return undefined;
  const milliseconds = (match[4] ?? '').padEnd(3, '0').slice(0, 3);
  const zone = (match[5] ?? 'Z').replace(/^([+-][0-9]{2})([0-9]{2})$/, '$1:$2');
  const time = Date.parse(`${date}T${match[2] ?? '00:00'}:${match[3] ?? '00'}.${milliseconds}${zone}`);
  return Number.isNaN(time) || time < 0 ? undefined : time;
};

/** `Date.parse` takes 2024-02-30 for the first of March; a calendar does not. */
const isCalendarDate = (date: string): boolean => {
  const midnight = Date.parse(`${date}T00:00:00.000Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date);
};
