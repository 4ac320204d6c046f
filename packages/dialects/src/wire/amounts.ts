import { exact, shiftPoint, toDecimalString, toNumber, type Amount, type DurationMs, type Exact } from '@pitwall/model';
import { Type } from 'typebox';
import { scalar } from './scalar.ts';

/** A price, quantity, balance or score that the page writes as a JSON number. */
export const amount = scalar({
  schema: Type.Number(),
  expected: 'a finite number',
  read: (wire): Amount => wire,
  write: (value: Amount) => finite(toNumber(value)),
});

/** A percentage on the page, a ratio in the model: 5.4 is 0.054. The point is shifted in decimals, so no digit changes. */
export const percent = scalar({
  schema: Type.Number(),
  expected: 'a percentage: a finite number',
  read: (wire): Amount => toAmount(shiftPoint(wire, -2)),
  write: (value: Amount) => finite(toNumber(shiftPoint(value, 2))),
});

/** A drawdown that the page writes as a positive percentage; in the model it is a ratio of zero or less. */
export const positivePercentOfDrawdown = scalar({
  schema: Type.Number(),
  expected: 'a drawdown as a positive percentage: a finite number',
  read: (wire): Amount => toAmount(shiftPoint(wire, -2).negated()),
  write: (value: Amount) => finite(toNumber(shiftPoint(value, 2).negated())),
});

/** Milliseconds, parts of one included. */
export const durationMs = scalar({
  schema: Type.Number({ minimum: 0, maximum: 8_640_000_000_000_000 }),
  expected: 'milliseconds, zero or more',
  read: (wire): DurationMs => wire,
  write: (value: DurationMs) => value,
});

/** Seconds on the page, milliseconds in the model. */
export const seconds = scalar({
  schema: Type.Number({ minimum: 0, maximum: 8_640_000_000_000 }),
  expected: 'seconds, zero or more',
  read: (wire): DurationMs => toNumber(shiftPoint(wire, 3)),
  write: (value: DurationMs) => toNumber(shiftPoint(value, -3)),
});

/** What the model accepts as a decimal string. */
const modelDecimal = /^-?[0-9]{1,31}(?:\.[0-9]{1,30})?$/;

/** A number where a double denotes exactly this value; else its digits, as long as the model has room for them. */
const toAmount = (value: Exact): Amount => {
  const nearest = unsignedZero(toNumber(value));
  if (exact(nearest).equals(value)) return nearest;
  const digits = toDecimalString(value);
  return modelDecimal.test(digits) ? digits : nearest;
};

/** JSON has no infinity: a figure beyond the range of doubles cannot be said. */
const finite = (value: number): number | undefined => (Number.isFinite(value) ? unsignedZero(value) : undefined);

const unsignedZero = (value: number): number => (value === 0 ? 0 : value);
