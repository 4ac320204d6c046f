import type { KnownGap } from './kept-series.ts';
import type { Point } from './point-series.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How far back from its newest value a curve is shown. */
export interface CurveRange {
  /** As in the address, and as traders write it. */
  readonly id: string;
  /** What it is the last of: `hour`. */
  readonly noun: string;
  readonly lengthMs: number;
  /** The narrowest bars that the gateway keeps as far back as this, ms. */
  readonly barMs: number;
}

/** Ranges to choose from, the shortest first; without one all that is known is shown. */
export const curveRanges: readonly CurveRange[] = [
  { id: '1h', noun: 'hour', lengthMs: hourMs, barMs: 5_000 },
  { id: '1d', noun: 'day', lengthMs: dayMs, barMs: minuteMs },
  { id: '1w', noun: 'week', lengthMs: 7 * dayMs, barMs: 15 * minuteMs },
];

/** The range of a name; undefined where there is none such, and all is shown. */
export const rangeOf = (id: string | undefined): CurveRange | undefined => curveRanges.find((one) => one.id === id);

/** What a range cuts. */
interface Cut {
  readonly points: readonly Point[];
  readonly gaps: readonly KnownGap[];
}

/** Drawdowns from the highest equity up to each point, of these points alone. */
const belowOwnPeak = (points: readonly Point[]): readonly Point[] => {
  let peak: number | undefined;
  return points.map(({ timeMs, values: [equity, highWatermark] }) => {
    if (equity !== undefined) peak = Math.max(peak ?? equity, equity);
    const drawdown = equity === undefined || peak === undefined ? undefined : equity - peak;
    return { timeMs, values: [equity, highWatermark, drawdown] };
  });
};

/**
 * The newest part of a curve of equity, both its ends included. It ends with the newest value and not now, because replayed prices
 * have a time of their own. Drawdown is measured from the highest value that the part shows up to each point: the peak of the whole
 * may be out of sight. The high watermark stays as it was published.
 */
export const lastOf = ({ points, gaps }: Cut, { lengthMs }: CurveRange): Cut => {
  const fromMs = (points.at(-1)?.timeMs ?? 0) - lengthMs;
  return {
    points: belowOwnPeak(points.filter(({ timeMs }) => timeMs >= fromMs)),
    gaps: gaps
      .filter(({ toMs }) => toMs > fromMs)
      .map((gap) => ({ fromMs: Math.max(gap.fromMs, fromMs), toMs: gap.toMs })),
  };
};
