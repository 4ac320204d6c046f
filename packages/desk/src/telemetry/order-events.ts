import type { EventDraft } from '@pitwall/model';
import type { ClosedLot } from '../account/holding.ts';
import type { RunFact, RunOrder } from '../run/fact.ts';
import type { Fill } from '../venue/order.ts';
import { money } from './figures.ts';
import { paperPlatform, type Names, type Stamp } from './stamp.ts';

type OrderFact = Extract<RunFact, { readonly order: RunOrder }>;

/** An order's life, with a trade and a log line for its fill. */
export const orderEvents = (fact: OrderFact, names: Names, stamp: Stamp): readonly EventDraft[] => {
  const { order } = fact;
  const about = {
    orderId: order.orderId,
    symbol: names.symbol,
    side: order.side,
    type: 'market',
    quantity: money(order.quantity),
    botId: names.botId,
    platform: paperPlatform,
    createdAt: order.createdAt,
    updatedAt: stamp.occurredAt,
    ...(order.signal === undefined ? {} : { signalId: order.signal.signalId }),
  };
  switch (fact.type) {
    case 'order-accepted':
      return [{ ...stamp, kind: 'order', data: { ...about, status: 'new', filledQuantity: '0' } }];
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
    // A market order is one fill, so the order's id names the trade too.
    tradeId: `${order.orderId}-fill`,
    status: 'filled',
    symbol: names.symbol,
    side: fill.side,
    quantity: money(fill.quantity),
    price: money(fill.price),
    total: money(fill.notional),
    fee: money(fill.fee),
    ...(closed === undefined ? {} : { pnl: money(closed.netPnl) }),
    botId: names.botId,
    orderId: order.orderId,
    platform: paperPlatform,
    executedAt: stamp.occurredAt,
  },
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
