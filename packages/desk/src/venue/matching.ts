import type { Direction } from '../account/holding.ts';
import { dayOf } from '../market/calendar.ts';
import { lowComesFirst } from './bar-path.ts';
import type { LiveOrder } from './live-order.ts';
import type { CancellationCode, Liquidity } from './order.ts';
import type { Pit } from './pit.ts';

/** What is done with an order that meets its price. */
export interface Executor {
  /** Trades as much of the order as there is, at the price where the market is, or at a level on the way there. */
  execute(pit: Pit, order: LiveOrder, how: Terms): void;
  cancel(pit: Pit, order: LiveOrder, code: CancellationCode): void;
  /** Refuses a post-only order that would have taken. */
  refuseTaking(pit: Pit, order: LiveOrder): void;
  /** Which way the account holds the market; absent where it does not. */
  directionOf(pit: Pit): Direction | undefined;
  /** Where the position of a market is liquidated, in points of its grid; absent where nothing is. */
  liquidationPointsOf(pit: Pit): Liquidation | undefined;
  liquidate(pit: Pit): void;
}

/** At which price, and as what, an order trades. */
export interface Terms {
  /** At its own level, which the price passed on its way; else where the price is. */
  readonly atLevel: boolean;
  readonly liquidity: Liquidity;
  /** Whether slippage applies: not to a limit. */
  readonly slips: boolean;
}

/** A price that ends a position. */
export interface Liquidation {
  readonly points: number;
  /** Whether a fall reaches it. */
  readonly isBelow: boolean;
}

const asTaker: Terms = { atLevel: false, liquidity: 'taker', slips: true };
const limitAtPrice: Terms = { atLevel: false, liquidity: 'taker', slips: false };
const restingAtPrice: Terms = { atLevel: false, liquidity: 'maker', slips: false };
const restingAtLevel: Terms = { atLevel: true, liquidity: 'maker', slips: false };
const triggeredAtLevel: Terms = { atLevel: true, liquidity: 'taker', slips: true };

/**
 * The open of a bar: what is over ends, what a gap took beyond its margin is liquidated, and then each order that trades at this
 * price does so, oldest first. Whoever came after the last close takes; who waited before is filled at the open too, which is worse
 * than its level for a stop and better for a limit.
 */
export const playOpen = (pit: Pit, executor: Executor): void => {
  const { market, orders } = pit;
  if (isLiquidatedAt(executor.liquidationPointsOf(pit), market.mark)) executor.liquidate(pit);
  if (orders.length === 0) return;
  const today = dayOf(market.time);
  for (const order of orders.slice()) {
    if (!orders.includes(order)) continue;
    order.isDoneForBar = false;
    order.takesAtOnce = false;
    if (isOver(order, market.time, today)) {
      executor.cancel(pit, order, 'EXPIRED');
      continue;
    }
    order.firstDay ??= today;
    meetOpen(pit, order, executor);
    if (!orders.includes(order)) continue;
    const { timeInForce } = order.ticket;
    if (timeInForce === 'IOC') executor.cancel(pit, order, 'IOC_REMAINDER');
    else if (timeInForce === 'FOK') executor.cancel(pit, order, 'FOK_KILLED');
    else order.hasWorked = true;
  }
};

/** The rest of a bar: the price goes from the open through both extremes to the close, and orders trade where it meets them. */
export const playPath = (pit: Pit, executor: Executor): void => {
  const { market, orders } = pit;
  const { low, high, close } = market;
  if (isQuiet(pit, executor)) {
    market.mark = close;
    return;
  }
  const lowFirst = lowComesFirst(market.terms.barPath, market, executor.directionOf(pit), orders[0]);
  moveTo(pit, lowFirst ? low : high, executor);
  moveTo(pit, lowFirst ? high : low, executor);
  moveTo(pit, close, executor);
};

const isOver = ({ ticket, firstDay }: LiveOrder, time: number, today: number): boolean =>
  (ticket.timeInForce === 'DAY' && firstDay !== undefined && firstDay !== today) ||
  (ticket.expiresAt !== undefined && time >= ticket.expiresAt);

const meetOpen = (pit: Pit, order: LiveOrder, executor: Executor): void => {
  const { mark } = pit.market;
  if (!order.isReachedAt(mark)) return;
  const isResting = order.hasWorked && order.level?.kind === 'limit';
  if (order.level?.kind === 'trigger') order.triggerAt(mark);
  if (order.level === undefined) return executor.execute(pit, order, asTaker);
  if (!order.isReachedAt(mark)) return;
  const { terms } = order.ticket;
  if (!isResting && terms.type === 'limit' && terms.postOnly === true) return executor.refuseTaking(pit, order);
  executor.execute(pit, order, isResting ? restingAtPrice : limitAtPrice);
};

/** Whether the bar passes nothing that anybody waits for, which is so of most bars. */
const isQuiet = (pit: Pit, executor: Executor): boolean => {
  const { low, high } = pit.market;
  for (const order of pit.orders) {
    if (order.level === undefined || order.isDoneForBar) continue;
    if (order.isReachedAt(low) || order.isReachedAt(high)) return false;
  }
  const liquidation = executor.liquidationPointsOf(pit);
  return !isLiquidatedAt(liquidation, low) && !isLiquidatedAt(liquidation, high);
};

const moveTo = (pit: Pit, to: number, executor: Executor): void => {
  const { market } = pit;
  for (;;) {
    const liquidation = executor.liquidationPointsOf(pit);
    const ruinAt = meetsLiquidation(liquidation, market.mark, to);
    const next = nextOrder(pit, to);
    if (ruinAt !== undefined && (next === undefined || isNoFurther(ruinAt, next.points, market.mark))) {
      market.mark = ruinAt;
      executor.liquidate(pit);
    } else if (next === undefined) {
      market.mark = to;
      return;
    } else {
      meetOnTheWay(pit, next, executor);
    }
  }
};

interface Meeting {
  readonly order: LiveOrder;
  readonly points: number;
}

/** The order that the price meets first on its way; of several at the same price the oldest. */
const nextOrder = ({ market, orders }: Pit, to: number): Meeting | undefined => {
  let next: Meeting | undefined;
  for (const order of orders) {
    if (order.isDoneForBar || order.level === undefined) continue;
    const points = order.meets(market.mark, to);
    if (points === undefined) continue;
    if (next === undefined || Math.abs(points - market.mark) < Math.abs(next.points - market.mark)) {
      next = { order, points };
    }
  }
  return next;
};

const meetOnTheWay = (pit: Pit, { order, points }: Meeting, executor: Executor): void => {
  const { level, ticket } = order;
  pit.market.mark = points;
  if (level?.kind === 'limit') return executor.execute(pit, order, order.takesAtOnce ? limitAtPrice : restingAtLevel);
  if (ticket.terms.type === 'stop_limit') return order.triggerAt(points);
  // What began to work where the price was beyond its level already trades at the price, not at the level.
  executor.execute(pit, order, level?.points === points ? triggeredAtLevel : asTaker);
};

const isLiquidatedAt = (liquidation: Liquidation | undefined, points: number): boolean =>
  liquidation !== undefined && (liquidation.isBelow ? points <= liquidation.points : points >= liquidation.points);

const meetsLiquidation = (liquidation: Liquidation | undefined, from: number, to: number): number | undefined => {
  if (isLiquidatedAt(liquidation, from)) return from;
  return isLiquidatedAt(liquidation, to) ? liquidation?.points : undefined;
};

const isNoFurther = (points: number, than: number, from: number): boolean =>
  Math.abs(points - from) <= Math.abs(than - from);
