import type { EventDraft, Exact } from '@pitwall/model';
import { entryPriceOf, unrealizedPnlOf, type ClosedPosition } from '../account/holding.ts';
import type { OpenPosition } from '../run/fact.ts';
import { known, money, quotient } from './figures.ts';
import type { Names, Stamp } from './stamp.ts';

/**
 * A position that opened or moved. Its unrealised P&L is before fees, as ratio of the entry's notional. A liquidation price is told
 * where the venue lends; a position that was paid in full has none.
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
      ...known(position.targetPrice, (targetPrice) => ({ takeProfit: money(targetPrice) })),
      ...known(position.liquidationPrice, (liquidation) => ({ liquidationPrice: quotient(liquidation) })),
      fees: money(holding.entryFees),
      openedAt: position.openedAt,
    },
  };
};

/** A position that closed, or was liquidated. Its realised P&L is after the fees of entry and exit, funding and borrowing. */
export const closedPositionEvent = (
  action: 'closed' | 'liquidated',
  position: OpenPosition,
  closed: ClosedPosition,
  { names, stamp }: { readonly names: Names; readonly stamp: Stamp },
): EventDraft => ({
  ...stamp,
  kind: 'position',
  data: {
    ...identity(position, names),
    action,
    status: action,
    size: money(closed.quantity),
    entryPrice: quotient(closed.entryPrice),
    currentPrice: quotient(closed.exitPrice),
    exitPrice: quotient(closed.exitPrice),
    realizedPnl: money(closed.netPnl),
    fees: money(closed.fees),
    openedAt: position.openedAt,
    closedAt: stamp.occurredAt,
  },
});

const identity = (
  position: OpenPosition,
  { botId }: Names,
): { symbol: string; side: 'long' | 'short'; positionId: string; botId: string } => ({
  symbol: position.symbol,
  side: position.holding.direction,
  positionId: position.positionId,
  botId,
});
