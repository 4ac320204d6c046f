import type { DurationMs } from '@pitwall/model';

/** A width of bars that is kept, and how many of the newest. */
export interface KeptWidth {
  readonly widthMs: DurationMs;
  readonly maxBars: number;
}

const secondMs = 1_000;
const minuteMs = 60 * secondMs;

/**
 * An hour of 5 s, a day of minutes, 31 days of quarters of an hour. Bars are counted and not their age, so that replayed bars of days
 * reach back for years. Each width divides the next one.
 */
export const keptWidths: readonly [KeptWidth, ...KeptWidth[]] = [
  { widthMs: 5 * secondMs, maxBars: 720 },
  { widthMs: minuteMs, maxBars: 1_440 },
  { widthMs: 15 * minuteMs, maxBars: 2_976 },
];

/** Bars of any interval are made of kept ones, so it is a multiple of this. */
export const narrowestWidthMs: DurationMs = keptWidths[0].widthMs;

/** Where the width begins that a time is in. */
export const startOf = (timeMs: number, widthMs: DurationMs): number => Math.floor(timeMs / widthMs) * widthMs;
