// Made from the kinds of the model by facts.test.ts: `vitest run packages/client/src/facts -u` writes it anew.
import type { Amount } from './vocabulary.ts';

/** What an account holds at one platform, by asset. */
export interface BalancesData {
  /** Exchange, or `all` for their sum. */
  readonly platform: string;
  readonly balances: {
    readonly [name: string]: {
      /** Available. Unit: asset. */
      readonly free?: Amount;
      /** In open orders. Unit: asset. */
      readonly locked?: Amount;
      /** Unit: asset. */
      readonly total?: Amount;
    };
  };
  /** Value of all assets in `currency`. Unit: quote. */
  readonly totalValue?: Amount;
  /** Currency of `totalValue`, such as ZAR; nothing is converted. */
  readonly currency?: string;
}
