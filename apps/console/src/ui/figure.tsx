import { formatAmount, formatExact, formatPercent, formatPrice, formatQuantity } from '../format/amount-text.ts';
import type { AmountStyle } from '../format/amount-text.ts';
import { signOf } from '../format/decimal.ts';
import type { Amount } from '../format/decimal.ts';
import { classNames } from './class-names.ts';

type Maybe = Amount | undefined;

/** Class of a gain or loss; the sign before the digits says the same. */
const signClass = (amount: Maybe): string => {
  const sign = amount === undefined ? 0 : signOf(amount);
  return sign === 0 ? 'text-muted' : sign > 0 ? 'text-up' : 'text-down';
};

/** What a figure takes. */
export interface FigureProps {
  readonly value: Maybe;
  readonly className?: string;
}

/** A sum of money; all its digits are shown to who points at it. */
export const Money = ({ value, className, ...style }: FigureProps & AmountStyle) => (
  <span className={classNames('figures', className)} title={formatExact(value)}>
    {formatAmount(value, style)}
  </span>
);

/** A gain or a loss: sign and colour. */
export const Gain = ({ value, className, digits }: FigureProps & Pick<AmountStyle, 'digits'>) => (
  <span className={classNames('figures', signClass(value), className)} title={formatExact(value)}>
    {formatAmount(value, { signed: true, ...(digits === undefined ? {} : { digits }) })}
  </span>
);

/** A gain or a loss as a part of something. */
export const GainPercent = ({ value, className }: FigureProps) => (
  <span className={classNames('figures', signClass(value), className)} title={formatExact(value)}>
    {formatPercent(value, { signed: true })}
  </span>
);

/** A price, with as many digits as it needs. */
export const Price = ({ value, className }: FigureProps) => (
  <span className={classNames('figures', className)} title={formatExact(value)}>
    {formatPrice(value)}
  </span>
);

/** A quantity. */
export const Quantity = ({ value, className }: FigureProps) => (
  <span className={classNames('figures', className)} title={formatExact(value)}>
    {formatQuantity(value)}
  </span>
);
