import type { TimeMs } from '@pitwall/model';
import type { ZoneClock } from '../zone.ts';

/** Which of two numbers in a date such as 3/4/2024 is the month. */
export type DateOrder = 'month-first' | 'day-first';

/** How dates are written. */
export type DateForm = 'year-first' | 'local';

const clockText = String.raw`(?:[T ,]+(?:(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?|(\d{2})(\d{2})(\d{2})?)(?: ?([AaPp])\.?[Mm]\.?)?)?`;
const zoneText = String.raw`(?: ?(Z|UTC|GMT))?(?: ?([+-]\d{2}):?(\d{2})?)?`;
const yearFirst = new RegExp(
  String.raw`^(?:(\d{4})([-./])(\d{1,2})\2(\d{1,2})|(\d{4})(\d{2})(\d{2}))${clockText}${zoneText}$`,
);
const local = new RegExp(String.raw`^(\d{1,2})([-./])(\d{1,2})\2(\d{4})${clockText}${zoneText}$`);

const packed = /^([0-9]{8})([0-9]{4}|[0-9]{6})$/;

/** 202401310930 and 20240131093000 are a day and its time, written without anything between. */
const spaced = (text: string): string => text.replace(packed, '$1 $2');

/** The form of a date in text; `undefined` for what is none. */
export const dateFormOf = (text: string): DateForm | undefined => {
  if (yearFirst.test(spaced(text))) return 'year-first';
  return local.test(text) ? 'local' : undefined;
};

/** What a date in text says. */
export interface WrittenTime {
  /** The time on the wall, as if it were UTC; `NaN` for a day or hour that no calendar has. */
  readonly localMs: number;
  /** The same read with the day first, where the text does not say which is the month; else equal. */
  readonly dayFirstMs: number;
  /** What was added to UTC; absent where no zone is written. */
  readonly offsetMs?: number;
  /** Digits beyond the millisecond that are not zero. */
  readonly isFiner: boolean;
}

/** Reads a date with or without time and zone; `undefined` when it is not of that form. */
export const readWrittenTime = (text: string, form: DateForm): WrittenTime | undefined => {
  const match = form === 'year-first' ? yearFirst.exec(spaced(text)) : local.exec(text);
  if (match === null) return undefined;
  const parts = match.slice(form === 'year-first' ? 8 : 5);
  const timeMs = clockMs(parts);
  const [, , , , , , , , zone, hours, minutes = '00'] = parts;
  const offset =
    hours === undefined ? zone && 0 : Number(hours) * 3_600_000 + Number(`${hours[0] ?? ''}${minutes}`) * 60_000;
  const [monthFirst, dayFirst] = form === 'year-first' ? yearFirstDays(match) : localDays(match);
  return {
    localMs: monthFirst + timeMs,
    dayFirstMs: dayFirst + timeMs,
    isFiner: /[1-9]/.test((parts[3] ?? '').slice(3)),
    ...(typeof offset === 'number' ? { offsetMs: offset } : {}),
  };
};

const yearFirstDays = (match: RegExpExecArray): readonly [number, number] => {
  const day = startOfDay(match[1] ?? match[5], match[3] ?? match[6], match[4] ?? match[7]);
  return [day, day];
};

/** With points the day comes first wherever dates are written so; with strokes it depends on the country. */
const localDays = ([, first, mark, second, year]: RegExpExecArray): readonly [number, number] => {
  const dayFirst = startOfDay(year, second, first);
  return [mark === '.' ? dayFirst : startOfDay(year, first, second), dayFirst];
};

/** Midnight of a date as if it were UTC; `NaN` for one that no calendar has. */
const startOfDay = (year = '', month = '', day = ''): number => {
  const [yearNumber, monthNumber, dayNumber] = [Number(year), Number(month), Number(day)];
  if (monthNumber < 1 || monthNumber > 12 || dayNumber < 1 || yearNumber < 1000) return Number.NaN;
  const midnight = Date.UTC(yearNumber, monthNumber - 1, dayNumber);
  return dayNumber <= 28 || new Date(midnight).getUTCDate() === dayNumber ? midnight : Number.NaN;
};

const clockMs = (parts: readonly (string | undefined)[]): number => {
  const [hourText, minuteText, secondText, fraction = '', hours = '0', minutes = '0', seconds = '0', half] = parts;
  const written = Number(hourText ?? hours);
  const hour = half === undefined ? written : (written % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  const minute = Number(minuteText ?? minutes);
  const second = Number(secondText ?? (hourText === undefined ? seconds : 0));
  if (hour > 23 || minute > 59 || second > 59 || (half !== undefined && (written < 1 || written > 12)))
    return Number.NaN;
  return ((hour * 60 + minute) * 60 + second) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
};

/** A moment that a row is of, under both orders of day and month. */
export interface RowTime {
  time: TimeMs;
  dayFirstTime: TimeMs;
}

/** The moment of a written time: by its own zone, else by the clock of the file. */
export const momentOfWritten = (written: WrittenTime, clock: ZoneClock, after: RowTime): RowTime => {
  const { localMs, dayFirstMs, offsetMs } = written;
  if (offsetMs !== undefined) return { time: localMs - offsetMs, dayFirstTime: dayFirstMs - offsetMs };
  const time = clock.utcOf(localMs, after.time);
  return { time, dayFirstTime: localMs === dayFirstMs ? time : clock.utcOf(dayFirstMs, after.dayFirstTime) };
};
