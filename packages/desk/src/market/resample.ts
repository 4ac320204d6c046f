import { PitwallError, toIso, type DurationMs } from '@pitwall/model';
import { barSeries, type BarSeries } from './bar-series.ts';
import { bucketsOf, type Buckets } from './buckets.ts';
import { stepOf, timeframeMs, type Timeframe } from './timeframe.ts';
import { utcClock, type ZoneClock } from './zone.ts';

/** Options of {@link resample}. */
export interface ResampleOptions {
  readonly timeframe: Timeframe;
  /** Clock by which bars begin. @default UTC */
  readonly clock?: ZoneClock;
  /** What becomes of a last bar whose time the shorter ones do not fill. @default 'keep' */
  readonly partialLast?: 'keep' | 'drop';
}

/** Longer bars, and whether the first and last have all of their time. */
export interface Resampled {
  readonly series: BarSeries;
  readonly isFirstPartial: boolean;
  /** Whether the last bar is, or was before it was dropped. */
  readonly isLastPartial: boolean;
}

/**
 * Puts bars together to longer ones: open of the first, close of the last, highest high, lowest low, sum of volumes, all exact.
 * A time without shorter bars has no longer one either. Throws `INVALID_BARS` when the timeframe is shorter than the bars',
 * or no multiple of it, or a sum of volumes is beyond 2^53 units.
 */
export const resample = (series: BarSeries, options: ResampleOptions): Resampled => {
  const { timeframe, clock = utcClock, partialLast = 'keep' } = options;
  const stepMs = stepOf(series.times);
  if (stepMs === undefined) {
    throw new PitwallError(
      'INVALID_BARS',
      `${series.length} bars have no timeframe, so ${timeframe} cannot be made of them; give more bars`,
    );
  }
  if (stepMs === timeframeMs[timeframe]) return { series, isFirstPartial: false, isLastPartial: false };
  requireMultiple(stepMs, timeframe);
  const buckets = bucketsOf(timeframe, clock);
  const groups = groupsOf(series.times, buckets);
  const { isFirstPartial, isLastPartial } = partial(series.times, groups, { buckets, stepMs });
  const kept = isLastPartial && partialLast === 'drop' ? groups.slice(0, -1) : groups;
  return { series: summed(series, kept, timeframe), isFirstPartial, isLastPartial };
};

const requireMultiple = (stepMs: DurationMs, timeframe: Timeframe): void => {
  const wanted = timeframeMs[timeframe];
  if (stepMs < wanted && wanted % stepMs === 0) return;
  const minutes = stepMs / 60_000;
  const reason = stepMs > wanted ? 'shorter bars cannot be made of longer ones' : 'it is no multiple of them';
  throw new PitwallError(
    'INVALID_BARS',
    `The bars are of ${minutes} minutes: ${timeframe} cannot be made of them, because ${reason}`,
  );
};

/** Bars from one index to before another. */
interface Group {
  readonly startMs: number;
  readonly from: number;
  to: number;
}

const groupsOf = (times: Float64Array, buckets: Buckets): readonly Group[] => {
  const groups: Group[] = [];
  let last: Group | undefined;
  for (const [index, time] of times.entries()) {
    const startMs = buckets.startOf(time);
    if (last?.startMs !== startMs) {
      last = { startMs, from: index, to: index };
      groups.push(last);
    }
    last.to = index + 1;
  }
  return groups;
};

/** Markets that close have days without all hours, so the first and last bar are compared with their neighbour besides. */
const partial = (
  times: Float64Array,
  groups: readonly Group[],
  { buckets, stepMs }: { readonly buckets: Buckets; readonly stepMs: DurationMs },
): { readonly isFirstPartial: boolean; readonly isLastPartial: boolean } => {
  const [first, second] = groups;
  const [beforeLast, last] = [groups.at(-2), groups.at(-1)];
  const lateness = (group: Group | undefined): number =>
    group === undefined ? 0 : (times[group.from] ?? 0) - group.startMs;
  const reach = (group: Group | undefined): number =>
    group === undefined ? Infinity : (times[group.to - 1] ?? 0) - group.startMs;
  const isFilled = last === undefined || (times[last.to - 1] ?? 0) + stepMs >= buckets.endOf(last.startMs);
  return {
    isFirstPartial: first !== undefined && lateness(first) > lateness(second),
    isLastPartial: !isFilled && (beforeLast === undefined || reach(last) < reach(beforeLast)),
  };
};

const summed = (series: BarSeries, groups: readonly Group[], timeframe: Timeframe): BarSeries => {
  const column = (of: (group: Group) => number): Float64Array => Float64Array.from(groups, of);
  const extreme = (numbers: Float64Array, of: (a: number, b: number) => number) =>
    column(({ from, to }) => {
      let found = numbers[from] ?? 0;
      for (let index = from + 1; index < to; index += 1) found = of(found, numbers[index] ?? 0);
      return found;
    });
  const { volume } = series;
  return barSeries({
    ...(series.symbol === undefined ? {} : { symbol: series.symbol }),
    timeframe,
    priceScale: series.priceScale,
    volumeScale: series.volumeScale,
    times: column(({ startMs }) => startMs),
    open: column(({ from }) => series.open[from] ?? 0),
    high: extreme(series.high, Math.max),
    low: extreme(series.low, Math.min),
    close: column(({ to }) => series.close[to - 1] ?? 0),
    volume: volume === undefined ? undefined : column((group) => sumOf(volume, group)),
  });
};

const sumOf = (volume: Float64Array, { startMs, from, to }: Group): number => {
  let sum = 0;
  for (let index = from; index < to; index += 1) sum += volume[index] ?? 0;
  if (Number.isSafeInteger(sum)) return sum;
  const what = `The volumes of the bar of ${toIso(startMs)} add up to more than can be counted exactly (2^53)`;
  throw new PitwallError('INVALID_BARS', `${what}; read them with fewer decimals (volumeDecimals)`);
};
