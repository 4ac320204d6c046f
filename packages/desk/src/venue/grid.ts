import { exact, Exact, PitwallError } from '@pitwall/model';
import { powerOfTen } from '../market/scaled.ts';

/**
 * Prices of one market as whole numbers of points. Levels are compared as numbers, which is exact because they are whole; money
 * is reckoned from the decimals that the points stand for.
 */
export interface Grid {
  /** Decimals of a point: as many as bars and tick have. */
  readonly scale: number;
  /** A price of the bars, in their points, as the venue quotes it: the nearest tick, halves upwards, in points of the grid. */
  quote(barPoints: number): number;
  /** The exact price of so many points. */
  priceOf(points: number): Exact;
  /** The highest whole number of points that is not above a price: at or below it is what is at or below the price. */
  floor(price: Exact): number;
  /** The lowest whole number of points that is not below a price. */
  ceil(price: Exact): number;
}

/** Makes the grid of bars with so many decimals and of a tick; without a tick prices count as the bars have them. */
export const createGrid = (barScale: number, tickSize: Exact | undefined): Grid => {
  const scale = Math.max(barScale, tickSize?.decimalPlaces() ?? 0);
  const factor = powerOfTen(scale - barScale);
  const point = exact(10).pow(-scale);
  const pointsEach = exact(10).pow(scale);
  const tick = tickSize?.times(pointsEach).toNumber() ?? 1;
  if (!Number.isSafeInteger(tick * factor)) {
    const found = `the tick ${tickSize?.toFixed() ?? '1'} is too fine beside bars of ${barScale} decimals`;
    throw new PitwallError('INVALID_OPTION', `${found}: give one with fewer digits`);
  }
  const quote = (barPoints: number): number => {
    const points = barPoints * factor;
    const over = points % tick;
    return over * 2 >= tick ? points - over + tick : points - over;
  };
  return {
    scale,
    quote: tick === 1 ? (barPoints) => barPoints * factor : quote,
    priceOf: (points) => exact(points).times(point),
    floor: (price) => price.times(pointsEach).toDecimalPlaces(0, Exact.ROUND_FLOOR).toNumber(),
    ceil: (price) => price.times(pointsEach).toDecimalPlaces(0, Exact.ROUND_CEIL).toNumber(),
  };
};
