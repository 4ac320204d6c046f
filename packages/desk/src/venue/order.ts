import type { Exact, TimeMs } from '@pitwall/model';

/** Which way an order trades. */
export type Side = 'buy' | 'sell';

/** A market order that waits for the next open. */
export interface MarketOrder {
  readonly orderId: string;
  readonly side: Side;
  /** Units of the instrument, a multiple of its lot. */
  readonly quantity: Exact;
}

/** What a venue did with an order. */
export interface Fill {
  readonly side: Side;
  readonly quantity: Exact;
  /** Execution price, slippage included. */
  readonly price: Exact;
  /** Quantity times price. */
  readonly notional: Exact;
  readonly fee: Exact;
  /** Time of the bar at whose price it was executed. */
  readonly marketTime: TimeMs;
}
