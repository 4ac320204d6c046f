import { describe, expect, it } from 'vitest';
import { gapsOf } from './gaps.ts';
import { timeframeMs } from './timeframe.ts';

const dayMs = timeframeMs.D1;
/** A Monday. */
const monday = Date.parse('2024-01-01T00:00:00Z');

/** Steps of a market that trades on some days, from one hour of the day to before another. */
const steps = (days: readonly number[], stepMs: number, hours: readonly [number, number] = [0, 24]): Float64Array =>
  Float64Array.from(
    days.flatMap((day) => {
      const [from, to] = hours.map((hour) => hour * timeframeMs.H1);
      const count = Math.floor(((to ?? 0) - (from ?? 0)) / stepMs);
      return Array.from({ length: count }, (_, index) => monday + day * dayMs + (from ?? 0) + index * stepMs);
    }),
  );

const weekdays = (weeks: number): number[] =>
  Array.from({ length: weeks * 7 }, (_, day) => day).filter((day) => day % 7 < 5);

const without = (times: Float64Array, ...indexes: number[]): Float64Array =>
  times.filter((_, index) => !indexes.includes(index));

describe('gaps', () => {
  it.each([
    ['always open', steps([0, 1, 2, 3, 4, 5, 6, 7], timeframeMs.M15)],
    ['closed on weekends', steps(weekdays(4), timeframeMs.H1)],
    ['closed on the one weekend there is', steps([3, 4, 7, 8], timeframeMs.H1)],
    ['closed at night and on weekends', steps(weekdays(3), timeframeMs.M15, [9, 16])],
    ['told by its days', steps(weekdays(10), dayMs)],
  ])('are not seen in a market that is %s', (_, times) => {
    expect(gapsOf(times, (times[1] ?? 0) - (times[0] ?? 0))).toEqual([]);
  });

  it('are seen where single bars are missing, once as often as they do', () => {
    const times = steps(weekdays(4), timeframeMs.H1);
    const gaps = gapsOf(without(times, 30, 31, 200), timeframeMs.H1);
    expect(gaps).toEqual([
      { after: 29, from: times[30], to: times[32] },
      { after: 197, from: times[200], to: times[201] },
    ]);
  });

  it('are seen on holidays, and on weekends that are longer than most', () => {
    const holiday = steps(
      weekdays(8).filter((day) => day !== 14),
      dayMs,
    );
    expect(gapsOf(holiday, dayMs)).toHaveLength(1);
    const late = steps(weekdays(8), timeframeMs.H1).filter(
      (time) => time < monday + 14 * dayMs || time >= monday + 14.4 * dayMs,
    );
    expect(gapsOf(late, timeframeMs.H1)).toHaveLength(1);
  });

  it('are seen on the Saturdays of a market that trades on others', () => {
    const times = steps([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15], timeframeMs.H1);
    expect(gapsOf(times, timeframeMs.H1)).toHaveLength(1);
  });
});
