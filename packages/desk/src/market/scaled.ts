import { PitwallError } from '@pitwall/model';

/** The powers of ten that a safe integer can hold. */
const powers: readonly number[] = Array.from({ length: 16 }, (_, power) => Number(10n ** BigInt(power)));

/** Ten to a power from 0 to 15, exact; beyond that `Infinity`, so that a product with it is seen to be unsafe. */
export const powerOfTen = (power: number): number => powers[power] ?? Infinity;

const decimalForm = /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,3}))?$/;

/** A decimal as `units × 10^-scale`, with the smallest scale that is exact. */
export interface Scaled {
  readonly units: bigint;
  readonly scale: number;
}

/** Reads plain or scientific decimal text exactly; `undefined` when it is none. */
export const scaledOf = (text: string): Scaled | undefined => {
  const match = decimalForm.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', part = '', exponent = '0'] = match;
  const digits = `${whole}${part}`.replace(/^0+(?=[0-9])/, '');
  const scale = part.length - Number(exponent);
  const zeros = /0*$/.exec(digits)?.[0].length ?? 0;
  const cut = Math.min(zeros, Math.max(0, scale), digits.length - 1);
  if (digits === '0' || /^0+$/.test(digits)) return { units: 0n, scale: 0 };
  const units = BigInt(`${sign}${digits.slice(0, digits.length - cut)}`);
  return scale - cut < 0 ? { units: units * 10n ** BigInt(cut - scale), scale: 0 } : { units, scale: scale - cut };
};

/** Writes `units × 10^-scale` as a plain decimal without trailing zeros, such as `-1.25`. `units` is a safe integer. */
export const decimalOf = (units: number, scale: number): string => {
  if (scale === 0) return String(units === 0 ? 0 : units);
  const digits = String(Math.abs(units)).padStart(scale + 1, '0');
  const point = digits.length - scale;
  let end = digits.length;
  while (end > point && digits.codePointAt(end - 1) === 48) end -= 1;
  const sign = units < 0 ? '-' : '';
  return end === point
    ? `${sign}${digits.slice(0, point)}`
    : `${sign}${digits.slice(0, point)}.${digits.slice(point, end)}`;
};

/** Changes the scale of a safe integer upwards. Throws `INVALID_BARS` when the result is no longer one. */
export const atScale = (units: number, from: number, to: number): number => {
  const scaled = units * powerOfTen(to - from);
  if (Number.isSafeInteger(scaled)) return scaled;
  throw new PitwallError('INVALID_BARS', tooManyDigits(decimalOf(units, from), to));
};

/** What is wrong with a number that cannot be counted exactly beside the others, and what to do. */
export const tooManyDigits = (text: string, scale: number): string =>
  `${text} with ${scale} decimals has more digits than can be counted exactly (2^53); round the data to fewer decimals`;
