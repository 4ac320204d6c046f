// Made from the kinds of the model by facts.test.ts: `vitest run packages/client/src/facts -u` writes it anew.
import type { Amount, OpenWord } from './vocabulary.ts';

/** A deposit to or a withdrawal from a wallet. */
export interface WalletData {
  /** What happened. */
  readonly event: OpenWord<'deposit_confirmed'>;
  /** Exchange. */
  readonly platform?: string;
  readonly asset?: string;
  /** Unit: asset. */
  readonly amount?: Amount;
  readonly address?: string;
  /** Hash of the transaction on its chain. */
  readonly transactionId?: string;
  readonly confirmations?: number;
  readonly status?: OpenWord<'pending' | 'confirmed' | 'failed'>;
}
