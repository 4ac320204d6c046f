import type { EventDraft, Exact } from '@pitwall/model';
import { entryPriceOf, unrealizedPnlOf, type ClosedLot } from '../account/holding.ts';
import type { OpenPosition } from '../run/fact.ts';
import { known, money, quotient } from './figures.ts';
import type { Names, Stamp } from './stamp.ts';

/**
 * A position that opened or moved. Its unrealised P&L is before fees, as ratio of the entry's notional. It is paid in full,
 * so it has no leverage, no margin and no liquidation price.
 */
export const openPositionEvent = (
  action: 'opened' | 'updated',
  position: OpenPosition,
  price: Exact,
  { names, stamp }: { readonly names: Names; readonly stamp: Stamp },
): EventDraft => {
  const { holding } = position;
  const unrealizedPnl = unrealizedPnlOf(holding, price);
  return {
    ...stamp,
    kind: 'position',
    data: {
      ...identity(position, names),
      action,
      status: 'open',
      size: money(holding.quantity),
      entryPrice: money(entryPriceOf(holding)),
      currentPrice: money(price),
      marketValue: money(holding.quantity.times(price)),
      unrealizedPnl: money(unrealizedPnl),
      unrealizedPnlRatio: quotient(unrealizedPnl.div(holding.entryNotional)),
      ...known(position.stopPrice, (stopPrice) => ({ stopLoss: money(stopPrice) })),
      fees: money(holding.entryFees),
      openedAt: position.openedAt,
    },
  };
};

/** A position that closed. Its realised P&L is after the fees of entry and exit. */
export const closedPositionEvent = (
  position: OpenPosition,
  closed: ClosedLot,
  names: Names,
  stamp: Stamp,
): EventDraft => ({
  ...stamp,
  kind: 'position',
  data: {
    ...identity(position, names),
    action: 'closed',
    status: 'closed',
    size: money(closed.quantity),
    entryPrice: money(closed.entryPrice),
    currentPrice: money(closed.exitPrice),
    exitPrice: money(closed.exitPrice),
    realizedPnl: money(closed.netPnl),
    fees: money(closed.fees),
    openedAt: position.openedAt,
    closedAt: stamp.occurredAt,
  },
});

const identity = (
  position: OpenPosition,
  { symbol, botId }: Names,
): { symbol: string; side: 'long' | 'short'; positionId: string; botId: string } => ({
  symbol,
  side: position.holding.direction,
  positionId: position.positionId,
  botId,
});
