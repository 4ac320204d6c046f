import { PitwallError, type DurationMs, type TimeMs } from '@pitwall/model';

/** A clock on some wall: it tells what a local time was in UTC, and back. */
export interface ZoneClock {
  /** As it was named. */
  readonly name: string;
  /** What is added to UTC to get the local time, at a moment. */
  offsetAt(utcMs: TimeMs): DurationMs;
  /**
   * The moment at which the clock showed a local time, given as if it were UTC. A time that the clock skipped is `NaN`. Of
   * two moments, in the hour that an autumn repeats, it is the first one after `afterMs`.
   */
  utcOf(localMs: number, afterMs: TimeMs): TimeMs;
}

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

/** The clock of UTC. */
export const utcClock: ZoneClock = { name: 'UTC', offsetAt: () => 0, utcOf: (localMs) => localMs };

const fixedForm = /^(?:UTC|GMT)?([+-])([0-9]{1,2})(?::?([0-9]{2}))?$/i;
const shiftedForm = /^(.+?)([+-])([0-9]{1,2})(?::([0-9]{2}))?$/;

/**
 * Finds a clock by name: an IANA zone (`America/New_York`), a fixed offset (`+02:00`, `UTC-5`), or a zone and hours that its
 * clock is moved by. `America/New_York+7` is what most brokers of foreign exchange have: a day there begins when New York
 * closes, at 17:00. Throws `INVALID_OPTION` for a name that means none of them.
 */
export const zoneClock = (name: string): ZoneClock => {
  if (/^(?:UTC|GMT|Z)$/i.test(name)) return utcClock;
  const [, sign, hours, minutes] = fixedForm.exec(name) ?? [];
  if (sign !== undefined) return fixedClock(name, offsetOf(name, sign, hours, minutes));
  const format = formatOf(name);
  if (format !== undefined) return zonedClock(name, format, 0);
  const [, base = '', shiftSign, shiftHours, shiftMinutes] = shiftedForm.exec(name) ?? [];
  const shifted = shiftSign === undefined ? undefined : formatOf(base);
  if (shifted === undefined) throw unknownZone(name);
  return zonedClock(name, shifted, offsetOf(name, shiftSign, shiftHours, shiftMinutes));
};

const unknownZone = (name: string): PitwallError => {
  const forms =
    'an IANA zone such as Europe/Berlin, an offset such as +02:00, or America/New_York+7 for a broker’s clock';
  return new PitwallError('INVALID_OPTION', `The time zone is "${name.slice(0, 80)}": give ${forms}`);
};

const offsetOf = (name: string, sign = '+', hours = '0', minutes = '0'): DurationMs => {
  const offset = Number(hours) * hourMs + Number(minutes) * minuteMs;
  if (offset > 18 * hourMs || Number(minutes) > 59) throw unknownZone(name);
  return sign === '-' ? -offset : offset;
};

const fixedClock = (name: string, offset: DurationMs): ZoneClock => ({
  name,
  offsetAt: () => offset,
  utcOf: (localMs) => localMs - offset,
});

/** `undefined` for a zone that the platform does not know. */
const formatOf = (timeZone: string): Intl.DateTimeFormat | undefined => {
  const digits = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { ...digits, second: 'numeric', hourCycle: 'h23', era: 'short', timeZone });
  } catch {
    return undefined;
  }
};

/** Asking the platform for a zone's clock takes microseconds, so what is known of a day is kept. */
const zonedClock = (name: string, format: Intl.DateTimeFormat, shiftMs: DurationMs): ZoneClock => {
  const offsets = new Map<number, DurationMs | Change>();
  const ask = (utcMs: TimeMs): DurationMs => localTimeOf(format, utcMs) - utcMs + shiftMs;
  const offsetAt = (utcMs: TimeMs): DurationMs => {
    const day = Math.floor(utcMs / dayMs);
    let known = offsets.get(day);
    if (known === undefined) {
      known = offsetsOfDay(day * dayMs, ask);
      offsets.set(day, known);
    }
    if (typeof known === 'number') return known;
    return utcMs < known.at ? known.before : known.after;
  };
  let steady = { day: Number.NaN, offset: 0 };
  return {
    name,
    offsetAt,
    utcOf(localMs, afterMs) {
      if (Number.isNaN(localMs)) return localMs;
      const day = Math.floor(localMs / dayMs);
      if (day === steady.day) return localMs - steady.offset;
      const before = offsetAt((day - 1) * dayMs);
      const after = offsetAt((day + 2) * dayMs);
      if (before === after) {
        steady = { day, offset: before };
        return localMs - before;
      }
      return momentOf(localMs, [before, after], { afterMs, offsetAt });
    },
  };
};

/** A day in which the clock was set. */
interface Change {
  readonly at: TimeMs;
  readonly before: DurationMs;
  readonly after: DurationMs;
}

const offsetsOfDay = (start: TimeMs, ask: (utcMs: TimeMs) => DurationMs): DurationMs | Change => {
  const before = ask(start);
  const after = ask(start + dayMs - minuteMs);
  if (before === after) return before;
  let low = start;
  let high = start + dayMs;
  while (high - low > minuteMs) {
    const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs;
    if (ask(middle) === before) low = middle;
    else high = middle;
  }
  return { at: high, before, after };
};

const momentOf = (
  localMs: number,
  offsets: readonly DurationMs[],
  { afterMs, offsetAt }: { readonly afterMs: TimeMs; readonly offsetAt: (utcMs: TimeMs) => DurationMs },
): TimeMs => {
  const moments = offsets
    .map((offset) => ({ utcMs: localMs - offset, offset }))
    .filter(({ utcMs, offset }) => offsetAt(utcMs) === offset)
    .map(({ utcMs }) => utcMs)
    .toSorted((a, b) => a - b);
  return moments.find((moment) => moment > afterMs) ?? moments.at(-1) ?? Number.NaN;
};

const localTimeOf = (format: Intl.DateTimeFormat, utcMs: TimeMs): number => {
  const part: { [type: string]: string } = {};
  for (const { type, value } of format.formatToParts(utcMs)) part[type] = value;
  const numberOf = (type: string): number => Number(part[type] ?? 0);
  const local = Date.UTC(
    numberOf('year'),
    numberOf('month') - 1,
    numberOf('day'),
    numberOf('hour'),
    numberOf('minute'),
  );
  return local + numberOf('second') * 1000 + (((utcMs % 1000) + 1000) % 1000);
};
