import { exact, PitwallError, type Amount, type Exact } from '@pitwall/model';
import type { Side } from './order.ts';

/**
 * How much worse than the quote an order that takes liquidity is executed. Limits are never executed worse than their limit.
 *
 * - `none`: at the quote.
 * - `bps`: `quote × bps / 10 000`.
 * - `ticks`: `ticks × tickSize`.
 * - `volume-share`: `quote × coefficient × (quantity / bar volume)^exponent`, exponent 1 (linear) or 0.5 (the square-root law of
 *   market impact); without a volume as if the whole of it were traded.
 */
export type SlippageOptions =
  | { readonly model: 'none' }
  | { readonly model: 'bps'; readonly bps: Amount }
  | { readonly model: 'ticks'; readonly ticks: number }
  | { readonly model: 'volume-share'; readonly coefficient: Amount; readonly exponent: 1 | 0.5 };

/** What slippage may depend on. */
export interface SlippageBasis {
  /** Quote before slippage. */
  readonly quote: Exact;
  /** Units of the fill. */
  readonly quantity: Exact;
  /** Units that the bar traded; absent where the data have none. */
  readonly barVolume: Exact | undefined;
}

/** Distance from the quote, in quote currency, zero or more; it is added for a buy and taken off for a sale. */
export type Slippage = (basis: SlippageBasis) => Exact;

const basisPoints = 10_000;
const zero = exact(0);

/** Makes a slippage. Throws `INVALID_OPTION` where it is negative, senseless, or needs a tick that the instrument does not have. */
export const createSlippage = (options: SlippageOptions, tickSize: Exact | undefined): Slippage => {
  switch (options.model) {
    case 'none':
      return () => zero;
    case 'bps': {
      const ratio = ratioBelow('slippageBps', options.bps, basisPoints).div(basisPoints);
      return ({ quote }) => quote.times(ratio);
    }
    case 'ticks': {
      if (tickSize === undefined)
        throw new PitwallError('INVALID_OPTION', 'slippage in ticks: the instrument has no tick');
      if (!Number.isInteger(options.ticks) || options.ticks < 0) {
        throw new PitwallError(
          'INVALID_OPTION',
          `slippage of ${options.ticks} ticks: give a whole number, zero or more`,
        );
      }
      const distance = tickSize.times(options.ticks);
      return () => distance;
    }
    case 'volume-share': {
      const coefficient = ratioBelow('slippage coefficient', options.coefficient, 1);
      return (basis) => basis.quote.times(coefficient).times(impact(basis, options.exponent));
    }
  }
};

/** Decimals of a square root, which may have no end. */
const impactDecimals = 12;

const impact = ({ quantity, barVolume }: SlippageBasis, exponent: 1 | 0.5): Exact => {
  if (barVolume === undefined || barVolume.isZero()) return exact(1);
  const share = quantity.div(barVolume);
  return (exponent === 1 ? share : share.sqrt()).toDecimalPlaces(impactDecimals);
};

/** Reads a part of a whole, from zero to below it. */
export const ratioBelow = (name: string, amount: Amount, whole: number): Exact => {
  const part = exact(amount);
  if (part.isFinite() && !part.isNegative() && part.lessThan(whole)) return part;
  throw new PitwallError('INVALID_OPTION', `${name} is ${String(amount)}: give a number from 0 to below ${whole}`);
};

/** The price after slippage: against the trader, to the next tick against the trader, and never below zero. */
export const slipped = (side: Side, quote: Exact, distance: Exact): Exact => {
  if (side === 'buy') return quote.plus(distance);
  const price = quote.minus(distance);
  return price.isNegative() ? zero : price;
};
