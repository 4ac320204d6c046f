import type { Exact } from '@pitwall/model';
import type { Direction } from '../account/holding.ts';

/**
 * Whether a close reached the stop: at or below it for a long position, at or above it for a short one. The stop is judged
 * at closes and leaves at the next open, because this venue has market orders only.
 */
export const stopReached = (direction: Direction, stopPrice: Exact, close: Exact): boolean =>
  direction === 'long' ? close.lessThanOrEqualTo(stopPrice) : close.greaterThanOrEqualTo(stopPrice);
