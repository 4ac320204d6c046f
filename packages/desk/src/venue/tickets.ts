import { exact } from '@pitwall/model';
import type { OrderRequest, OrderTicket } from './order.ts';

/** The order that a request asks for. */
export const ticketOf = (request: OrderRequest, symbol: string, orderId: string): OrderTicket => ({
  orderId,
  symbol,
  side: request.side,
  terms: termsOf(request),
  timeInForce: request.timeInForce ?? 'GTC',
  expiresAt: request.timeInForce === 'GTD' ? request.expiresAt : undefined,
  quantity: exact(request.quantity),
  reduceOnly: request.reduceOnly ?? false,
  ocoGroup: request.ocoGroup,
  bracket: request.bracket,
  label: request.label,
  reason: request.reason,
});

const termsOf = (request: OrderRequest): OrderTicket['terms'] => {
  switch (request.type) {
    case 'market':
      return { type: 'market' };
    case 'limit': {
      const { limitPrice, postOnly } = request;
      return { type: 'limit', limitPrice, ...(postOnly === undefined ? {} : { postOnly }) };
    }
    case 'stop':
      return { type: 'stop', stopPrice: request.stopPrice };
    case 'stop_limit':
      return { type: 'stop_limit', stopPrice: request.stopPrice, limitPrice: request.limitPrice };
    case 'take_profit':
      return { type: 'take_profit', triggerPrice: request.triggerPrice };
  }
};

/** Stop and target of an entry: the other side, reduce-only, the stop first so that it wins a tie. */
export const bracketOrders = (entry: OrderTicket, nextOrderId: () => string): readonly OrderTicket[] => {
  const { stopPrice, targetPrice } = entry.bracket ?? {};
  const exit = {
    symbol: entry.symbol,
    side: entry.side === 'buy' ? 'sell' : 'buy',
    timeInForce: 'GTC',
    expiresAt: undefined,
    quantity: entry.quantity,
    reduceOnly: true,
    ocoGroup: undefined,
    bracket: undefined,
    label: entry.label,
  } as const;
  const stop = stopPrice === undefined ? [] : [{ ...exit, terms: { type: 'stop', stopPrice } as const }];
  const target =
    targetPrice === undefined ? [] : [{ ...exit, terms: { type: 'take_profit', triggerPrice: targetPrice } as const }];
  return [
    ...stop.map((order) => ({ ...order, orderId: nextOrderId(), reason: `stop at ${String(stopPrice)}` })),
    ...target.map((order) => ({ ...order, orderId: nextOrderId(), reason: `target at ${String(targetPrice)}` })),
  ];
};
