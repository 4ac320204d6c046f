import { toDecimalString } from '@pitwall/model';
import type { Amount } from '@pitwall/model';

/**
 * An amount as a whole number and how many of its digits stand behind the point: `2450.00` is 245000 and 2. A desk that divides has
 * some twenty digits, so the whole number comes in two parts: `high` × 10¹⁵ + `low`, both of one sign.
 */
export interface PackedAmount {
  /** Safe integers, so that they are exact. */
  readonly low: number;
  readonly high: number;
  readonly scale: number;
}

/** Digits behind the point that a scale counts. Beyond them are doubles such as 1e-300 alone. */
const maxScale = 100;

/** Whole numbers of so many digits are all safe. */
const lowDigits = 15;

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
  return { low: isNegative && mantissa > 0 ? -mantissa : mantissa, high: 0, scale };
};

const packWide = (text: string): PackedAmount | undefined => {
  const sign = text.startsWith('-') ? -1 : 1;
  const pointAt = text.indexOf('.');
  const scale = pointAt === -1 ? 0 : text.length - pointAt - 1;
  const digits = text.replace(/[-.]/g, '');
  const high = Number(digits.slice(0, -lowDigits));
  // A whole number beyond the safe ones rounds to none of them, so what is safe here is what was written.
  if (scale > maxScale || !Number.isSafeInteger(high)) return undefined;
  // No minus before nought, which a sum with nought takes away.
  return { low: sign * Number(digits.slice(-lowDigits)) + 0, high: sign * high + 0, scale };
};

/** Packs an amount; `undefined` when it has more than some thirty digits, or too many behind the point. */
export const packAmount = (amount: Amount): PackedAmount | undefined => {
  if (typeof amount === 'number' && Number.isSafeInteger(amount)) return { low: amount + 0, high: 0, scale: 0 };
  const text = toDecimalString(amount);
  return text.length <= lowDigits ? packShort(text) : packWide(text);
};

/** The decimal text of a packed amount, digit by digit as it was published; nought has no sign. */
export const unpackAmount = ({ low, high, scale }: PackedAmount): string => {
  if (scale === 0 && high === 0) return String(low);
  const lower = String(Math.abs(low));
  const whole = high === 0 ? lower : `${Math.abs(high)}${lower.padStart(lowDigits, '0')}`;
  const sign = low < 0 || high < 0 ? '-' : '';
  if (scale === 0) return `${sign}${whole}`;
  const digits = whole.padStart(scale + 1, '0');
  const pointAt = digits.length - scale;
  return `${sign}${digits.slice(0, pointAt)}.${digits.slice(pointAt)}`;
};
