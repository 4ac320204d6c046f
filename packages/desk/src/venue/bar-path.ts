import type { Direction } from '../account/holding.ts';
import type { LiveOrder } from './live-order.ts';
import type { Market } from './market.ts';

/**
 * In which order a bar went through its extremes, which its four prices do not tell:
 *
 * - `worst`: so that what is held or waits fares worst: with a long position low first, with a short one high first, so that a stop
 *   comes before a target. Without a position the oldest order decides: the low first for a buy limit or a sell stop, the high
 *   first for a sell limit or a buy stop, so that the entry is made and then the price turns against it.
 * - `nearest`: the extreme that is nearer to the open first; the low when both are as near.
 * - `low-first`, `high-first`: always so.
 */
export type BarPath = 'worst' | 'nearest' | 'low-first' | 'high-first';

/** Whether a bar reaches its low before its high. */
export const lowComesFirst = (
  path: BarPath,
  { open, high, low }: Pick<Market, 'open' | 'high' | 'low'>,
  held: Direction | undefined,
  oldest: LiveOrder | undefined,
): boolean => {
  switch (path) {
    case 'low-first':
      return true;
    case 'high-first':
      return false;
    case 'nearest':
      return open - low <= high - open;
    case 'worst':
      if (held !== undefined) return held === 'long';
      // A price that has to fall for the order comes first, so that what follows is up to the rest of the bar.
      return oldest?.waitsBelow ?? open - low <= high - open;
  }
};
