import { toDecimalString } from '@pitwall/model';
import type { Amount } from '@pitwall/model';

/** An amount as a whole number and how many of its digits stand behind the point: `2450.00` is 245000 and 2. */
export interface PackedAmount {
  /** A safe integer, so that it is exact. */
  readonly mantissa: number;
  readonly scale: number;
}

/** Digits behind the point that a scale counts. Beyond them are doubles such as 1e-300 alone. */
const maxScale = 100;

/** Whole numbers of so many digits are all safe. */
const safeDigits = 15;

const [minus, point, nought] = [45, 46, 48];

/** Reads text of few digits without making another text of it: each bar that ends has four or five. */
const packShort = (text: string): PackedAmount => {
  const isNegative = text.charCodeAt(0) === minus;
  let mantissa = 0;
  let scale = 0;
  for (let index = isNegative ? 1 : 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === point) scale = text.length - index - 1;
    else mantissa = mantissa * 10 + (code - nought);
  }
  return { mantissa: isNegative && mantissa > 0 ? -mantissa : mantissa, scale };
};

/** Packs an amount; `undefined` when it has more digits than a safe integer holds, or too many behind the point. */
export const packAmount = (amount: Amount): PackedAmount | undefined => {
  if (typeof amount === 'number' && Number.isSafeInteger(amount)) return { mantissa: amount + 0, scale: 0 };
  const text = toDecimalString(amount);
  if (text.length <= safeDigits) return packShort(text);
  const pointAt = text.indexOf('.');
  const scale = pointAt === -1 ? 0 : text.length - pointAt - 1;
  if (scale > maxScale) return undefined;
  const mantissa = Number(pointAt === -1 ? text : text.slice(0, pointAt) + text.slice(pointAt + 1));
  // A whole number beyond the safe ones rounds to none of them, so what is safe here is what was written.
  return Number.isSafeInteger(mantissa) ? { mantissa: mantissa + 0, scale } : undefined;
};

/** The decimal text of a packed amount, digit by digit as it was published; nought has no sign. */
export const unpackAmount = (mantissa: number, scale: number): string => {
  if (scale === 0) return String(mantissa);
  const digits = String(Math.abs(mantissa)).padStart(scale + 1, '0');
  const pointAt = digits.length - scale;
  return `${mantissa < 0 ? '-' : ''}${digits.slice(0, pointAt)}.${digits.slice(pointAt)}`;
};
