import { Decimal } from 'decimal.js';
import { Type, type TUnsafe } from 'typebox';

/**
 * Exact arithmetic for everything that is money, price or quantity: 40 significant digits, no binary floats.
 * A clone, so that nobody else's `Decimal.set` can change it.
 */
export const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -30, toExpPos: 40 });

/** An exact value, for arithmetic. */
export type Exact = Decimal;

/**
 * An amount as it was published: a JSON number, or a decimal string that keeps every digit.
 * The union is on purpose: it does not compile in arithmetic, so nobody can compute with the binary float by accident.
 */
export type Amount = number | string;

/** What an amount counts. */
export type AmountUnit =
  /** Units of the account's or pair's quote currency. */
  | 'quote'
  /** Units of the base asset. */
  | 'base'
  /** Quote per base. */
  | 'price'
  /** 1 is 100 %. */
  | 'ratio'
  /** US dollars. */
  | 'usd'
  /** Units of the asset that the message names. */
  | 'asset'
  /** A plain number without unit, such as a score or a Sharpe ratio. */
  | 'number';

const decimalPattern = '^-?(?:0|[1-9][0-9]{0,30})(?:\\.[0-9]{1,30})?$';

const decimalText = new RegExp(decimalPattern, 'u');

/** Whether a value is an {@link Amount}: a finite number, or plain decimal text without exponent, sign `+` or leading zeros. */
export const isAmount = (value: unknown): value is Amount =>
  typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && decimalText.test(value);

/** Schema of an {@link Amount}; the unit stands in the schema as `x-unit`. */
export const AmountOf = (unit: AmountUnit, description?: string): TUnsafe<Amount> =>
  Type.Unsafe<Amount>({
    anyOf: [{ type: 'number' }, { type: 'string', pattern: decimalPattern }],
    'x-unit': unit,
    ...(description === undefined ? {} : { description }),
  });

/** The exact value of an amount. A number counts as the shortest decimal that denotes it, which is what its publisher wrote. */
export const exact = (amount: Amount | Exact): Exact => new Exact(amount);

/** The amount as a JSON number, for dialects whose page has numbers: the nearest double, which is what a JSON reader makes of the digits. */
export const toNumber = (amount: Amount | Exact): number =>
  typeof amount === 'number' ? amount : Number(amount.toString());

/** The amount as a decimal string, for dialects whose page has strings: every digit as it was published. */
export const toDecimalString = (amount: Amount | Exact): string =>
  typeof amount === 'string' ? amount : new Exact(amount).toFixed();

/** The amount with its decimal point moved `places` to the right: exact, so a ratio becomes a percentage without noise. */
export const shiftPoint = (amount: Amount, places: number): Exact => new Exact(amount).times(new Exact(10).pow(places));
