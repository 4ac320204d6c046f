/** Zone in which times are shown: the machine's own, or UTC. */
export type Zone = 'local' | 'utc';

/** A moment in its two parts. */
interface TimeParts {
  readonly date: string;
  readonly clock: string;
  readonly millis: string;
}

const two = (value: number): string => String(value).padStart(2, '0');

const partsOf = (timeMs: number, zone: Zone): TimeParts => {
  const at = new Date(timeMs);
  const utc = zone === 'utc';
  const year = utc ? at.getUTCFullYear() : at.getFullYear();
  const month = utc ? at.getUTCMonth() : at.getMonth();
  const day = utc ? at.getUTCDate() : at.getDate();
  const hours = utc ? at.getUTCHours() : at.getHours();
  const minutes = utc ? at.getUTCMinutes() : at.getMinutes();
  return {
    date: `${year}-${two(month + 1)}-${two(day)}`,
    clock: `${two(hours)}:${two(minutes)}:${two(at.getUTCSeconds())}`,
    millis: String(at.getUTCMilliseconds()).padStart(3, '0'),
  };
};

/** The clock of a moment: `14:03:59`. */
export const formatClock = (timeMs: number | undefined, zone: Zone): string =>
  timeMs === undefined ? '–' : partsOf(timeMs, zone).clock;

/** The day of a moment: `2026-11-21`. */
export const formatDate = (timeMs: number | undefined, zone: Zone): string =>
  timeMs === undefined ? '–' : partsOf(timeMs, zone).date;

/** A moment to the second: `2026-11-21 14:03:59`. */
export const formatDateTime = (timeMs: number | undefined, zone: Zone): string => {
  if (timeMs === undefined) return '–';
  const { date, clock } = partsOf(timeMs, zone);
  return `${date} ${clock}`;
};

/** A moment to the millisecond with its zone, for details: `2026-11-21 14:03:59.120 UTC`. */
export const formatPreciseTime = (timeMs: number | undefined, zone: Zone): string => {
  if (timeMs === undefined) return '–';
  const { date, clock, millis } = partsOf(timeMs, zone);
  return `${date} ${clock}.${millis} ${zone === 'utc' ? 'UTC' : 'local'}`;
};

/** The clock where the moment is of today, else its day and clock: what a table has room for. */
export const formatShortTime = (timeMs: number | undefined, zone: Zone, nowMs: number): string => {
  if (timeMs === undefined) return '–';
  const today = partsOf(timeMs, zone).date === partsOf(nowMs, zone).date;
  return today ? formatClock(timeMs, zone) : formatDateTime(timeMs, zone);
};

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A length of time in its two largest units: `350 ms`, `3.2 s`, `4 min 10 s`, `2 h 5 min`, `3 d 4 h`. */
export const formatDuration = (durationMs: number | undefined): string => {
  if (durationMs === undefined) return '–';
  const length = Math.max(0, durationMs);
  if (length < second) return `${Math.round(length)} ms`;
  if (length < 10 * second) return `${(Math.floor(length / 100) / 10).toFixed(1)} s`;
  if (length < minute) return `${Math.floor(length / second)} s`;
  if (length < hour) return `${Math.floor(length / minute)} min ${Math.floor((length % minute) / second)} s`;
  if (length < day) return `${Math.floor(length / hour)} h ${Math.floor((length % hour) / minute)} min`;
  return `${Math.floor(length / day)} d ${Math.floor((length % day) / hour)} h`;
};

/** How old something is in one unit, in whole steps that do not flicker: `now`, `3 s`, `12 min`, `5 h`, `2 d`. */
export const formatAge = (ageMs: number | undefined): string => {
  if (ageMs === undefined) return '–';
  if (ageMs < second) return 'now';
  if (ageMs < minute) return `${Math.floor(ageMs / second)} s`;
  if (ageMs < hour) return `${Math.floor(ageMs / minute)} min`;
  if (ageMs < 2 * day) return `${Math.floor(ageMs / hour)} h`;
  return `${Math.floor(ageMs / day)} d`;
};
