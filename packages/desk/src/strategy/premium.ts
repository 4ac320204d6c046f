import { PitwallError, toDecimalString, type Amount } from '@pitwall/model';
import { compareProducts } from '../indicators/rolling-sum.ts';
import { powerOfTen, scaledOf } from '../market/scaled.ts';

/** Ratios at which something happens. */
export interface PremiumLevels {
  readonly entryPremiumRatio: Amount;
  readonly exitPremiumRatio: Amount;
}

/** What a perpetual costs more than spot: `perp / spot − 1`. */
export interface Premium {
  /** Whether it is at or above the entry's ratio; compared exactly, by multiplying across. */
  readonly reachesEntry: boolean;
  /** Whether it is at or below the exit's ratio. */
  readonly reachesExit: boolean;
  /** For showing; `NaN` before the first prices. */
  readonly ratio: number;
  /** Takes both prices, in points. */
  take(spotPoints: number, perpPoints: number): void;
}

/** Makes one for prices with so many decimals. Throws `INVALID_OPTION` for a ratio with more digits than can be compared exactly. */
export const createPremium = (levels: PremiumLevels, spotScale: number, perpScale: number): Premium => {
  const entry = factorsOf('entryPremiumRatio', levels.entryPremiumRatio, spotScale - perpScale);
  const exit = factorsOf('exitPremiumRatio', levels.exitPremiumRatio, spotScale - perpScale);
  let spot = 0;
  let perp = 0;
  return {
    get reachesEntry() {
      return compareProducts(perp, entry.ofPerp, spot, entry.ofSpot) >= 0;
    },
    get reachesExit() {
      return compareProducts(perp, exit.ofPerp, spot, exit.ofSpot) <= 0;
    },
    get ratio() {
      return (perp / spot) * 10 ** (spotScale - perpScale) - 1;
    },
    take(spotPoints, perpPoints) {
      spot = spotPoints;
      perp = perpPoints;
    },
  };
};

/**
 * `perp / 10^a ≥ spot / 10^b × (1 + u / 10^s)` is `perp × 10^(b − a) × 10^s ≥ spot × (10^s + u)`, all in whole numbers; a negative
 * power goes to the other side.
 */
const factorsOf = (
  name: string,
  ratio: Amount,
  scaleDifference: number,
): { readonly ofPerp: number; readonly ofSpot: number } => {
  const { units, scale } = scaledOf(toDecimalString(ratio)) ?? { units: 0n, scale: Infinity };
  const ofPerp = powerOfTen(Math.max(0, scaleDifference)) * powerOfTen(scale);
  const ofSpot = powerOfTen(Math.max(0, -scaleDifference)) * (powerOfTen(scale) + Number(units));
  if (Number.isSafeInteger(ofPerp) && Number.isSafeInteger(ofSpot)) return { ofPerp, ofSpot };
  throw new PitwallError('INVALID_OPTION', `${name} is ${String(ratio)}: give a decimal with fewer digits`);
};
