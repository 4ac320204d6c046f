import type { Amount, Exact, TimeMs } from '@pitwall/model';
import type { Direction } from '../account/holding.ts';
import type { Fill, OrderRequest, WorkingOrder } from '../venue/order.ts';
import type { BarView } from './bar-view.ts';

/**
 * What a strategy may know when a bar has closed. It is one object for the whole run, whose values are those of now: nothing is
 * computed that is not read, and an equity that is kept must be read in the call in which it counts.
 */
export interface StrategyContext {
  /** The first symbol of the run: what an intent without a symbol means. */
  readonly symbol: string;
  /** Number of this bar, warm-up included; the first is 0. */
  readonly barIndex: number;
  /** During warm-up the strategy hears bars, and what it answers is not carried out. */
  readonly warmingUp: boolean;
  /** Equity at this close, in quote currency: cash plus the value of all positions. */
  readonly equity: Exact;
  /** The open position in {@link symbol}, if any. */
  readonly position: StrategyPosition | undefined;
  /** The closed bar of every symbol of the run, all of the same time, by symbol. */
  readonly bars: ReadonlyMap<string, BarView>;
  /** The open position in any symbol, if there is one. */
  positionOf(symbol: string): StrategyPosition | undefined;
  /** The last funding that was settled for a perpetual, at or before this bar's open; absent where none is known. */
  fundingOf(symbol: string): FundingRate | undefined;
  /** Orders of the strategy that are neither filled nor over, oldest first; their ids cancel them. */
  readonly workingOrders: readonly WorkingOrder[];
  /** What was filled since the close before, in order. */
  readonly fills: readonly OrderFill[];
}

/** The open position, as a strategy sees it. */
export interface StrategyPosition {
  readonly direction: Direction;
  /** Units, above zero. */
  readonly quantity: Exact;
  /** Average price of the open entries. */
  readonly entryPrice: Exact;
}

/** A funding payment of a perpetual: `notional × ratio`, paid by longs to shorts when positive. */
export interface FundingRate {
  /** When it is settled, UTC. */
  readonly time: TimeMs;
  /** Part of the notional, such as 0.0001. */
  readonly ratio: Amount;
  /**
   * Price by which the notional is reckoned.
   * @default the open of the first bar at or after `time`
   */
  readonly markPrice?: Amount;
}

/** A fill with the order that it belongs to. */
export interface OrderFill extends Fill {
  readonly orderId: string;
  readonly symbol: string;
  readonly label: string | undefined;
}

/** What a strategy wants. Nothing is carried out before the next bar's open. */
export type Intent =
  /** An entry is near. It is told to watchers and trades nothing. */
  | { readonly type: 'prepare'; readonly direction: Direction; readonly reason: string }
  /** The prepared entry will not come. */
  | { readonly type: 'abort'; readonly reason: string }
  /** Enter {@link StrategyContext.symbol} at the next open; an opposite position is closed first. */
  | {
      readonly type: 'enter';
      readonly direction: Direction;
      readonly reason: string;
      /** Where the position is given up; it also decides the size. */
      readonly stopPrice?: Amount;
      /**
       * What reaches the stop: a close, after which the position is left at the next open, or any price, by a stop order that works
       * at the venue from the entry on.
       * @default 'close'
       */
      readonly stopReachedBy?: 'close' | 'touch';
      /** Where the profit is taken, by an order that works at the venue from the entry on. */
      readonly targetPrice?: Amount;
      /** Units to trade; absent: sized by the phase's risk. */
      readonly quantity?: Amount;
    }
  /** Close the position in {@link StrategyContext.symbol} at the next open. */
  | { readonly type: 'exit'; readonly reason: string }
  /** Give the venue an order of any kind, in any symbol of the run; of this size, whatever the phase's risk is. */
  | { readonly type: 'order'; readonly order: OrderRequest }
  /** Take back the working orders with this id or label. */
  | { readonly type: 'cancel'; readonly order: string; readonly reason: string };

/**
 * Decides from closed bars. It is called once for each bar, in order, and sees no bar that has not closed; what it keeps
 * between calls is its own. Every run has a strategy of its own, so a factory makes them.
 */
export interface Strategy {
  /** For logs, such as `moving-average cross 3/8`. */
  readonly name: string;
  /** How many bars it needs before its first decision counts. */
  readonly warmupBars: number;
  /** Takes the closed bar of {@link StrategyContext.symbol}; return the same empty list where nothing is wanted. */
  onBar(bar: BarView, context: StrategyContext): readonly Intent[];
  /** What it computed at the last bar, by name, such as `sma10`: shown beside its decisions, and never booked. */
  indicators?(): Readonly<Record<string, number>>;
}

/** Makes the strategy of one run. */
export type StrategyFactory = () => Strategy;
