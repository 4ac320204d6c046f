import { exact, type Exact } from '@pitwall/model';
import type { CarryTerms } from './carry-options.ts';
import type { Perp } from './perp.ts';

/** Symbol of the perpetual on a spot symbol. Some consoles show nothing but symbols, so it says there that it is simulated. */
export const perpSymbolOf = (spotSymbol: string): string => `${spotSymbol}-PERP-SIM`;

/** Decimals of a premium: a ten-thousandth of a basis point. Rounding it keeps everything after it exact. */
const premiumDecimals = 8;

/** What a simulated perpetual needs. */
export interface SimulatedPerpParts {
  readonly spotSymbol: string;
  readonly nearestTick: (price: Exact) => Exact;
}

/**
 * Makes a perpetual future that exists in no market: its price is made from the spot price by a formula, and whoever shows it must
 * say so. With the mean of the last `meanBars` closes,
 *
 * - `premium = premiumSensitivity × (close / mean − 1)`, to eight decimals, set at each close;
 * - `price = spot × (1 + premium)`, to the nearest tick; at an open the premium is the one of the close before;
 * - `funding rate = premium × fundingShare`, paid by longs to shorts at each close, the other way round when negative.
 *
 * It has no price until there are enough closes.
 */
export const createSimulatedPerp = (terms: CarryTerms, { spotSymbol, nearestTick }: SimulatedPerpParts): Perp => {
  const closes: Exact[] = [];
  let premium: Exact | undefined;
  let closePrice: Exact | undefined;
  const priceAt = (spot: Exact): Exact | undefined =>
    premium === undefined ? undefined : nearestTick(spot.times(premium.plus(1)));
  return {
    symbol: perpSymbolOf(spotSymbol),
    isSimulated: true,
    get premiumRatio() {
      return premium;
    },
    get lastFunding() {
      return premium?.times(terms.fundingShare);
    },
    get closePrice() {
      return closePrice;
    },
    begin: (_, spotOpen) => ({ price: priceAt(spotOpen), due: [] }),
    end(close) {
      closes.push(close);
      if (closes.length > terms.meanBars) closes.shift();
      if (closes.length < terms.meanBars) return [];
      const mean = closes.reduce((sum, value) => sum.plus(value), exact(0)).div(terms.meanBars);
      premium = close.div(mean).minus(1).times(terms.premiumSensitivity).toDecimalPlaces(premiumDecimals);
      closePrice = priceAt(close);
      return closePrice === undefined ? [] : [{ ratio: premium.times(terms.fundingShare), markPrice: closePrice }];
    },
  };
};
