import type { OrderFact, RunOrder } from '../run/fact.ts';
import type { CancellationCode, Fill } from '../venue/order.ts';
import type { CarryFact, Leg } from './carry-fact.ts';
import type { ClosedPair, PairFills } from './pair-book.ts';

/** Orders for both legs, which are filled together or not at all. */
export interface PairOrder {
  readonly purpose: RunOrder['purpose'];
  readonly spot: RunOrder;
  readonly perp: RunOrder;
}

/** Executes both orders. */
export const fillPair = (order: PairOrder, fill: (side: RunOrder, leg: Leg) => Fill): PairFills => ({
  spot: fill(order.spot, 'spot'),
  perp: fill(order.perp, 'perp'),
});

/** Both orders were taken. */
export const acceptPair = (order: PairOrder): readonly CarryFact[] =>
  bothLegs((leg) => ({ type: 'order-accepted', order: order[leg] }));

/** Both orders were carried out; a pair that they closed has a result for each leg. */
export const filledPair = (order: PairOrder, fills: PairFills, closed?: ClosedPair): readonly CarryFact[] =>
  bothLegs((leg) => ({
    type: 'order-filled',
    order: order[leg],
    fill: fills[leg],
    filledQuantity: fills[leg].quantity,
    isWhole: true,
    ...(closed === undefined ? {} : { closed: closed[leg] }),
  }));

/** Neither order was carried out, because the account cannot carry both. */
export const rejectPair = (order: PairOrder, reason: string): readonly CarryFact[] =>
  bothLegs((leg) => ({ type: 'order-rejected', order: order[leg], code: 'INSUFFICIENT_MARGIN', reason }));

/** Neither order was carried out, because both were taken back. */
export const cancelPair = (order: PairOrder, code: CancellationCode, reason: string): readonly CarryFact[] =>
  bothLegs((leg) => ({
    type: 'order-cancelled',
    order: order[leg],
    code,
    reason,
    filledQuantity: order[leg].quantity.times(0),
  }));

const legs: readonly Leg[] = ['spot', 'perp'];

const bothLegs = (tell: (leg: Leg) => OrderFact): readonly CarryFact[] =>
  legs.map((leg) => ({ type: 'leg-order', leg, fact: tell(leg) }));
