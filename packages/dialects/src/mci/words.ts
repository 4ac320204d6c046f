import { sameWords, words } from '../wire/words.ts';

/** Direction of a position. */
export const positionSide = sameWords(['long', 'short']);

/** Direction of an order. */
export const orderSide = sameWords(['buy', 'sell']);

/** What kind of order it is. */
export const orderType = sameWords(['market', 'limit', 'stop', 'stop_limit']);

/** State that an order is in. */
export const orderStatus = words(
  {
    new: 'new',
    partially_filled: 'partially_filled',
    filled: 'filled',
    cancelled: 'cancelled',
    rejected: 'rejected',
  },
  // The page has two spellings of one state, so an engine may have either in both places.
  { read: { partial_fill: 'partially_filled' } },
);

/** What happened to an order. */
export const orderEvent = words({
  new: 'new',
  partial_fill: 'partially_filled',
  filled: 'filled',
  cancelled: 'cancelled',
  rejected: 'rejected',
});

/** What an entry of the activity feed is about. */
export const activityType = sameWords([
  'order_placed',
  'order_filled',
  'position_opened',
  'position_closed',
  'system',
  'error',
]);

/** How grave it is. */
export const severity = sameWords(['info', 'warning', 'error']);

/** How the system is. */
export const healthStatus = sameWords(['healthy', 'degraded', 'unhealthy']);
