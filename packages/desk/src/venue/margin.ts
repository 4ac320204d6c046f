import { exact, type Exact } from '@pitwall/model';
import type { Account, Position, PriceOf } from '../account/account.ts';
import { signOf, unitsOf } from '../account/holding.ts';
import type { Fill } from './order.ts';

/** Books, prices, and how far equity may be stretched. */
export interface MarginBasis {
  readonly account: Account;
  readonly priceOf: PriceOf;
  /** Greatest exposure as a multiple of equity. */
  readonly maxLeverage: Exact;
}

/**
 * Whether the account can carry a fill: `exposure after the fill ≤ maxLeverage × (equity − fee)`, with the symbol at the price of the
 * fill and everything else at its last price. A fill that only makes the position smaller is always carried; one that turns it round
 * enters a position, however small.
 */
export const canCarry = (symbol: string, fill: Fill, { account, priceOf, maxLeverage }: MarginBasis): boolean => {
  const held = account.positionOf(symbol);
  const before = held === undefined ? exact(0) : unitsOf(held);
  const after = fill.side === 'buy' ? before.plus(fill.quantity) : before.minus(fill.quantity);
  const isTurned = !after.isZero() && after.isNegative() !== before.isNegative();
  if (!isTurned && after.abs().lessThanOrEqualTo(before.abs())) return true;
  const others = account.exposureAt(priceOf).minus(before.abs().times(held === undefined ? 0 : priceOf(symbol)));
  const exposure = others.plus(after.abs().times(fill.price));
  return exposure.lessThanOrEqualTo(maxLeverage.times(account.equityAt(priceOf).minus(fill.fee)));
};

/** What a position may be liquidated by. */
export interface LiquidationBasis {
  /** Equity without the value of the position, everything else at its last price. */
  readonly equityApart: Exact;
  /** Maintenance margin of all other positions. */
  readonly maintenanceApart: Exact;
  readonly maintenanceMarginRatio: Exact;
}

/**
 * The price at which equity is no more than the maintenance margin, everything else staying as it is. With `q` units, ratio `m`,
 * equity apart `W` (for a long position of settlement `cash` simply the cash) and maintenance apart `M`:
 *
 * - long: `W + q p = m q p + M`, so `p = (M − W) / (q (1 − m))`;
 * - short: `W − q p = m q p + M`, so `p = (W − M) / (q (1 + m))`.
 *
 * Absent where no price above zero does that for a long position: one that was paid in full cannot be liquidated. For a short one with
 * nothing behind it that is every price, and the answer is zero.
 */
export const liquidationPrice = (position: Position, basis: LiquidationBasis): Exact | undefined => {
  const { equityApart, maintenanceApart, maintenanceMarginRatio } = basis;
  const sign = signOf(position.direction);
  const owed = maintenanceApart.minus(equityApart).times(sign);
  const price = owed.div(position.quantity.times(exact(1).minus(maintenanceMarginRatio.times(sign))));
  if (price.greaterThan(0)) return price;
  return position.direction === 'long' ? undefined : exact(0);
};
