import { formatExact, formatPercent } from '../../format/amount-text.ts';
import type { Amount } from '../../format/decimal.ts';

/** A part of a whole, such as a confidence: neither gain nor loss. */
export const Share = ({ value }: { readonly value: Amount | undefined }) => (
  <span className="figures" title={formatExact(value)}>
    {formatPercent(value, { digits: 0 })}
  </span>
);
