import type { Exact, TimeMs } from '@pitwall/model';
import type { Position } from '../account/account.ts';
import type { Direction } from '../account/holding.ts';
import type { Exchange } from '../venue/exchange.ts';
import type { OpenPosition, RunOrder } from './fact.ts';

/** What a run knows of a position besides the books. */
type Mark = Pick<OpenPosition, 'positionId' | 'stopPrice' | 'targetPrice' | 'isStoppedAtCloses' | 'openedAt'>;

/** A stop that a close reaches. */
export interface ClosingStop {
  readonly direction: Direction;
  readonly price: Exact;
}

/** Names the positions of a run, and keeps the stop and the target that they were opened with. */
export interface PositionMarks {
  /** A position began with a fill of this order. */
  open(order: RunOrder, positionId: string, openedAt: TimeMs): void;
  /** The position that was held so has ended. */
  close(holding: Position): OpenPosition | undefined;
  /** The stop of a position that is judged at closes; absent where an order at the venue does it, or there is none. */
  closingStopOf(symbol: string): ClosingStop | undefined;
  /** The open position, as it is now. */
  positionOf(symbol: string): OpenPosition | undefined;
}

/** Makes marks of no position. */
export const createPositionMarks = (exchange: Exchange): PositionMarks => {
  const marks = new Map<string, Mark>();
  const closingStops = new Map<string, ClosingStop>();
  return {
    open({ symbol, side, stopPrice, targetPrice, isStoppedAtCloses }, positionId, openedAt) {
      marks.set(symbol, { positionId, stopPrice, targetPrice, isStoppedAtCloses, openedAt });
      if (stopPrice === undefined || !isStoppedAtCloses) return;
      closingStops.set(symbol, { direction: side === 'buy' ? 'long' : 'short', price: stopPrice });
    },
    close(holding) {
      const mark = marks.get(holding.symbol);
      marks.delete(holding.symbol);
      closingStops.delete(holding.symbol);
      return mark === undefined ? undefined : { ...mark, symbol: holding.symbol, holding, liquidationPrice: undefined };
    },
    closingStopOf: (symbol) => closingStops.get(symbol),
    positionOf(symbol) {
      const mark = marks.get(symbol);
      const holding = mark === undefined ? undefined : exchange.account.positionOf(symbol);
      if (mark === undefined || holding === undefined) return undefined;
      return { ...mark, symbol, holding, liquidationPrice: exchange.liquidationPriceOf(symbol) };
    },
  };
};
