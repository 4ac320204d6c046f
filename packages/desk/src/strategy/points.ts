import { decimalOf, powerOfTen } from '../market/scaled.ts';

/** A price in points as an exact decimal; the nearest point where a computed one lies between two. Absent where it is no price. */
export const priceAt = (points: number, priceScale: number): string | undefined => {
  const whole = Math.round(points);
  return whole > 0 && Number.isSafeInteger(whole) ? decimalOf(whole, priceScale) : undefined;
};

/** Points as a number of quote currency, for showing beside a decision. */
export const shownAt = (points: number, priceScale: number): number => points / powerOfTen(priceScale);
