// Made from the kinds of the model by facts.test.ts: `vitest run packages/client/src/facts -u` writes it anew.
import type { Amount, OpenWord } from './vocabulary.ts';

/** A bot’s status, configuration and results. */
export interface BotData {
  readonly botId: string;
  readonly status?: OpenWord<'running' | 'stopped' | 'paused' | 'error' | 'removed'>;
  readonly name?: string;
  /** Exchange. */
  readonly platform?: string;
  readonly symbol?: string;
  readonly tradingMode?: OpenWord<'paper' | 'live'>;
  readonly riskMode?: OpenWord<'conservative' | 'moderate' | 'aggressive'>;
  /** Allocated capital. Unit: quote. */
  readonly capital?: Amount;
  /** Unit: quote. */
  readonly pnl?: Amount;
  readonly tradesCount?: number;
  /** Unit: ratio. */
  readonly winRate?: Amount;
  /** Unit: ms. */
  readonly lastTradeAt?: number;
}
