// Made from the kinds of the model by facts.test.ts: `vitest run packages/client/src/facts -u` writes it anew.
import type { Amount, OpenWord } from './vocabulary.ts';

/** The newest price of one symbol of the watchlist, with its change and volume. */
export interface MarketData {
  readonly symbol: string;
  /** Unit: price. */
  readonly price: Amount;
  /** Since the last session’s close. Unit: price. */
  readonly change?: Amount;
  /** Unit: ratio. */
  readonly changeRatio?: Amount;
  /** Unit: base. */
  readonly volume?: Amount;
  /** Absent: updated. `removed` takes the symbol off the watchlist. */
  readonly action?: OpenWord<'updated' | 'removed'>;
}

/** A large transfer into or out of a platform. */
export interface WhaleData {
  /** Coin that moved. */
  readonly asset: string;
  /** Exchange. */
  readonly platform?: string;
  readonly flowType?: OpenWord<'inflow' | 'outflow'>;
  /** Unit: asset. */
  readonly amount?: Amount;
  /** Unit: usd. */
  readonly valueUsd?: Amount;
  readonly signal?: OpenWord<'bullish' | 'bearish' | 'neutral'>;
  /** When it was seen, where that is told apart from the report. Unit: ms. */
  readonly seenAt?: number;
}
