import type { DecimalReader } from './decimal-reader.ts';

/** What a number that stands for a time counts since 1970. */
export type TimeUnit = 's' | 'ms' | 'us' | 'ns';

/** Units in words. */
export const timeUnitWords: { readonly [unit in TimeUnit]: string } = {
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
  ns: 'nanoseconds',
};

/** How many of the unit are a millisecond; a second is a thousand of them. */
const perMs: { readonly [unit in Exclude<TimeUnit, 's'>]: number } = { ms: 1, us: 1000, ns: 1_000_000 };

/**
 * The unit by magnitude: below 10^11 seconds (the year 5138), below 10^14 milliseconds (which began in March 1973), below 10^17
 * microseconds, else nanoseconds. The ranges of market times do not overlap, so it is never a guess.
 */
const timeUnitOf = (value: number): TimeUnit => {
  if (value < 1e11) return 's';
  if (value < 1e14) return 'ms';
  return value < 1e17 ? 'us' : 'ns';
};

const plainEpoch = /^[0-9]{1,19}(?:\.[0-9]{1,12})?$/;

/** Whether a text can stand for a time since 1970, and is no date such as 20240131. */
export const isEpoch = (text: string): boolean => plainEpoch.test(text) && !isCompactDate(text);

/** Eight digits are a day, as seconds they would be of 1970; twelve or fourteen are one with its time. */
const isCompactDate = (text: string): boolean => /^(?:19|20)[0-9]{6}(?:[0-9]{4}|[0-9]{6})?$/.test(text);

/** A time that was read from a number. */
export interface EpochTime {
  unit: TimeUnit;
  /** Rounded down to a millisecond. */
  timeMs: number;
  /** Whether nothing was lost by that. */
  isWhole: boolean;
}

/** Reads a number as a time; `undefined` when it is none. */
export const readEpoch = (text: string, forced: TimeUnit | undefined, reader: DecimalReader): EpochTime | undefined => {
  const reading = reader.read(text);
  if (reading === 'too long' && plainEpoch.test(text)) return readLongEpoch(text, forced);
  if (reading !== 'read') return undefined;
  const { units, scale } = reader;
  const divisor = 10 ** scale;
  const unit = forced ?? timeUnitOf(units / divisor);
  if (unit === 's') {
    const thousandths = units * 1000;
    if (!Number.isSafeInteger(thousandths)) return readLongEpoch(text, unit);
    return { unit, timeMs: Math.floor(thousandths / divisor), isWhole: thousandths % divisor === 0 };
  }
  const whole = divisor * perMs[unit];
  return { unit, timeMs: Math.floor(units / whole), isWhole: units % whole === 0 };
};

const readLongEpoch = (text: string, forced: TimeUnit | undefined): EpochTime => {
  const [whole = '0', fraction = ''] = text.split('.');
  const unit = forced ?? timeUnitOf(Number(whole));
  const units = BigInt(whole) * (unit === 's' ? 1000n : 1n);
  const divisor = unit === 's' ? 1n : BigInt(perMs[unit]);
  const added = unit === 's' ? BigInt(fraction.padEnd(3, '0').slice(0, 3)) : 0n;
  const isWhole = units % divisor === 0n && !/[1-9]/.test(unit === 's' ? fraction.slice(3) : fraction);
  return { unit, timeMs: Number(units / divisor + added), isWhole };
};
