import type { Logical, UTCTimestamp } from 'lightweight-charts';

/** A time as lightweight-charts has it, whose type is a number that is said to be whole seconds since 1970 UTC. */
export const chartSeconds = (timeMs: number): UTCTimestamp => Math.floor(timeMs / 1_000) as UTCTimestamp;

/** The place of a point as lightweight-charts has it, whose type is a number that is said to be one. */
export const logicalOf = (index: number): Logical => index as Logical;

/** Keeps the last entry of each second, which is what a chart of seconds can show; times must rise. */
export const onePerSecond = <T extends { readonly timeMs: number }>(entries: readonly T[]): readonly T[] =>
  entries.filter((entry, index) => {
    const next = entries[index + 1];
    return next === undefined || Math.floor(next.timeMs / 1_000) !== Math.floor(entry.timeMs / 1_000);
  });
