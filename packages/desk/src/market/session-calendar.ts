import { PitwallError, toIso, type TimeMs } from '@pitwall/model';
import { zoneClock, type ZoneClock } from './zone.ts';

/** Options of a session calendar. */
export interface SessionCalendarOptions {
  /**
   * Zone whose clock begins the day: an IANA name such as `America/New_York`, or an offset such as `+02:00`.
   * @default 'UTC'
   */
  readonly timeZone?: string;
  /**
   * Minutes after the zone's midnight at which a trading day begins. From noon on the day bears the next date, as foreign
   * exchange does that begins Monday on Sunday at 17:00 in New York.
   * @default 0
   */
  readonly dayStartsAtMinute?: number;
}

/** Divides market time into trading days. Weeks and months follow from the day's date. */
export interface SessionCalendar {
  /** Number of the trading day: days from 1970-01-01 to its date. */
  dayOf(marketTime: TimeMs): number;
  /** The moment at which that trading day is over, so a fast loop need only compare. */
  endOf(marketTime: TimeMs): TimeMs;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
const minutesADay = 1440;

/** Days from 1970-01-01 back to Monday 1969-12-29, the first day of week 0. */
const daysIntoWeekOfEpoch = 3;

/** Days of UTC, from midnight to midnight. */
export const utcCalendar: SessionCalendar = {
  dayOf: (marketTime) => Math.floor(marketTime / dayMs),
  endOf: (marketTime) => (Math.floor(marketTime / dayMs) + 1) * dayMs,
};

/** Date of a trading day as YYYY-MM-DD. */
export const dateOfDay = (day: number): string => toIso(day * dayMs).slice(0, 10);

/** Number of the week that a trading day belongs to. Weeks start on Monday. */
export const weekOfDay = (day: number): number => Math.floor((day + daysIntoWeekOfEpoch) / 7);

/** Monday of a week, as the number of its day. */
export const mondayOfWeek = (week: number): number => week * 7 - daysIntoWeekOfEpoch;

/** Month of a trading day as YYYY-MM. */
export const monthOfDay = (day: number): string => dateOfDay(day).slice(0, 7);

/** Makes a calendar. Throws `INVALID_OPTION` for an unknown zone or an impossible beginning. */
export const createSessionCalendar = (options: SessionCalendarOptions = {}): SessionCalendar => {
  const { timeZone = 'UTC', dayStartsAtMinute = 0 } = options;
  if (!Number.isInteger(dayStartsAtMinute) || dayStartsAtMinute < 0 || dayStartsAtMinute >= minutesADay) {
    throw new PitwallError('INVALID_OPTION', `dayStartsAtMinute is ${dayStartsAtMinute}: give minutes from 0 to 1439`);
  }
  if (timeZone === 'UTC' && dayStartsAtMinute === 0) return utcCalendar;
  const clock = zoneClock(timeZone);
  const bearsNextDate = dayStartsAtMinute >= minutesADay / 2;
  const shiftMs = (bearsNextDate ? minutesADay - dayStartsAtMinute : -dayStartsAtMinute) * minuteMs;
  const numberAt = (marketTime: TimeMs): number =>
    Math.floor((marketTime + clock.offsetAt(marketTime) + shiftMs) / dayMs);
  const startOf = (day: number): TimeMs => firstShowing(day * dayMs - shiftMs, clock);
  // A clock of a zone is dear to ask, so the day asked about last is remembered.
  let known = { day: 0, from: 0, until: 0 };
  const dayAround = (marketTime: TimeMs): typeof known => {
    if (marketTime >= known.from && marketTime < known.until) return known;
    let day = numberAt(marketTime);
    // In an hour that a clock repeats it shows the day before once more: what has begun goes on.
    while (startOf(day + 1) <= marketTime) day += 1;
    known = { day, from: startOf(day), until: startOf(day + 1) };
    return known;
  };
  return {
    dayOf: (marketTime) => dayAround(marketTime).day,
    endOf: (marketTime) => dayAround(marketTime).until,
  };
};

/**
 * The first moment at which a zone's clock shows a local time, or goes past it: where clocks are set, midnight may come twice in a
 * night or not at all, and a day begins once.
 */
const firstShowing = (localMs: number, clock: ZoneClock): TimeMs => {
  const before = clock.offsetAt(localMs - clock.offsetAt(localMs) - dayMs);
  const unchanged = localMs - before;
  const after = clock.offsetAt(unchanged);
  if (after === before) return unchanged;
  const changed = localMs - after;
  return clock.offsetAt(changed) === after ? changed : momentOfChange(changed, unchanged, clock);
};

/** When a clock was set, between two moments that are whole minutes. */
const momentOfChange = (from: TimeMs, to: TimeMs, clock: ZoneClock): TimeMs => {
  const before = clock.offsetAt(from);
  let low = from;
  let high = to;
  while (high - low > minuteMs) {
    const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs;
    if (clock.offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return high;
};
