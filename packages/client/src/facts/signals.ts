// Made from the kinds of the model by facts.test.ts: `vitest run packages/client/src/facts -u` writes it anew.
import type { Amount, JsonObject, OpenWord } from './vocabulary.ts';

/** A strategy’s signal, and what became of it. */
export interface SignalData {
  readonly signalId: string;
  readonly type: OpenWord<'prepare' | 'confirm' | 'abort' | 'heartbeat'>;
  readonly status?: OpenWord<'pending' | 'filled' | 'rejected' | 'cancelled' | 'error'>;
  readonly symbol?: string;
  readonly direction?: OpenWord<'long' | 'short'>;
  /** Unit: price. */
  readonly entryPrice?: Amount;
  /** Unit: base. */
  readonly size?: Amount;
  /** Name of the phase, as it was published. */
  readonly phase?: string;
  /** The market regime’s number or name. */
  readonly regimeState?: number | string;
  /** Zero to one. Unit: ratio. */
  readonly confidence?: Amount;
  /** Unit: ms. */
  readonly processingTimeMs?: number;
  readonly reason?: string;
  readonly botId?: string;
}

/** A trading decision with its reasons: scores, sizing and stops. */
export interface DecisionData {
  readonly decisionId: string;
  readonly decision: OpenWord<'buy' | 'sell' | 'hold'>;
  readonly symbol?: string;
  readonly botId?: string;
  /** Exchange. */
  readonly platform?: string;
  /** Zero to one. Unit: ratio. */
  readonly confidence?: Amount;
  readonly reasoning?: string;
  readonly marketData?: {
    /** Unit: price. */
    readonly price?: Amount;
    /** Traded in 24 hours, in the unit of the exchange. Unit: number. */
    readonly volume24h?: Amount;
    /** Relative strength index, 0 to 100. Unit: number. */
    readonly rsi?: Amount;
    /** Its value, or a word such as bullish. */
    readonly macd?: number | string;
    /** Further indicators, named as the publisher names them. */
    readonly other?: JsonObject;
  };
  /** The market regime’s number or name. */
  readonly regimeState?: number | string;
  readonly componentScores?: { readonly [name: string]: Amount };
  readonly sizing?: {
    /** Unit: base. */
    readonly quantity?: Amount;
    /** Unit: quote. */
    readonly capital?: Amount;
    /** Part of the capital that one trade may lose. Unit: ratio. */
    readonly riskPerTradeRatio?: Amount;
    /** Further details, named as the publisher names them. */
    readonly other?: JsonObject;
  };
  readonly stops?: {
    /** Unit: price. */
    readonly stopLoss?: Amount;
    /** Unit: price. */
    readonly takeProfit?: Amount;
    /** Further levels, named as the publisher names them. */
    readonly other?: JsonObject;
  };
  /** When it was decided, where that is told apart from the report. Unit: ms. */
  readonly decidedAt?: number;
}
