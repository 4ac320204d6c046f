import { exact, type Exact } from '@pitwall/model';
import type { Account, PriceOf } from '../account/account.ts';
import type { Direction } from '../account/holding.ts';
import { LiveOrder } from './live-order.ts';
import { Liquidator } from './liquidator.ts';
import { canCarry } from './margin.ts';
import type { Executor, Liquidation, Terms } from './matching.ts';
import type { Rejection } from './order-checks.ts';
import type { CancellationCode, Fill, OrderTicket } from './order.ts';
import type { Pit } from './pit.ts';
import { bracketOrders } from './tickets.ts';
import type { VenueFact } from './venue-fact.ts';

/** What executes orders. */
export interface ExecutionParts {
  readonly account: Account;
  readonly pits: readonly Pit[];
  readonly priceOf: PriceOf;
  readonly nextOrderId: () => string;
  readonly maxLeverage?: () => Exact;
  readonly onBooking?: () => void;
  readonly onFact: (fact: VenueFact) => void;
}

const reasons: Readonly<Record<CancellationCode, string>> = {
  REQUESTED: 'it was asked for',
  EXPIRED: 'its time is over',
  IOC_REMAINDER: 'immediate or cancel, and this was left',
  FOK_KILLED: 'fill or kill, and the whole was not to be had',
  LINKED_FILLED: 'the order that it was linked with was filled',
  POSITION_CLOSED: 'reduce-only, and the position is gone',
  LIQUIDATED: 'the position was liquidated',
  RUN_ENDED: 'the run ended',
};

/** Trades orders at the prices that matching finds, books what was filled, and ends what is linked with it. */
export class Execution implements Executor {
  readonly #parts: ExecutionParts;
  readonly #liquidator: Liquidator;

  constructor(parts: ExecutionParts) {
    this.#parts = parts;
    this.#liquidator = new Liquidator(parts.account, parts.pits, parts.priceOf);
  }

  /** Puts an order into the book, of its own or of an entry's bracket. */
  accept(pit: Pit, ticket: OrderTicket, entry?: LiveOrder): void {
    pit.orders.push(new LiveOrder(ticket, pit.market.grid, entry));
    this.#parts.onFact({ type: 'accepted', ticket });
  }

  directionOf(pit: Pit): Direction | undefined {
    return this.#parts.account.positionOf(pit.market.terms.symbol)?.direction;
  }

  liquidationPointsOf(pit: Pit): Liquidation | undefined {
    return this.#liquidator.pointsOf(pit);
  }

  liquidationPriceOf(pit: Pit): Exact | undefined {
    return this.#liquidator.priceOf(pit);
  }

  execute(pit: Pit, order: LiveOrder, how: Terms): void {
    const { market } = pit;
    const wanted = this.#wanted(order);
    if (wanted.isZero()) return this.cancel(pit, order, 'POSITION_CLOSED');
    const { fillable } = market;
    const quantity = fillable?.lessThan(wanted) === true ? fillable : wanted;
    if (order.ticket.timeInForce === 'FOK' && quantity.lessThan(wanted)) return this.cancel(pit, order, 'FOK_KILLED');
    // Else what is left of an entry would go on entering what its own stop leaves, and take the bar's volume from it.
    if (order.entry !== undefined) this.cancel(pit, order.entry, 'LINKED_FILLED');
    const level = how.atLevel ? order.level : undefined;
    if (order.level?.kind === 'trigger') order.triggerAt(market.mark);
    if (quantity.lessThan(wanted)) order.isDoneForBar = true;
    if (quantity.isZero()) return;
    const quote = level === undefined ? market.markPrice : level.price;
    const fill = market.execute({
      side: order.ticket.side,
      quantity,
      quote,
      liquidity: how.liquidity,
      slips: how.slips,
    });
    if (!this.#canCarry(pit, fill)) return this.#refuse(pit, order, this.#tooDear(fill, quote));
    if (fillable !== undefined) market.fillable = fillable.minus(quantity);
    this.#book(pit, order, { fill, quote });
  }

  cancel(pit: Pit, order: LiveOrder, code: CancellationCode, reason = reasons[code]): void {
    if (!takeOut(pit, order)) return;
    const { ticket, filledQuantity } = order;
    this.#parts.onFact({ type: 'cancelled', ticket, code, reason, filledQuantity });
  }

  refuseTaking(pit: Pit, order: LiveOrder): void {
    this.#refuse(pit, order, { code: 'WOULD_TAKE', reason: 'post-only, and it would trade at once' });
  }

  /** Closes the position where the price is, with no slippage, whatever the volume; the liquidation fee comes on top. */
  liquidate(pit: Pit): void {
    const { market, orders } = pit;
    const { symbol, liquidationFeeRatio } = market.terms;
    const { account, nextOrderId, onFact } = this.#parts;
    const position = account.positionOf(symbol);
    if (position === undefined) return;
    const quote = market.markPrice;
    for (const order of orders.slice()) this.cancel(pit, order, 'LIQUIDATED');
    const side = position.direction === 'long' ? 'sell' : 'buy';
    const ticket = liquidationTicket({ symbol, side, quantity: position.quantity, orderId: nextOrderId() }, quote);
    this.accept(pit, ticket);
    const order = orders.at(-1);
    if (order === undefined) return;
    const { quantity } = position;
    const fill = market.execute({ side, quantity, quote, liquidity: 'taker', slips: false });
    const liquidationFee = fill.notional.times(liquidationFeeRatio);
    this.#book(pit, order, { fill: { ...fill, fee: fill.fee.plus(liquidationFee) }, quote });
    onFact({ type: 'liquidated', position, price: quote, liquidationFee });
  }

  /** Units that the order may still trade; zero for one that reduces and has nothing to reduce. */
  #wanted({ ticket, remaining }: LiveOrder): Exact {
    if (!ticket.reduceOnly) return remaining;
    const held = this.#parts.account.positionOf(ticket.symbol);
    if (held === undefined || (held.direction === 'long') === (ticket.side === 'buy')) return exact(0);
    return held.quantity.lessThan(remaining) ? held.quantity : remaining;
  }

  #canCarry({ market }: Pit, fill: Fill): boolean {
    const { account, priceOf, maxLeverage } = this.#parts;
    const limit = maxLeverage?.() ?? market.terms.maxLeverage;
    const least = limit.lessThan(market.terms.maxLeverage) ? limit : market.terms.maxLeverage;
    return canCarry(market.terms.symbol, fill, { account, priceOf, maxLeverage: least });
  }

  #tooDear({ notional, fee }: Fill, quote: Exact): Rejection {
    const cost = notional.plus(fee).toFixed(2);
    const reason = `the price is ${quote.toFixed()}: ${cost} is more than the account may hold`;
    return { code: 'INSUFFICIENT_MARGIN', reason };
  }

  /** Takes an order that was accepted out again; what was filled of it stays. */
  #refuse(pit: Pit, order: LiveOrder, rejection: Rejection): void {
    takeOut(pit, order);
    this.#parts.onFact({ type: 'rejected', ticket: order.ticket, ...rejection });
  }

  #book(pit: Pit, order: LiveOrder, { fill, quote }: { readonly fill: Fill; readonly quote: Exact }): void {
    const { account, onBooking, onFact } = this.#parts;
    const { ticket } = order;
    const isFirst = order.filledQuantity.isZero();
    onBooking?.();
    const booking = account.apply(ticket.symbol, fill);
    order.filledQuantity = order.filledQuantity.plus(fill.quantity);
    const isWhole = order.isFilled || (ticket.reduceOnly && account.positionOf(ticket.symbol) === undefined);
    if (isWhole) takeOut(pit, order);
    onFact({ type: 'filled', ticket, fill, quote, filledQuantity: order.filledQuantity, isWhole, booking });
    if (isFirst && ticket.ocoGroup !== undefined) this.#endGroup(ticket);
    if (booking.ended !== undefined) this.#endExits(pit, ticket);
    if (!order.hasBracket && this.directionOf(pit) === directionOf(ticket)) this.#protect(pit, order);
  }

  /** A bracket begins with the first fill that leaves a position its way: one that only reduced an opposite one needs none yet. */
  #protect(pit: Pit, order: LiveOrder): void {
    order.hasBracket = true;
    for (const exit of bracketOrders(order.ticket, this.#parts.nextOrderId)) this.accept(pit, exit, order);
  }

  #endGroup({ orderId, ocoGroup }: OrderTicket): void {
    for (const pit of this.#parts.pits) {
      const others = pit.orders.filter(({ ticket }) => ticket.ocoGroup === ocoGroup && ticket.orderId !== orderId);
      for (const other of others) this.cancel(pit, other, 'LINKED_FILLED');
    }
  }

  /** What could only reduce the position that is gone. */
  #endExits(pit: Pit, by: OrderTicket): void {
    for (const order of pit.orders.filter(({ ticket }) => ticket.reduceOnly)) {
      if (order.entry !== undefined) order.entry.hasBracket = false;
      this.cancel(pit, order, by.reduceOnly ? 'LINKED_FILLED' : 'POSITION_CLOSED');
    }
  }
}

const directionOf = ({ side }: OrderTicket): Direction => (side === 'buy' ? 'long' : 'short');

const takeOut = ({ orders }: Pit, order: LiveOrder): boolean => {
  const index = orders.indexOf(order);
  if (index >= 0) orders.splice(index, 1);
  return index >= 0;
};

const liquidationTicket = (
  of: Pick<OrderTicket, 'symbol' | 'side' | 'quantity' | 'orderId'>,
  price: Exact,
): OrderTicket => ({
  ...of,
  terms: { type: 'market' },
  timeInForce: 'GTC',
  expiresAt: undefined,
  reduceOnly: true,
  ocoGroup: undefined,
  bracket: undefined,
  label: liquidationLabel,
  reason: `liquidated at ${price.toFixed()}: the margin is used up`,
});

/** Label of the orders by which the venue closes what it liquidates. */
export const liquidationLabel = 'liquidation';
