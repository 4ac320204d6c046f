/** An amount as facts have it: a JSON number, or a decimal text that keeps every digit. */
export type Amount = number | string;

/** A decimal without rounding: `coefficient` × 10^−`scale`. */
export interface Decimal {
  readonly coefficient: bigint;
  /** Digits behind the point, zero or more. */
  readonly scale: number;
}

const decimalForm = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,4}))?$/i;

/** Reads an amount digit by digit; undefined where it is no number, such as a text that a newer engine invented. */
export const toDecimal = (amount: Amount): Decimal | undefined => {
  const match = decimalForm.exec(String(amount).trim());
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`);
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { coefficient: digits, scale } : { coefficient: digits * 10n ** BigInt(-scale), scale: 0 };
};

const atScale = ({ coefficient, scale }: Decimal, wanted: number): bigint =>
  coefficient * 10n ** BigInt(Math.max(0, wanted - scale));

/** Negative, zero or positive as `left` is less than, equal to or greater than `right`; what is no number comes last. */
export const compareAmounts = (left: Amount, right: Amount): number => {
  const [a, b] = [toDecimal(left), toDecimal(right)];
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const scale = Math.max(a.scale, b.scale);
  const difference = atScale(a, scale) - atScale(b, scale);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
};

/** −1, 0 or 1; 0 also for what is no number. */
export const signOf = (amount: Amount): -1 | 0 | 1 => {
  const coefficient = toDecimal(amount)?.coefficient ?? 0n;
  return coefficient === 0n ? 0 : coefficient < 0n ? -1 : 1;
};

/** The exact sum; undefined when there is nothing to add, or something that is no number: half a sum is no sum. */
export const sumAmounts = (amounts: readonly Amount[]): string | undefined => {
  const decimals = amounts.map(toDecimal);
  if (decimals.length === 0) return undefined;
  const scale = Math.max(...decimals.map((one) => one?.scale ?? 0));
  let sum = 0n;
  for (const decimal of decimals) {
    if (decimal === undefined) return undefined;
    sum += atScale(decimal, scale);
  }
  return textOf({ coefficient: sum, scale });
};

/** The decimal as plain digits, with `-` in front when negative. */
export const textOf = ({ coefficient, scale }: Decimal): string => {
  const digits = (coefficient < 0n ? -coefficient : coefficient).toString().padStart(scale + 1, '0');
  const sign = coefficient < 0n ? '-' : '';
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
};

/** Rounds half away from zero, as statements do, to `digits` behind the point; a decimal with fewer stays as it is. */
export const roundDecimal = (decimal: Decimal, digits: number): Decimal => {
  if (decimal.scale <= digits) return decimal;
  const unit = 10n ** BigInt(decimal.scale - digits);
  const { coefficient } = decimal;
  const half = coefficient < 0n ? -(unit / 2n) : unit / 2n;
  return { coefficient: (coefficient + half) / unit, scale: digits };
};

/** The amount as a binary number, for pixels alone: where a line goes, never what is written. */
export const toPixelNumber = (amount: Amount): number | undefined => {
  const value = Number(amount);
  return amount === '' || !Number.isFinite(value) ? undefined : value;
};
