import { exact, isAmount, toDecimalString, type Amount } from '@pitwall/model';
import { Type } from 'typebox';
import { scalar } from '../wire/scalar.ts';

/** Longest text of a decimal. @default 400 characters: the finest double has 326 of them when it is written out */
const maxDecimalLength = 400;

const plainPattern = '^-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?$';

const plainText = new RegExp(plainPattern, 'u');

/**
 * A decimal text as the model keeps it: its digits, or the double that denotes exactly this value where the model has no
 * room for so many. `undefined` when neither would be exact.
 */
const amountOf = (text: string): Amount | undefined => (isAmount(text) ? text : exactDoubleOf(text));

const exactDoubleOf = (text: string): number | undefined => {
  if (text.length > maxDecimalLength || !plainText.test(text)) return undefined;
  const nearest = Number(text);
  return Number.isFinite(nearest) && exact(nearest).equals(exact(text)) ? unsigned(nearest) : undefined;
};

const schema = Type.Refine(
  Type.String({ maxLength: maxDecimalLength, pattern: plainPattern }),
  (text) => amountOf(text) !== undefined,
);

/** The digits of an amount: those that were published, or the shortest that denote the number. Never an exponent. */
const digitsOf = (amount: Amount): string => toDecimalString(typeof amount === 'number' ? unsigned(amount) : amount);

const unsigned = (value: number): number => (value === 0 ? 0 : value);

const zeroText = /^-?0(?:\.0+)?$/u;

/** The same amount with the other sign and the same digits; zero has none. */
const negated = (amount: Amount): Amount => {
  if (typeof amount === 'number') return unsigned(-amount);
  if (amount.startsWith('-')) return amount.slice(1);
  return zeroText.test(amount) ? amount : `-${amount}`;
};

/** An amount that the page writes as a decimal string; every digit stays as it was published. */
export const decimal = scalar({
  schema,
  expected: 'a decimal as text without exponent, such as "45000.00"',
  read: (wire): Amount => amountOf(wire) ?? wire,
  write: digitsOf,
});

/** A drawdown that the page writes as a positive fraction; in the model it is a ratio of zero or less. */
export const positiveDrawdown = scalar({
  schema,
  expected: 'a drawdown as a positive fraction in text, such as "0.04"',
  read: (wire): Amount => negated(amountOf(wire) ?? wire),
  write: (value: Amount) => digitsOf(negated(value)),
});
