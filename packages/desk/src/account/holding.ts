import type { Exact, TimeMs } from '@pitwall/model';

/** Which way a position profits. */
export type Direction = 'long' | 'short';

/**
 * How trading in an instrument moves money.
 *
 * - `cash`: a purchase pays its notional and a sale receives it; a position is worth `quantity × price`, negative when short.
 * - `margin`: only fees and results move cash, as with a perpetual; a position is worth its unrealised P&L.
 */
export type Settlement = 'cash' | 'margin';

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

/** A closed part of a position. */
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

/** A position from its first entry to its last exit: one round trip. Prices are averages over all its entries and exits. */
export interface ClosedPosition extends ClosedLot {
  /** Funding received less funding paid. */
  readonly funding: Exact;
  /** Paid for what was borrowed to be short, zero or more. */
  readonly borrowFees: Exact;
  /** `sum of the lots’ results + funding − borrowFees`. */
  readonly netPnl: Exact;
  /** Bar times. */
  readonly openedAt: TimeMs;
  readonly closedAt: TimeMs;
}

/** One for a long position, minus one for a short one. */
export const signOf = (direction: Direction): 1 | -1 => (direction === 'long' ? 1 : -1);

/** The other way. */
export const opposite = (direction: Direction): Direction => (direction === 'long' ? 'short' : 'long');

/** Average price of the open entries: `entryNotional / quantity`. */
export const entryPriceOf = (holding: Holding): Exact => holding.entryNotional.div(holding.quantity);

/** Units with their sign: negative for a short position. */
export const unitsOf = (holding: Holding): Exact =>
  holding.direction === 'long' ? holding.quantity : holding.quantity.negated();

/** What the units are worth at a price: `quantity × price`, negative for a short position, which is a debt of units. */
export const valueOf = (holding: Holding, price: Exact): Exact =>
  holding.quantity.times(price).times(signOf(holding.direction));

/** Profit or loss if closed at a price, before fees: `sign × (quantity × price − entryNotional)`. */
export const unrealizedPnlOf = (holding: Holding, price: Exact): Exact =>
  holding.quantity.times(price).minus(holding.entryNotional).times(signOf(holding.direction));
