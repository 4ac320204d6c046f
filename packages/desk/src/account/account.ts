import { exact, type Exact } from '@pitwall/model';
import type { Fill } from '../venue/order.ts';
import { entryPriceOf, signOf, valueOf, type ClosedLot, type Direction, type Holding } from './holding.ts';

/**
 * Cash and one position. Two identities hold after every fill, at any price:
 *
 * - `equity = cash + value of the position`;
 * - `equity = initial equity + net P&L of closed lots + unrealised P&L − entry fees of the open position`.
 */
export interface Account {
  readonly initialEquity: Exact;
  /** Money; a short sale adds its proceeds. */
  readonly cash: Exact;
  /** The open position, if any. */
  readonly holding: Holding | undefined;
  /** Sum of all fees paid. */
  readonly feesPaid: Exact;
  /** Books a fill: `cash −= ±notional + fee`. Returns the lot that it closed, if it closed one. */
  apply(fill: Fill): ClosedLot | undefined;
  /** Cash plus the position's value at a price. */
  equityAt(price: Exact): Exact;
}

/** Opens an account that holds only cash. */
export const openAccount = (initialEquity: Exact): Account => {
  let cash = initialEquity;
  let feesPaid = exact(0);
  let holding: Holding | undefined;
  return {
    initialEquity,
    get cash() {
      return cash;
    },
    get holding() {
      return holding;
    },
    get feesPaid() {
      return feesPaid;
    },
    apply(fill) {
      cash = fill.side === 'buy' ? cash.minus(fill.notional) : cash.plus(fill.notional);
      cash = cash.minus(fill.fee);
      feesPaid = feesPaid.plus(fill.fee);
      const { after, closed } = book(holding, fill);
      holding = after;
      return closed;
    },
    equityAt: (price) => (holding === undefined ? cash : cash.plus(valueOf(holding, price))),
  };
};

interface Booking {
  readonly after: Holding | undefined;
  readonly closed?: ClosedLot;
}

const directionOf = (fill: Fill): Direction => (fill.side === 'buy' ? 'long' : 'short');

const book = (before: Holding | undefined, fill: Fill): Booking => {
  if (before === undefined) return { after: entryOf(fill, fill.quantity) };
  if (before.direction === directionOf(fill)) return { after: enlarge(before, fill) };
  const quantity = before.quantity.lessThan(fill.quantity) ? before.quantity : fill.quantity;
  const closed = closeLot(before, fill, quantity);
  if (fill.quantity.greaterThan(quantity)) return { after: entryOf(fill, fill.quantity.minus(quantity)), closed };
  if (before.quantity.equals(quantity)) return { after: undefined, closed };
  return { after: remainder(before, before.quantity.minus(quantity)), closed };
};

/** The part of a fill that opens; its fee is shared by quantity. */
const entryOf = (fill: Fill, quantity: Exact): Holding => ({
  direction: directionOf(fill),
  quantity,
  entryNotional: quantity.times(fill.price),
  entryFees: quantity.equals(fill.quantity) ? fill.fee : fill.fee.times(quantity).div(fill.quantity),
});

const enlarge = (before: Holding, fill: Fill): Holding => ({
  ...before,
  quantity: before.quantity.plus(fill.quantity),
  entryNotional: before.entryNotional.plus(fill.notional),
  entryFees: before.entryFees.plus(fill.fee),
});

const remainder = (before: Holding, quantity: Exact): Holding => ({
  ...before,
  quantity,
  entryNotional: before.entryNotional.times(quantity).div(before.quantity),
  entryFees: before.entryFees.times(quantity).div(before.quantity),
});

/** Closes a part at the average entry price: `net = sign × (exit notional − entry notional) − entry fees − exit fees`. */
const closeLot = (before: Holding, fill: Fill, quantity: Exact): ClosedLot => {
  const whole = before.quantity.equals(quantity);
  const part = whole ? before : remainder(before, quantity);
  const exitFees = quantity.equals(fill.quantity) ? fill.fee : fill.fee.times(quantity).div(fill.quantity);
  const fees = part.entryFees.plus(exitFees);
  const gross = quantity.times(fill.price).minus(part.entryNotional).times(signOf(before.direction));
  return {
    direction: before.direction,
    quantity,
    entryPrice: entryPriceOf(before),
    exitPrice: fill.price,
    fees,
    netPnl: gross.minus(fees),
  };
};
