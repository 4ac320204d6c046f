// Made from the kinds of the model by facts.test.ts: `vitest run packages/client/src/facts -u` writes it anew.
import type { Amount, OpenWord } from './vocabulary.ts';

/** A trade: executed, or its status changed. */
export interface TradeData {
  /** Repeats with each status of the same trade. */
  readonly tradeId: string;
  readonly status: OpenWord<'pending' | 'filled' | 'cancelled' | 'failed'>;
  readonly symbol: string;
  readonly side: OpenWord<'buy' | 'sell'>;
  /** Unit: base. */
  readonly quantity?: Amount;
  /** Execution price. Unit: price. */
  readonly price?: Amount;
  /** Quantity times price. Unit: quote. */
  readonly total?: Amount;
  /** Unit: quote. */
  readonly fee?: Amount;
  /** Only of a trade that closes a position. Unit: quote. */
  readonly pnl?: Amount;
  readonly botId?: string;
  readonly orderId?: string;
  /** Exchange. */
  readonly platform?: string;
  /** When the venue executed it, where that is told apart from the report. Unit: ms. */
  readonly executedAt?: number;
}
