import { Exact, exact, PitwallError, type Amount, type TimeMs } from '@pitwall/model';
import { stepsOf, type Instrument, type Steps } from '../market/instrument.ts';
import type { Fill, MarketOrder, Side } from './order.ts';

/** What trading costs at the paper venue. */
export interface VenueOptions {
  /**
   * How much worse than the quote a market order is executed, in basis points (1 is 0.01 %).
   * @default '1', about half the spread of a liquid index product
   */
  readonly slippageBps?: Amount;
  /**
   * Fee as a part of the notional of each fill.
   * @default '0.0001', one basis point
   */
  readonly feeRatio?: Amount;
}

/** Defaults of {@link VenueOptions}. */
export const venueDefaults = { slippageBps: '1', feeRatio: '0.0001' } as const;

/** Fills market orders on paper. It has no state: the same order at the same price is always the same fill. */
export interface PaperVenue {
  /** The price as the venue quotes it: the nearest tick, halves upwards; as written where the instrument has no tick. */
  quote(price: string): Exact;
  /** Quantity cut down to whole lots, possibly zero. */
  wholeLots(quantity: Exact): Exact;
  /** Takes a price to the nearest tick, for levels that were computed. */
  nearestTick(price: Exact): Exact;
  /**
   * Executes a market order at a quote:
   *
   * - `price = quote × (1 ± slippageBps / 10 000)`, plus for a buy, then to the next tick against the trader;
   * - `notional = quantity × price`;
   * - `fee = notional × feeRatio`, not rounded.
   */
  fill(order: MarketOrder, quote: Exact, marketTime: TimeMs): Fill;
}

const basisPoints = 10_000;

/** Makes a paper venue for one instrument. Throws `INVALID_OPTION` on a negative or senseless cost. */
export const createPaperVenue = (instrument: Instrument, options: VenueOptions = {}): PaperVenue => {
  const steps = stepsOf(instrument);
  const slippage = partOf('slippageBps', options.slippageBps ?? venueDefaults.slippageBps, basisPoints).div(
    basisPoints,
  );
  const feeRatio = partOf('feeRatio', options.feeRatio ?? venueDefaults.feeRatio, 1);
  const nearestTick = (price: Exact): Exact =>
    steps.tickSize === undefined ? price : price.toNearest(steps.tickSize, Exact.ROUND_HALF_UP);
  return {
    quote: (price) => nearestTick(exact(price)),
    nearestTick,
    wholeLots: (quantity) => quantity.toNearest(steps.lotSize, Exact.ROUND_DOWN),
    fill({ side, quantity }, quote, marketTime) {
      const price = slippedPrice(side, quote, slippage, steps);
      const notional = quantity.times(price);
      return { side, quantity, price, notional, fee: notional.times(feeRatio), marketTime, liquidity: 'taker' };
    },
  };
};

const slippedPrice = (side: Side, quote: Exact, slippage: Exact, { tickSize }: Steps): Exact => {
  const price = side === 'buy' ? quote.times(slippage.plus(1)) : quote.times(exact(1).minus(slippage));
  if (tickSize === undefined) return price;
  return price.toNearest(tickSize, side === 'buy' ? Exact.ROUND_UP : Exact.ROUND_DOWN);
};

const partOf = (name: string, amount: Amount, whole: number): Exact => {
  const part = exact(amount);
  if (!part.isFinite() || part.isNegative() || part.greaterThanOrEqualTo(whole)) {
    throw new PitwallError('INVALID_OPTION', `${name} is ${String(amount)}: give a number from 0 to below ${whole}`);
  }
  return part;
};
