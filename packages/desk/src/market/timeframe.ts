import type { DurationMs } from '@pitwall/model';
import type { Bar } from './bar.ts';

/** Length of a bar, in the words of charts. */
export type Timeframe = 'M1' | 'M5' | 'M15' | 'M30' | 'H1' | 'H4' | 'D1';

/** The length of each timeframe in milliseconds, shortest first. A day of a zone with summer time may be an hour off. */
export const timeframeMs: { readonly [timeframe in Timeframe]: DurationMs } = {
  M1: 60_000,
  M5: 300_000,
  M15: 900_000,
  M30: 1_800_000,
  H1: 3_600_000,
  H4: 14_400_000,
  D1: 86_400_000,
};

/** All timeframes, shortest first. */
export const timeframes = ['M1', 'M5', 'M15', 'M30', 'H1', 'H4', 'D1'] as const satisfies readonly Timeframe[];

/** The timeframe of that length; `undefined` when it has no word. */
export const timeframeOfStep = (stepMs: DurationMs | undefined): Timeframe | undefined =>
  timeframes.find((timeframe) => timeframeMs[timeframe] === stepMs);

/**
 * The most frequent step between neighbours in milliseconds, since nights and weekends leave gaps, and the shorter one of
 * two that are as frequent; `undefined` for fewer than two times. Times that stand still do not count.
 */
export const stepOf = (times: ArrayLike<number>): DurationMs | undefined => {
  const counts = new Map<number, number>();
  for (let index = 1; index < times.length; index += 1) {
    const step = Math.abs((times[index] ?? 0) - (times[index - 1] ?? 0));
    if (step > 0) counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  let found: DurationMs | undefined;
  let most = 0;
  for (const [step, count] of counts) {
    if (count > most || (count === most && step < (found ?? Infinity))) [found, most] = [step, count];
  }
  return found;
};

/** The timeframe of bars: their most frequent step; `undefined` when it has no word. */
export const timeframeOf = (bars: readonly Bar[]): Timeframe | undefined =>
  timeframeOfStep(stepOf(bars.map(({ time }) => time)));
