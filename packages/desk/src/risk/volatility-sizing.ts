import { exact, PitwallError, type Amount, type Exact } from '@pitwall/model';

/** Options of sizing by volatility. */
export interface VolatilitySizingOptions {
  /**
   * Volatility a year that the account should have, as a part of its equity.
   * @default '0.15', about that of a stock index
   */
  readonly targetVolatility?: Amount;
  /**
   * Most exposure as a multiple of equity, however calm the market is.
   * @default '0.98': nothing is borrowed, and two percent are left for the gap to the next open
   */
  readonly mostWeight?: Amount;
}

/** Defaults of {@link VolatilitySizingOptions}. */
export const volatilitySizingDefaults = { targetVolatility: '0.15', mostWeight: '0.98' } as const;

/** From what a position is sized. */
export interface VolatilityBasis {
  readonly equity: Exact;
  readonly price: Exact;
  /** Of the market, a year, above zero. */
  readonly volatility: number;
}

/** Units for an entry, before they are cut to lots. */
export type VolatilitySizing = (basis: VolatilityBasis) => Exact;

/** Digits of a weight, which is a statistic: more would pretend to know more. */
const weightDecimals = 6;
const quantityDecimals = 12;

/**
 * Makes the rule `quantity = equity × min(mostWeight, targetVolatility / volatility) / price`, so that a calm market is held in
 * large and a wild one in small size, each moving the account by about as much (volatility targeting). Zero without equity.
 * Throws `INVALID_OPTION` unless both options are above zero.
 */
export const createVolatilitySizing = (options: VolatilitySizingOptions = {}): VolatilitySizing => {
  const given = { ...volatilitySizingDefaults, ...options };
  const target = exact(given.targetVolatility);
  const mostWeight = exact(given.mostWeight);
  if (!target.greaterThan(0) || !mostWeight.greaterThan(0)) {
    const found = `targetVolatility is ${target.toFixed()} and mostWeight ${mostWeight.toFixed()}`;
    throw new PitwallError('INVALID_OPTION', `${found}: give numbers above zero`);
  }
  return ({ equity, price, volatility }) => {
    if (equity.lessThanOrEqualTo(0)) return exact(0);
    const wished = target.div(exact(volatility)).toDecimalPlaces(weightDecimals);
    const weight = wished.lessThan(mostWeight) ? wished : mostWeight;
    return equity.times(weight).div(price).toDecimalPlaces(quantityDecimals, roundDown);
  };
};

/** Of decimal.js: towards zero. */
const roundDown = 1;
