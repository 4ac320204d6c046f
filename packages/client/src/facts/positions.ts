// Made from the kinds of the model by facts.test.ts: `vitest run packages/client/src/facts -u` writes it anew.
import type { Amount, OpenWord } from './vocabulary.ts';

/** A holding in one instrument: opened, updated, closed or liquidated. */
export interface PositionData {
  /** What happened to it. */
  readonly action: OpenWord<'opened' | 'updated' | 'closed' | 'liquidated'>;
  readonly symbol: string;
  readonly side?: OpenWord<'long' | 'short'>;
  readonly positionId?: string;
  /** Bot that holds it. */
  readonly botId?: string;
  /** The publisher’s own word for its state. */
  readonly status?: OpenWord<'open' | 'closed' | 'liquidated'>;
  /** Unit: base. */
  readonly size?: Amount;
  /** Unit: price. */
  readonly entryPrice?: Amount;
  /** Mark price. Unit: price. */
  readonly currentPrice?: Amount;
  /** Size at the mark price. Unit: quote. */
  readonly marketValue?: Amount;
  /** Unit: quote. */
  readonly unrealizedPnl?: Amount;
  /** Unit: ratio. */
  readonly unrealizedPnlRatio?: Amount;
  /** Unit: price. */
  readonly liquidationPrice?: Amount;
  /** Unit: price. */
  readonly stopLoss?: Amount;
  /** Unit: price. */
  readonly takeProfit?: Amount;
  /** Unit: number. */
  readonly leverage?: Amount;
  /** Unit: quote. */
  readonly marginUsed?: Amount;
  /** Unit: price. */
  readonly spotEntryPrice?: Amount;
  /** Unit: price. */
  readonly perpEntryPrice?: Amount;
  /** Unit: base. */
  readonly spotQuantity?: Amount;
  /** Unit: base. */
  readonly perpQuantity?: Amount;
  /** Funding payments received so far. Unit: quote. */
  readonly fundingCollected?: Amount;
  /** Unit: price. */
  readonly exitPrice?: Amount;
  /** Unit: quote. */
  readonly realizedPnl?: Amount;
  /** Fees paid so far. Unit: quote. */
  readonly fees?: Amount;
  /** Unit: ms. */
  readonly openedAt?: number;
  /** Unit: ms. */
  readonly closedAt?: number;
}
