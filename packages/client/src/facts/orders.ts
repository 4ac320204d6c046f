// Made from the kinds of the model by facts.test.ts: `vitest run packages/client/src/facts -u` writes it anew.
import type { Amount, OpenWord } from './vocabulary.ts';

/** An order at a venue: new, partially filled, filled, cancelled or rejected. */
export interface OrderData {
  readonly orderId: string;
  /** State that the order is in. */
  readonly status: OpenWord<'new' | 'partially_filled' | 'filled' | 'cancelled' | 'rejected'>;
  /** What happened to it, where the publisher says so beside the state. */
  readonly action?: OpenWord<'new' | 'partially_filled' | 'filled' | 'cancelled' | 'rejected'>;
  readonly symbol: string;
  readonly side?: OpenWord<'buy' | 'sell'>;
  readonly type?: OpenWord<'market' | 'limit' | 'stop' | 'stop_limit'>;
  /** Unit: base. */
  readonly quantity?: Amount;
  /** Unit: base. */
  readonly filledQuantity?: Amount;
  /** Limit price. Unit: price. */
  readonly price?: Amount;
  /** Unit: price. */
  readonly stopPrice?: Amount;
  /** Unit: price. */
  readonly averageFillPrice?: Amount;
  /** Unit: quote. */
  readonly fees?: Amount;
  /** Why it was cancelled or rejected. */
  readonly reason?: string;
  readonly botId?: string;
  /** Signal that it carries out. */
  readonly signalId?: string;
  /** Exchange. */
  readonly platform?: string;
  /** Unit: ms. */
  readonly createdAt?: number;
  /** Unit: ms. */
  readonly updatedAt?: number;
}
