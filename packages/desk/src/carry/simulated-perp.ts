import { exact, type Exact } from '@pitwall/model';
import type { CarryTerms } from './carry-options.ts';

/** Symbol of the perpetual on a spot symbol. Some consoles show nothing but symbols, so it says there that it is simulated. */
export const perpSymbolOf = (spotSymbol: string): string => `${spotSymbol}-PERP-SIM`;

/** Decimals of a premium: a ten-thousandth of a basis point. Rounding it keeps everything after it exact. */
const premiumDecimals = 8;

/**
 * A perpetual future that exists in no market: its price is made from the spot price by a formula, and whoever shows it must
 * say so. With the mean of the last `meanBars` closes,
 *
 * - `premium = premiumSensitivity × (close / mean − 1)`, to eight decimals, set at each close;
 * - `price = spot × (1 + premium)`, to the nearest tick; at an open the premium is the one of the close before;
 * - `funding rate = premium × fundingShare`, paid by longs to shorts at each close, the other way round when negative.
 */
export interface SimulatedPerp {
  /** The premium since the last close; absent until there are enough closes. */
  readonly premiumRatio: Exact | undefined;
  /** Funding of the last close, as a part of the notional; absent until there are enough closes. */
  readonly fundingRatio: Exact | undefined;
  take(close: Exact): void;
  /** What the perpetual costs where spot costs so much; absent until there are enough closes. */
  priceAt(spot: Exact): Exact | undefined;
}

/** Makes a perpetual that has seen no close. */
export const createSimulatedPerp = (terms: CarryTerms, nearestTick: (price: Exact) => Exact): SimulatedPerp => {
  const closes: Exact[] = [];
  let premium: Exact | undefined;
  return {
    get premiumRatio() {
      return premium;
    },
    get fundingRatio() {
      return premium?.times(terms.fundingShare);
    },
    take(close) {
      closes.push(close);
      if (closes.length > terms.meanBars) closes.shift();
      if (closes.length < terms.meanBars) return;
      const mean = closes.reduce((sum, value) => sum.plus(value), exact(0)).div(terms.meanBars);
      premium = close.div(mean).minus(1).times(terms.premiumSensitivity).toDecimalPlaces(premiumDecimals);
    },
    priceAt: (spot) => (premium === undefined ? undefined : nearestTick(spot.times(premium.plus(1)))),
  };
};
