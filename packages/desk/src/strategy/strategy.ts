import type { Amount, Exact } from '@pitwall/model';
import type { Direction } from '../account/holding.ts';
import type { Bar } from '../market/bar.ts';

/** What a strategy may know when a bar has closed. */
export interface StrategyContext {
  readonly symbol: string;
  /** Number of this bar, warm-up included; the first is 0. */
  readonly barIndex: number;
  /** During warm-up the strategy hears bars, and what it answers is not carried out. */
  readonly warmingUp: boolean;
  /** Equity at this close. */
  readonly equity: Exact;
  /** The open position, if any. */
  readonly position: StrategyPosition | undefined;
}

/** The open position, as a strategy sees it. */
export interface StrategyPosition {
  readonly direction: Direction;
  readonly quantity: Exact;
  readonly entryPrice: Exact;
}

/** What a strategy wants. Everything is carried out at the next bar's open. */
export type Intent =
  /** An entry is near. It is told to watchers and trades nothing. */
  | { readonly type: 'prepare'; readonly direction: Direction; readonly reason: string }
  /** The prepared entry will not come. */
  | { readonly type: 'abort'; readonly reason: string }
  /** Enter; an opposite position is closed first. */
  | {
      readonly type: 'enter';
      readonly direction: Direction;
      readonly reason: string;
      /** Close at which the position is given up; it also decides the size. */
      readonly stopPrice?: Amount;
      /** Units to trade; absent: sized by the phase's risk. */
      readonly quantity?: Amount;
    }
  /** Close the position. */
  | { readonly type: 'exit'; readonly reason: string };

/**
 * Decides from closed bars. It is called once for each bar, in order, and sees no bar that has not closed; what it keeps
 * between calls is its own. Every run has a strategy of its own, so a factory makes them.
 */
export interface Strategy {
  /** For logs, such as `moving-average cross 3/8`. */
  readonly name: string;
  /** How many bars it needs before its first decision counts. */
  readonly warmupBars: number;
  onBar(bar: Bar, context: StrategyContext): readonly Intent[];
  /** What it computed at the last bar, by name, such as `sma10`: shown beside its decisions, and never booked. */
  indicators?(): Readonly<Record<string, number>>;
}

/** Makes the strategy of one run. */
export type StrategyFactory = () => Strategy;
