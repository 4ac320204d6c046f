import type { DataOf, EventDraft } from '@pitwall/model';
import type { OrderFact, RunOrder } from '../run/fact.ts';
import type { Fill, OrderTerms, Side } from '../venue/order.ts';
import { money } from './figures.ts';
import type { Names, Stamp } from './stamp.ts';

/** An order's life, with its trade from pending to its end, and a log line for how it ended. */
export const orderEvents = (fact: OrderFact, names: Names, stamp: Stamp): readonly EventDraft[] => {
  const { order } = fact;
  const about = {
    orderId: order.orderId,
    symbol: order.symbol,
    side: order.side,
    type: order.terms.type,
    ...pricesOf(order.terms),
    quantity: money(order.quantity),
    botId: names.botId,
    platform: names.platform,
    createdAt: order.createdAt,
    updatedAt: stamp.occurredAt,
    ...(order.signal === undefined ? {} : { signalId: order.signal.signalId }),
  };
  switch (fact.type) {
    case 'order-accepted':
      return [
        { ...stamp, kind: 'order', data: { ...about, status: 'new', filledQuantity: '0' } },
        openTradeEvent(order, 'pending', names, stamp),
      ];
    case 'order-filled': {
      const { fill, filledQuantity, isWhole } = fact;
      // Averages and fees of an order that was filled in parts stand in its trades.
      const isOneFill = filledQuantity.equals(fill.quantity);
      const filled = {
        filledQuantity: money(filledQuantity),
        ...(isOneFill ? { averageFillPrice: money(fill.price), fees: money(fill.fee) } : {}),
      };
      return [
        { ...stamp, kind: 'order', data: { ...about, ...filled, status: isWhole ? 'filled' : 'partially_filled' } },
        tradeEvent(fact, { names, stamp }),
        logEvent('info', fillMessage(order, fill), 'venue', stamp),
      ];
    }
    case 'order-rejected':
    case 'order-cancelled': {
      const status = fact.type === 'order-rejected' ? 'rejected' : 'cancelled';
      return [
        { ...stamp, kind: 'order', data: { ...about, status, reason: fact.reason } },
        openTradeEvent(order, fact.type === 'order-rejected' ? 'failed' : 'cancelled', names, stamp),
        logEvent('warning', `Order ${order.orderId} ${status}: ${fact.reason}`, 'venue', stamp),
      ];
    }
  }
};

const tradeEvent = (
  { order, fill, closed, filledQuantity }: Extract<OrderFact, { readonly type: 'order-filled' }>,
  { names, stamp }: { readonly names: Names; readonly stamp: Stamp },
): EventDraft => ({
  ...stamp,
  kind: 'trade',
  data: {
    ...tradeIdentity(order, names),
    // The first fill goes on with the trade that was pending; each later one is a trade of its own.
    ...(filledQuantity.equals(fill.quantity) ? {} : { tradeId: `${order.orderId}-fill-${filledQuantity.toFixed()}` }),
    status: 'filled',
    quantity: money(fill.quantity),
    price: money(fill.price),
    total: money(fill.notional),
    fee: money(fill.fee),
    ...(closed === undefined ? {} : { pnl: money(closed.netPnl) }),
    executedAt: stamp.occurredAt,
  },
});

/** Limit and stop of an order, as consoles know them; a take-profit's trigger is a price at which it is wanted. */
const pricesOf = (terms: OrderTerms): Pick<DataOf<'order'>, 'price' | 'stopPrice'> => {
  switch (terms.type) {
    case 'market':
      return {};
    case 'limit':
      return { price: terms.limitPrice };
    case 'stop':
      return { stopPrice: terms.stopPrice };
    case 'stop_limit':
      return { price: terms.limitPrice, stopPrice: terms.stopPrice };
    case 'take_profit':
      return { price: terms.triggerPrice };
  }
};

/** A trade without a fill: an order has no execution price before one, so neither has the trade. */
const openTradeEvent = (
  order: RunOrder,
  status: 'pending' | 'cancelled' | 'failed',
  names: Names,
  stamp: Stamp,
): EventDraft => ({
  ...stamp,
  kind: 'trade',
  data: { ...tradeIdentity(order, names), status, quantity: money(order.quantity) },
});

const tradeIdentity = (
  order: RunOrder,
  { botId, platform }: Names,
): { tradeId: string; symbol: string; side: Side; botId: string; orderId: string; platform: string } => ({
  tradeId: `${order.orderId}-fill`,
  symbol: order.symbol,
  side: order.side,
  botId,
  orderId: order.orderId,
  platform,
});

/** A fill in words. */
export const fillMessage = (order: RunOrder, fill: Fill): string => {
  const verb = fill.side === 'buy' ? 'Bought' : 'Sold';
  return `${verb} ${fill.quantity.toFixed()} ${order.symbol} at ${fill.price.toFixed()}: ${order.reason}`;
};

/** A line of the desk's own log. */
export const logEvent = (level: 'info' | 'warning', message: string, module: string, stamp: Stamp): EventDraft => ({
  ...stamp,
  kind: 'log',
  data: { level, message, module, loggerName: `desk.${module}` },
});
