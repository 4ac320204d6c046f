import type { KeptBar, KeptSeries } from './kept-series.ts';
import type { Point } from './point-series.ts';

/** How far equity is below the highest that it was, in pixels; undefined where one of them was not published. */
export const drawdownOf = (equity: number | undefined, highWatermark: number | undefined): number | undefined =>
  equity === undefined || highWatermark === undefined ? undefined : equity - highWatermark;

/** The last of what was published in a bar. */
const pointOf = ({ lastMs, close, highWatermark }: KeptBar): Point => ({
  timeMs: lastMs,
  values: [close, highWatermark, drawdownOf(close, highWatermark)],
});

/**
 * One curve of what the page heard and of what the gateway keeps, with the newest point of each bar: a chart sets its points side
 * by side, whatever lies between their times. The page knows the last moments best, the gateway what the page did not hear, and
 * what was skipped for something newer on the way to it.
 *
 * @param heard times rise
 */
export const withPast = (heard: readonly Point[], kept: KeptSeries | undefined): readonly Point[] => {
  if (kept === undefined) return heard;
  const newest = new Map<number, Point>();
  for (const point of [...kept.bars.map(pointOf), ...heard]) {
    const bar = Math.floor(point.timeMs / kept.intervalMs);
    const there = newest.get(bar);
    if (there === undefined || there.timeMs <= point.timeMs) newest.set(bar, point);
  }
  return [...newest.values()].toSorted((left, right) => left.timeMs - right.timeMs);
};
