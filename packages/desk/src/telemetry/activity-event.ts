import type { DataOf, EventDraft } from '@pitwall/model';

type Activity = Omit<DataOf<'activity'>, 'activityId'>;

/** The entry of the activity feed that an event is worth, if it is worth one. `nextId` names it. */
export const activityOf = (event: EventDraft, nextId: () => string): readonly EventDraft[] => {
  const activity = wordsFor(event);
  if (activity === undefined) return [];
  const { kind: _kind, data: _data, ...stamp } = event;
  return [{ ...stamp, kind: 'activity', data: { activityId: nextId(), ...activity } }];
};

const wordsFor = (event: EventDraft): Activity | undefined => {
  switch (event.kind) {
    case 'order':
      return ofOrder(event.data);
    case 'position':
      return ofPosition(event.data);
    case 'phase':
      return system(`Phase ${event.data.toPhase} begins`, { phase: event.data.toPhase });
    case 'risk-status':
      return {
        type: 'system',
        severity: event.data.status === 'normal' ? 'info' : 'warning',
        message: event.data.message ?? event.data.status,
        details: { riskStatus: event.data.status },
      };
    case 'circuit-breaker':
      return ofBreaker(event.data);
    case 'master-arm':
      return {
        type: 'system',
        severity: event.data.armed ? 'info' : 'warning',
        message: `${event.data.armed ? 'Armed' : 'Disarmed'}: ${event.data.reason ?? ''}`,
      };
    case 'flatten':
      return {
        type: 'system',
        severity: 'error',
        message: `Emergency flatten, ${event.data.positionsClosed?.length ?? 0} positions closed: ${event.data.reason ?? ''}`,
      };
    default:
      return undefined;
  }
};

const ofBreaker = ({ active, type, reason }: DataOf<'circuit-breaker'>): Activity => ({
  type: 'system',
  severity: active ? 'warning' : 'info',
  message: active ? `Circuit breaker, ${type ?? ''}: ${reason ?? ''}` : 'Circuit breaker closed',
});

const ofOrder = (order: DataOf<'order'>): Activity | undefined => {
  const what = `${order.side ?? ''} ${String(order.quantity ?? '')} ${order.symbol}`;
  const details = {
    orderId: order.orderId,
    symbol: order.symbol,
    ...(order.botId === undefined ? {} : { botId: order.botId }),
  };
  switch (order.status) {
    case 'new':
      return { type: 'order_placed', severity: 'info', message: `Order placed: ${what} at market`, details };
    case 'filled':
      return {
        type: 'order_filled',
        severity: 'info',
        message: `Order filled: ${what} @ ${String(order.averageFillPrice ?? '')}`,
        details,
      };
    case 'rejected':
      return { type: 'error', severity: 'error', message: `Order rejected: ${what}: ${order.reason ?? ''}`, details };
    case 'cancelled':
      return {
        type: 'system',
        severity: 'warning',
        message: `Order cancelled: ${what}: ${order.reason ?? ''}`,
        details,
      };
    default:
      return undefined;
  }
};

const ofPosition = (position: DataOf<'position'>): Activity | undefined => {
  const { action, symbol, side, positionId, botId } = position;
  const quantity = String(position.size ?? position.spotQuantity ?? '');
  const what = `${side ?? 'long spot, short perpetual'} ${quantity} ${symbol}`;
  const details = {
    symbol,
    ...(positionId === undefined ? {} : { positionId }),
    ...(botId === undefined ? {} : { botId }),
  };
  if (action === 'opened') {
    return { type: 'position_opened', severity: 'info', message: `Position opened: ${what}`, details };
  }
  if (action !== 'closed') return undefined;
  const message = `Position closed: ${what}, P&L ${String(position.realizedPnl ?? '')}`;
  return { type: 'position_closed', severity: 'info', message, details };
};

const system = (message: string, details: Activity['details']): Activity => ({
  type: 'system',
  severity: 'info',
  message,
  ...(details === undefined ? {} : { details }),
});
