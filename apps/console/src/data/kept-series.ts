import type { TickCandle } from './candle-series.ts';

/** What was published in one stretch of time, as the gateway keeps it. Amounts are binary numbers: they become pixels. */
export interface KeptBar extends TickCandle {
  /** Of equity, where it was published: the highest one within the bar. */
  readonly highWatermark: number | undefined;
}

/** A time of which nothing is known. */
export interface KnownGap {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The bars of one curve and width, from before the page was opened and from while it heard nothing. */
export interface KeptSeries {
  readonly intervalMs: number;
  /** Undefined: of facts that name no run. */
  readonly runId: string | undefined;
  /** From when on nothing is missing but in the gaps. */
  readonly coversSinceMs: number;
  /** Times in which the gateway itself was not there. */
  readonly gaps: readonly KnownGap[];
  /** The oldest first; at least one. */
  readonly bars: readonly KeptBar[];
}

/** The last moment of which a series knows. */
export const knownThroughMs = ({ bars }: KeptSeries): number => bars.at(-1)?.lastMs ?? -Infinity;

/** What stays unknown of the times in which the page heard nothing, when the gateway has told what it keeps. */
export const unknownTimes = (heard: readonly KnownGap[], kept: KeptSeries | undefined): readonly KnownGap[] => {
  if (kept === undefined) return heard;
  const throughMs = knownThroughMs(kept);
  const missed = heard.flatMap(({ fromMs, toMs }) => {
    // What came after the gateway answered is not in its answer.
    if (toMs > throughMs) return [{ fromMs, toMs }];
    return fromMs < kept.coversSinceMs ? [{ fromMs, toMs: Math.min(toMs, kept.coversSinceMs) }] : [];
  });
  return [...missed, ...kept.gaps].toSorted((left, right) => left.fromMs - right.fromMs);
};
