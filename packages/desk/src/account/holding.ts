import type { Exact } from '@pitwall/model';

/** Which way a position profits. */
export type Direction = 'long' | 'short';

/** An open position. The sums are kept and the averages derived, so nothing is rounded until something is shown. */
export interface Holding {
  readonly direction: Direction;
  /** Units held or owed, above zero. */
  readonly quantity: Exact;
  /** Sum of quantity × price of the entries that are still open. */
  readonly entryNotional: Exact;
  /** Fees of the entries that are still open. */
  readonly entryFees: Exact;
}

/** A closed part of a position: one round trip. */
export interface ClosedLot {
  readonly direction: Direction;
  readonly quantity: Exact;
  readonly entryPrice: Exact;
  readonly exitPrice: Exact;
  /** Fees of entry and exit. */
  readonly fees: Exact;
  /** Profit or loss after the fees of entry and exit. */
  readonly netPnl: Exact;
}

/** One for a long position, minus one for a short one. */
export const signOf = (direction: Direction): 1 | -1 => (direction === 'long' ? 1 : -1);

/** The other way. */
export const opposite = (direction: Direction): Direction => (direction === 'long' ? 'short' : 'long');

/** Average price of the open entries: `entryNotional / quantity`. */
export const entryPriceOf = (holding: Holding): Exact => holding.entryNotional.div(holding.quantity);

/** What the position is worth at a price: `quantity × price`, negative for a short one, which is a debt of units. */
export const valueOf = (holding: Holding, price: Exact): Exact =>
  holding.quantity.times(price).times(signOf(holding.direction));

/** Profit or loss if closed at a price, before fees: `sign × (quantity × price − entryNotional)`. */
export const unrealizedPnlOf = (holding: Holding, price: Exact): Exact =>
  holding.quantity.times(price).minus(holding.entryNotional).times(signOf(holding.direction));
