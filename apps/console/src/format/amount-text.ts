import { roundDecimal, textOf, toDecimal } from './decimal.ts';
import type { Amount, Decimal } from './decimal.ts';

/** How an amount is written. */
export interface AmountStyle {
  /** Most digits behind the point; more are rounded half away from zero. @default 2 */
  readonly digits?: number;
  /** Fewest digits behind the point, so that columns align. @default as `digits` */
  readonly minDigits?: number;
  /** Whether gains have a plus: differences do, levels do not. @default false */
  readonly signed?: boolean;
}

/** What stands where a field is absent: nothing is invented. */
const absent = '–';

const minus = '−';
const groupMark = ',';

const grouped = (whole: string): string => whole.replaceAll(/\B(?=(\d{3})+$)/g, groupMark);

const write = (decimal: Decimal, minDigits: number, signed: boolean): string => {
  const text = textOf(decimal);
  const negative = text.startsWith('-') && decimal.coefficient !== 0n;
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const sign = negative ? minus : signed && decimal.coefficient > 0n ? '+' : '';
  const shown = fraction.padEnd(minDigits, '0');
  return `${sign}${grouped(whole)}${shown === '' ? '' : `.${shown}`}`;
};

/** An amount for people: `−1,234.50`. What is absent is a dash; what is no number is shown as it came. */
export const formatAmount = (amount: Amount | undefined, style: AmountStyle = {}): string => {
  if (amount === undefined) return absent;
  const decimal = toDecimal(amount);
  if (decimal === undefined) return String(amount);
  const { digits = 2, minDigits = digits, signed = false } = style;
  return write(roundDecimal(decimal, digits), minDigits, signed);
};

/** Every digit that was published, grouped: for titles and details. */
export const formatExact = (amount: Amount | undefined): string => {
  if (amount === undefined) return absent;
  const decimal = toDecimal(amount);
  return decimal === undefined ? String(amount) : write(decimal, 0, false);
};

/** Fewest digits of a price that stand behind the point, and how many of a small one matter. */
const priceDigits = { least: 2, significant: 5, most: 10 } as const;

/** A price: two digits behind the point, more where the price is small: `91,000.10`, `0.00001234`. */
export const formatPrice = (amount: Amount | undefined): string => {
  if (amount === undefined) return absent;
  const decimal = toDecimal(amount);
  if (decimal === undefined) return String(amount);
  const size = (decimal.coefficient < 0n ? -decimal.coefficient : decimal.coefficient).toString();
  // Digits in front of the point; negative or zero for what begins behind it.
  const magnitude = decimal.coefficient === 0n ? 1 : size.length - decimal.scale;
  const wanted = Math.min(Math.max(priceDigits.significant - magnitude, priceDigits.least), priceDigits.most);
  return formatAmount(amount, { digits: wanted, minDigits: priceDigits.least });
};

/** A quantity: as many digits as it has, up to eight. */
export const formatQuantity = (amount: Amount | undefined): string => {
  return formatAmount(amount, { digits: 8, minDigits: 0 });
};

/** A ratio of 1 as `100.00 %`. */
export const formatPercent = (ratio: Amount | undefined, style: AmountStyle = {}): string => {
  if (ratio === undefined) return absent;
  const decimal = toDecimal(ratio);
  if (decimal === undefined) return String(ratio);
  const { coefficient, scale } = decimal;
  const shifted = scale >= 2 ? { coefficient, scale: scale - 2 } : { coefficient: coefficient * 100n, scale };
  return `${formatAmount(textOf(shifted), style)}\u00A0%`;
};

/** A whole number: `12,345`. */
export const formatCount = (count: number | undefined): string =>
  count === undefined ? absent : formatAmount(count, { digits: 0 });
