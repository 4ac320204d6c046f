import { toDecimalString, type Amount, type Exact } from '@pitwall/model';

/** Decimals of a published ratio, score or average: the exact value may have no end. */
const derivedDecimals = 10;

/** Decimals of published money, prices and quantities: only a value that was divided has as many. */
const moneyDecimals = 18;

/** Money, a price or a quantity, with every digit it has. */
export const money = (value: Exact): Amount => written(value, moneyDecimals);

/** A quotient, such as a ratio or an average, to ten decimals. */
export const quotient = (value: Exact): Amount => written(value, derivedDecimals);

/** A statistic that was computed in doubles, to ten decimals. */
export const statistic = (value: number): number => Number(value.toFixed(derivedDecimals));

/** The fields made from a value, or none where there is no value: what nothing computed is not published. */
export const known = <Value, Fields extends object>(
  value: Value | undefined,
  fields: (value: Value) => Fields,
): Partial<Fields> => (value === undefined ? {} : fields(value));

const written = (value: Exact, decimals: number): Amount => {
  const rounded = value.toDecimalPlaces(decimals);
  return rounded.isZero() ? '0' : toDecimalString(rounded);
};
