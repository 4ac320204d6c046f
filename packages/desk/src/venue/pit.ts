import type { FundingCursor } from './costs-of-time.ts';
import type { LiveOrder } from './live-order.ts';
import type { Market } from './market.ts';

/** Where one instrument is traded: its market, and the orders that work there, oldest first. */
export interface Pit {
  readonly market: Market;
  readonly orders: LiveOrder[];
  readonly funding: FundingCursor;
}
