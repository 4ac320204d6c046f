import type { Exact } from '@pitwall/model';
import type { OrderFact, RunOrder } from '../run/fact.ts';
import type { Fill, MarketOrder } from '../venue/order.ts';
import type { CarryFact, Leg } from './carry-fact.ts';
import type { PairFills, PairPrices } from './pair-book.ts';

/** Orders for both legs, which are filled together or not at all. */
export interface PairOrder {
  readonly purpose: RunOrder['purpose'];
  readonly spot: RunOrder;
  readonly perp: RunOrder;
}

/** Both orders were taken. */
export const acceptPair = (order: PairOrder): readonly CarryFact[] =>
  bothLegs(order, (leg) => ({ type: 'order-accepted', order: leg }));

/** Neither order was carried out. */
export const rejectPair = (
  order: PairOrder,
  type: 'order-rejected' | 'order-cancelled',
  reason: string,
): readonly CarryFact[] => bothLegs(order, (leg) => ({ type, order: leg, reason }));

/** Executes both orders. */
export const fillPair = (
  order: PairOrder,
  prices: PairPrices,
  fill: (leg: MarketOrder, quote: Exact) => Fill,
): PairFills => ({ spot: fill(order.spot, prices.spot), perp: fill(order.perp, prices.perp) });

const legs: readonly Leg[] = ['spot', 'perp'];

const bothLegs = (order: PairOrder, tell: (leg: RunOrder) => OrderFact): readonly CarryFact[] =>
  legs.map((leg) => ({ type: 'leg-order', leg, fact: tell(order[leg]) }));
