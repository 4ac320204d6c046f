import type { EventDraft } from '@pitwall/model';
import type { ClosedLot } from '../account/holding.ts';
import type { OrderFact, RunOrder } from '../run/fact.ts';
import type { Fill, Side } from '../venue/order.ts';
import { money } from './figures.ts';
import type { Names, Stamp } from './stamp.ts';

/** An order's life, with its trade from pending to its end, and a log line for how it ended. */
export const orderEvents = (fact: OrderFact, names: Names, stamp: Stamp): readonly EventDraft[] => {
  const { order } = fact;
  const about = {
    orderId: order.orderId,
    symbol: names.symbol,
    side: order.side,
    type: 'market',
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
      const { fill } = fact;
      const filled = {
        filledQuantity: money(fill.quantity),
        averageFillPrice: money(fill.price),
        fees: money(fill.fee),
      };
      return [
        { ...stamp, kind: 'order', data: { ...about, ...filled, status: 'filled' } },
        tradeEvent(order, fill, fact.closed, { names, stamp }),
        logEvent('info', fillMessage(order, fill, names), 'venue', stamp),
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
  order: RunOrder,
  fill: Fill,
  closed: ClosedLot | undefined,
  { names, stamp }: { readonly names: Names; readonly stamp: Stamp },
): EventDraft => ({
  ...stamp,
  kind: 'trade',
  data: {
    ...tradeIdentity(order, names),
    status: 'filled',
    quantity: money(fill.quantity),
    price: money(fill.price),
    total: money(fill.notional),
    fee: money(fill.fee),
    ...(closed === undefined ? {} : { pnl: money(closed.netPnl) }),
    executedAt: stamp.occurredAt,
  },
});

/** A trade without a fill: a market order has no price before one, so neither has the trade. */
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
  { symbol, botId, platform }: Names,
): { tradeId: string; symbol: string; side: Side; botId: string; orderId: string; platform: string } => ({
  // A market order is one fill, so the order's id names the trade too.
  tradeId: `${order.orderId}-fill`,
  symbol,
  side: order.side,
  botId,
  orderId: order.orderId,
  platform,
});

/** A fill in words. */
export const fillMessage = (order: RunOrder, fill: Fill, { symbol }: Pick<Names, 'symbol'>): string => {
  const verb = fill.side === 'buy' ? 'Bought' : 'Sold';
  return `${verb} ${fill.quantity.toFixed()} ${symbol} at ${fill.price.toFixed()}: ${order.reason}`;
};

/** A line of the desk's own log. */
export const logEvent = (level: 'info' | 'warning', message: string, module: string, stamp: Stamp): EventDraft => ({
  ...stamp,
  kind: 'log',
  data: { level, message, module, loggerName: `desk.${module}` },
});
