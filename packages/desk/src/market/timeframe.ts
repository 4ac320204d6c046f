import type { Bar } from './bar.ts';

/** Length of a bar, in the words of charts. */
export type Timeframe = 'M1' | 'M5' | 'M15' | 'M30' | 'H1' | 'H4' | 'D1';

const timeframeByMs: ReadonlyMap<number, Timeframe> = new Map([
  [60_000, 'M1'],
  [300_000, 'M5'],
  [900_000, 'M15'],
  [1_800_000, 'M30'],
  [3_600_000, 'H1'],
  [14_400_000, 'H4'],
  [86_400_000, 'D1'],
]);

/** The timeframe of bars: their most frequent step, since nights and weekends leave gaps; `undefined` when it has no word. */
export const timeframeOf = (bars: readonly Bar[]): Timeframe | undefined => {
  const counts = new Map<number, number>();
  let previous: number | undefined;
  for (const { time } of bars) {
    if (previous !== undefined) counts.set(time - previous, (counts.get(time - previous) ?? 0) + 1);
    previous = time;
  }
  const [mostFrequent] = [...counts].toSorted(([stepA, a], [stepB, b]) => b - a || stepA - stepB);
  return mostFrequent === undefined ? undefined : timeframeByMs.get(mostFrequent[0]);
};
