import type { KeptBar, KeptSeries, KnownGap } from './kept-series.ts';
import type { Point } from './point-series.ts';

/** The last of what was published in a bar: the drawdown is what equity is below the highest that it was. */
const pointOf = ({ lastMs, close, highWatermark }: KeptBar): Point => ({
  timeMs: lastMs,
  values: [close, highWatermark, highWatermark === undefined ? undefined : close - highWatermark],
});

/** Keeps the last point of each step: a chart sets its points side by side, whatever lies between their times. */
const lastOfEach = (points: readonly Point[], stepMs: number): readonly Point[] =>
  points.filter((point, index) => {
    const next = points[index + 1];
    return next === undefined || Math.floor(next.timeMs / stepMs) !== Math.floor(point.timeMs / stepMs);
  });

/**
 * One curve of what the page heard and of what the gateway keeps: the page knows more of the times in which it heard, the
 * gateway alone knows those before, and those in between in which the page did not.
 *
 * @param heard times rise
 * @param gaps in which the page heard nothing
 */
export const withPast = (
  heard: readonly Point[],
  gaps: readonly KnownGap[],
  kept: KeptSeries | undefined,
): readonly Point[] => {
  if (kept === undefined) return heard;
  const beganMs = heard[0]?.timeMs ?? Infinity;
  const isMissing = (timeMs: number): boolean =>
    timeMs < beganMs || gaps.some(({ fromMs, toMs }) => timeMs > fromMs && timeMs < toMs);
  const past = kept.bars.map(pointOf).filter(({ timeMs }) => isMissing(timeMs));
  const all = [...past, ...heard].toSorted((left, right) => left.timeMs - right.timeMs);
  return lastOfEach(all, kept.intervalMs);
};
