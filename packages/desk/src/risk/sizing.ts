import { exact, PitwallError, type Amount, type Exact } from '@pitwall/model';
import type { Phase } from './phases.ts';

/** Options of position sizing. */
export interface SizingOptions {
  /**
   * Part of the price kept back when an order is sized at a close, since it is filled at the next open, which may be higher,
   * and pays slippage and fee.
   * @default '0.02', more than nearly every daily gap of an index
   */
  readonly gapReserveRatio?: Amount;
}

/** Default of {@link SizingOptions.gapReserveRatio}. */
export const defaultGapReserveRatio = '0.02';

/** From what a position is sized. */
export interface SizingBasis {
  readonly equity: Exact;
  readonly price: Exact;
  /** Where the trade is given up; absent: the whole price is at risk. */
  readonly stopPrice: Exact | undefined;
  readonly phase: Phase;
}

/**
 * Quantity of a new position, before it is cut to lots: the smaller of
 *
 * - by risk: `equity × riskRatio / risk per unit`, where the risk per unit is `|price − stopPrice|`, or the whole price
 *   where no stop is known;
 * - by exposure: `equity × maxLeverage / (price × (1 + gapReserveRatio))`.
 *
 * Zero when there is no equity.
 */
export const sizeByRisk = ({ equity, price, stopPrice, phase }: SizingBasis, gapReserveRatio: Exact): Exact => {
  if (equity.lessThanOrEqualTo(0)) return exact(0);
  const byExposure = equity.times(exact(phase.maxLeverage)).div(price.times(gapReserveRatio.plus(1)));
  const riskPerUnit = stopPrice === undefined ? price : price.minus(stopPrice).abs();
  if (riskPerUnit.isZero()) return byExposure;
  const byRisk = equity.times(exact(phase.riskRatio)).div(riskPerUnit);
  return byRisk.lessThan(byExposure) ? byRisk : byExposure;
};

/** Reads the reserve. Throws `INVALID_OPTION` when it is negative. */
export const gapReserveOf = (options: SizingOptions): Exact => {
  const reserve = exact(options.gapReserveRatio ?? defaultGapReserveRatio);
  if (reserve.isFinite() && !reserve.isNegative()) return reserve;
  throw new PitwallError('INVALID_OPTION', `gapReserveRatio is ${reserve.toString()}: give zero or more, such as 0.02`);
};
