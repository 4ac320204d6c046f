import type { ChartGap } from './gap-shade.ts';

/** Most empty places in one gap: a night without a connection is not to push a day of prices out of sight. */
const mostRooms = 120;

/**
 * Times of the candles that a gap has none of. A chart sets its points side by side whatever lies between their times, so
 * without these an hour in which nothing was heard would look like none.
 *
 * @param candleMs length of a candle
 */
export const roomsOf = (
  candles: readonly { readonly timeMs: number }[],
  gaps: readonly ChartGap[],
  candleMs: number,
): readonly number[] => {
  const taken = new Set(candles.map(({ timeMs }) => timeMs));
  const rooms = new Set<number>();
  for (const { fromMs, toMs } of gaps) {
    const missing = Math.ceil((toMs - fromMs) / candleMs) - 1;
    for (let step = 1; step <= Math.min(missing, mostRooms); step += 1) {
      const timeMs = fromMs + step * candleMs;
      if (timeMs < toMs && !taken.has(timeMs)) rooms.add(timeMs);
    }
  }
  return [...rooms].toSorted((left, right) => left - right);
};
