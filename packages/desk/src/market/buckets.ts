import type { TimeMs } from '@pitwall/model';
import { timeframeMs, type Timeframe } from './timeframe.ts';
import { utcClock, type ZoneClock } from './zone.ts';

/** Divides time into the bars of a timeframe. */
export interface Buckets {
  /** When the bar of that moment begins. */
  startOf(utcMs: TimeMs): TimeMs;
  /** When a bar that begins then is over, which is when the next begins. */
  endOf(startMs: TimeMs): TimeMs;
}

/**
 * Bars that begin when a clock shows a multiple of the timeframe, counted from midnight. With a zone that has summer time,
 * two days a year have 23 or 25 hours, and one of their four-hour bars has three or five; bars up to an hour never change.
 */
export const bucketsOf = (timeframe: Timeframe, clock: ZoneClock = utcClock): Buckets => {
  const length = timeframeMs[timeframe];
  const floor = (localMs: number): number => Math.floor(localMs / length) * length;
  if (length <= timeframeMs.H1) {
    return {
      startOf(utcMs) {
        const offset = clock.offsetAt(utcMs);
        return floor(utcMs + offset) - offset;
      },
      endOf: (startMs) => startMs + length,
    };
  }
  const startOf = (utcMs: TimeMs): TimeMs => {
    const local = floor(utcMs + clock.offsetAt(utcMs));
    const start = clock.utcOf(local, -Infinity);
    // A day may begin at an hour that the clock skipped: then with the first that it showed.
    return Number.isNaN(start) ? local - clock.offsetAt(utcMs) : start;
  };
  return {
    startOf,
    endOf: (startMs) => startOf(startMs + length + length / 2),
  };
};
