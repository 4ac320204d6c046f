import { exact, type Exact } from '@pitwall/model';
import type { Fill } from '../venue/order.ts';
import type { Booking, Position } from './account.ts';
import {
  entryPriceOf,
  signOf,
  type ClosedLot,
  type ClosedPosition,
  type Direction,
  type Settlement,
} from './holding.ts';

const zero = exact(0);

/**
 * Decimals to which a part of an entry is cut when only a part of a position is closed. What stays open is the whole less the
 * cut part, so the parts always sum up to the whole, whatever was rounded.
 */
const partDecimals = 18;

/** A position with what its round trip has done so far. */
export interface Entry extends Position {
  /** What was entered in all: quantity, notional. */
  readonly entered: Sum;
  /** What was left in all. */
  readonly left: Sum;
  /** Fees of everything that was closed. */
  readonly closedFees: Exact;
  /** Results of everything that was closed, after fees. */
  readonly closedNetPnl: Exact;
}

interface Sum {
  readonly quantity: Exact;
  readonly notional: Exact;
}

/** What a fill makes of a position. */
export interface BookingResult extends Booking {
  readonly after: Entry | undefined;
  /** Result of the closed part before fees; zero where nothing was closed. */
  readonly grossPnl: Exact;
}

/** Whose fill it is. */
export interface BookedIn {
  readonly symbol: string;
  readonly settlement: Settlement;
}

/** Books a fill on a position: opens, enlarges, reduces, closes, or closes and opens the other way. */
export const book = (before: Entry | undefined, fill: Fill, where: BookedIn): BookingResult => {
  if (before === undefined) return { ...nothingClosed, before, after: entryOf(fill, fill, where), hasOpened: true };
  if (before.direction === directionOf(fill))
    return { ...nothingClosed, before, after: enlarge(before, fill), hasOpened: false };
  const quantity = before.quantity.lessThan(fill.quantity) ? before.quantity : fill.quantity;
  const exit = partOf(fill, quantity);
  const { lot, grossPnl, rest } = closeLot(before, exit);
  if (rest !== undefined) return { before, after: rest, closedLot: lot, ended: undefined, hasOpened: false, grossPnl };
  const ended = endOf(before, lot, { exit, fill });
  const surplus = fill.quantity.minus(quantity);
  if (surplus.isZero()) return { before, after: undefined, closedLot: lot, ended, hasOpened: false, grossPnl };
  const turned = { quantity: surplus, notional: fill.notional.minus(exit.notional), fee: fill.fee.minus(exit.fee) };
  return { before, after: entryOf(fill, turned, where), closedLot: lot, ended, hasOpened: true, grossPnl };
};

const nothingClosed = { closedLot: undefined, ended: undefined, grossPnl: zero };

interface Part {
  readonly quantity: Exact;
  readonly notional: Exact;
  readonly fee: Exact;
}

const directionOf = (fill: Fill): Direction => (fill.side === 'buy' ? 'long' : 'short');

const share = (whole: Exact, part: Exact, of: Exact): Exact =>
  part.equals(of) ? whole : whole.times(part).div(of).toDecimalPlaces(partDecimals);

/** A part of a fill; its fee is shared by quantity. */
const partOf = (fill: Fill, quantity: Exact): Part => ({
  quantity,
  notional: quantity.equals(fill.quantity) ? fill.notional : quantity.times(fill.price),
  fee: share(fill.fee, quantity, fill.quantity),
});

const entryOf = (fill: Fill, { quantity, notional, fee }: Part, { symbol, settlement }: BookedIn): Entry => ({
  symbol,
  settlement,
  direction: directionOf(fill),
  quantity,
  entryNotional: notional,
  entryFees: fee,
  openedAt: fill.marketTime,
  funding: zero,
  borrowFees: zero,
  entered: { quantity, notional },
  left: { quantity: zero, notional: zero },
  closedFees: zero,
  closedNetPnl: zero,
});

const enlarge = (before: Entry, fill: Fill): Entry => ({
  ...before,
  quantity: before.quantity.plus(fill.quantity),
  entryNotional: before.entryNotional.plus(fill.notional),
  entryFees: before.entryFees.plus(fill.fee),
  entered: added(before.entered, fill),
});

const added = (sum: Sum, { quantity, notional }: Sum): Sum => ({
  quantity: sum.quantity.plus(quantity),
  notional: sum.notional.plus(notional),
});

/** Closes a part at the average entry price: `net = sign × (exit notional − entry notional) − entry fees − exit fees`. */
const closeLot = (
  before: Entry,
  exit: Part,
): { readonly lot: ClosedLot; readonly grossPnl: Exact; readonly rest: Entry | undefined } => {
  const entryNotional = share(before.entryNotional, exit.quantity, before.quantity);
  const entryFees = share(before.entryFees, exit.quantity, before.quantity);
  const fees = entryFees.plus(exit.fee);
  const grossPnl = exit.notional.minus(entryNotional).times(signOf(before.direction));
  const netPnl = grossPnl.minus(fees);
  const lot = {
    direction: before.direction,
    quantity: exit.quantity,
    entryPrice: entryPriceOf(before),
    exitPrice: exit.notional.div(exit.quantity),
    fees,
    netPnl,
  };
  const quantity = before.quantity.minus(exit.quantity);
  if (quantity.isZero()) return { lot, grossPnl, rest: undefined };
  const rest = {
    ...before,
    quantity,
    entryNotional: before.entryNotional.minus(entryNotional),
    entryFees: before.entryFees.minus(entryFees),
    left: added(before.left, exit),
    closedFees: before.closedFees.plus(fees),
    closedNetPnl: before.closedNetPnl.plus(netPnl),
  };
  return { lot, grossPnl, rest };
};

/** The round trip that a last exit ends. */
const endOf = (
  before: Entry,
  lot: ClosedLot,
  { exit, fill }: { readonly exit: Part; readonly fill: Fill },
): ClosedPosition => {
  const left = added(before.left, exit);
  return {
    direction: before.direction,
    quantity: left.quantity,
    entryPrice: before.entered.notional.div(before.entered.quantity),
    exitPrice: left.notional.div(left.quantity),
    fees: before.closedFees.plus(lot.fees),
    funding: before.funding,
    borrowFees: before.borrowFees,
    netPnl: before.closedNetPnl.plus(lot.netPnl).plus(before.funding).minus(before.borrowFees),
    openedAt: before.openedAt,
    closedAt: fill.marketTime,
  };
};
