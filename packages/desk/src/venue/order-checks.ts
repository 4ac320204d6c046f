import { exact, type Amount, type Exact } from '@pitwall/model';
import type { Market } from './market.ts';
import type { OrderTerms, OrderTicket, RejectionCode } from './order.ts';

/** Why an order is not taken. */
export interface Rejection {
  readonly code: RejectionCode;
  readonly reason: string;
}

/** Checks an order against the filters of its instrument; nothing when all of them let it pass. */
export const rejectionOf = (ticket: OrderTicket, market: Market): Rejection | undefined =>
  quantityRejection(ticket, market) ?? priceRejection(ticket, market) ?? notionalRejection(ticket, market);

const quantityRejection = ({ quantity }: OrderTicket, { terms }: Market): Rejection | undefined => {
  const { lotSize } = terms.steps;
  if (!quantity.isFinite() || quantity.lessThanOrEqualTo(0) || !quantity.modulo(lotSize).isZero()) {
    return refuse('QUANTITY_NOT_IN_LOTS', `${quantity.toFixed()} is no whole number of lots of ${lotSize.toFixed()}`);
  }
  if (quantity.lessThan(terms.minQuantity)) {
    return refuse('QUANTITY_BELOW_MINIMUM', `${quantity.toFixed()} is less than ${terms.minQuantity.toFixed()}`);
  }
  if (terms.maxQuantity !== undefined && quantity.greaterThan(terms.maxQuantity)) {
    return refuse('QUANTITY_ABOVE_MAXIMUM', `${quantity.toFixed()} is more than ${terms.maxQuantity.toFixed()}`);
  }
  return undefined;
};

const priceRejection = ({ terms, bracket }: OrderTicket, { terms: { steps } }: Market): Rejection | undefined => {
  for (const amount of [...pricesOf(terms), bracket?.stopPrice, bracket?.targetPrice]) {
    if (amount === undefined) continue;
    const price = exact(amount);
    const isInTicks = steps.tickSize === undefined || price.modulo(steps.tickSize).isZero();
    if (price.isFinite() && price.greaterThan(0) && isInTicks) continue;
    const tick = steps.tickSize === undefined ? 'a price above zero' : `a multiple of ${steps.tickSize.toFixed()}`;
    return refuse('PRICE_NOT_IN_TICKS', `${String(amount)} is not ${tick}`);
  }
  return undefined;
};

/** An exit is let through however small it is: otherwise dust could never be left. */
const notionalRejection = (ticket: OrderTicket, market: Market): Rejection | undefined => {
  const { minNotional } = market.terms;
  if (minNotional === undefined || ticket.reduceOnly) return undefined;
  const notional = ticket.quantity.times(priceToReckonBy(ticket.terms, market));
  if (notional.greaterThanOrEqualTo(minNotional)) return undefined;
  return refuse('NOTIONAL_BELOW_MINIMUM', `${notional.toFixed()} is less than ${minNotional.toFixed()}`);
};

const priceToReckonBy = (terms: OrderTerms, market: Market): Exact => {
  const price = pricesOf(terms).at(-1);
  return price === undefined ? market.markPrice : exact(price);
};

const pricesOf = (terms: OrderTerms): readonly Amount[] => {
  switch (terms.type) {
    case 'market':
      return [];
    case 'limit':
      return [terms.limitPrice];
    case 'stop':
      return [terms.stopPrice];
    case 'stop_limit':
      return [terms.stopPrice, terms.limitPrice];
    case 'take_profit':
      return [terms.triggerPrice];
  }
};

const refuse = (code: RejectionCode, reason: string): Rejection => ({ code, reason });
