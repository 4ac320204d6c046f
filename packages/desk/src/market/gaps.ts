import type { DurationMs, TimeMs } from '@pitwall/model';

/** A time in which bars are missing. */
export interface Gap {
  /** Index of the bar before it. */
  readonly after: number;
  /** When the first missing bar would have begun. */
  readonly from: TimeMs;
  /** When the next bar begins. */
  readonly to: TimeMs;
}

const dayMs = 86_400_000;

/** From Friday's last bar to Monday's first one, and no holiday beside. */
const longestWeekendMs = 3 * dayMs;

/** A weekend may be an hour longer than most, when clocks are set. */
const summerTimeMs = 3_600_000;

/** A break that comes on every sixth day with bars is how the market closes, in winter or summer; a rarer one is a gap. */
const regularShare = 0.15;

/**
 * Finds where bars are missing. Times at which a market is regularly closed are none: a break of the same length at the same
 * time of day on many days (the night), or a weekend as long as most, in a market that never trades on Saturdays. So holidays
 * count as gaps, since nobody can tell them from missing data.
 */
export const gapsOf = (times: Float64Array, stepMs: DurationMs): readonly Gap[] => {
  const breaks = breaksOf(times, stepMs);
  const counts = countsOf(breaks.map(({ from, to }) => keyOf(from, to)));
  const days = daysWithBars(times);
  const isRegular = ({ from, to }: Gap): boolean =>
    (counts.get(keyOf(from, to)) ?? 0) >= Math.max(2, days.count * regularShare);
  const usualMs = days.hasSaturday ? 0 : usualWeekend(breaks, stepMs);
  const isWeekend = ({ from, to }: Gap): boolean => to - from <= usualMs + summerTimeMs && coversSaturday(from, to);
  return breaks.filter((gap) => !isRegular(gap) && !isWeekend(gap));
};

/** The most frequent length of breaks over a Saturday; 0 without any. */
const usualWeekend = (breaks: readonly Gap[], stepMs: DurationMs): DurationMs => {
  const weekends = breaks.filter(({ from, to }) => to - from + stepMs <= longestWeekendMs && coversSaturday(from, to));
  const counts = countsOf(weekends.map(({ from, to }) => to - from));
  const [usual = [-summerTimeMs]] = [...counts].toSorted(([, a], [, b]) => b - a);
  return usual[0];
};

const countsOf = <Key>(keys: readonly Key[]): ReadonlyMap<Key, number> => {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

/** A break lasts the same each time, and begins at the same time of day. */
const keyOf = (from: TimeMs, to: TimeMs): string => `${from % dayMs} ${to - from}`;

const breaksOf = (times: Float64Array, stepMs: DurationMs): readonly Gap[] => {
  const found: Gap[] = [];
  for (let index = 1; index < times.length; index += 1) {
    const [before = 0, to = 0] = [times[index - 1], times[index]];
    if (to - before > stepMs) found.push({ after: index - 1, from: before + stepMs, to });
  }
  return found;
};

/** 1970-01-03 was a Saturday. */
const isSaturday = (day: number): boolean => (((day - 2) % 7) + 7) % 7 === 0;

const daysWithBars = (times: Float64Array): { readonly count: number; readonly hasSaturday: boolean } => {
  let [count, last, hasSaturday] = [0, Number.NaN, false];
  for (const time of times) {
    const day = Math.floor(time / dayMs);
    if (day === last) continue;
    last = day;
    count += 1;
    hasSaturday ||= isSaturday(day);
  }
  return { count, hasSaturday };
};

const coversSaturday = (from: TimeMs, to: TimeMs): boolean => {
  for (let day = Math.ceil(from / dayMs); (day + 1) * dayMs <= to; day += 1) if (isSaturday(day)) return true;
  return false;
};
