import type { TimeMs } from '@pitwall/model';

/** What every event of a batch has in common. */
export interface Stamp {
  readonly source: string;
  /** Wall clock. */
  readonly occurredAt: TimeMs;
  readonly runId: string;
  /** Time of the bar; absent for what has to do with no bar. */
  readonly marketTime?: TimeMs;
  readonly account?: string;
}

/** Names that events carry. */
export interface Names {
  readonly symbol: string;
  readonly currency: string;
  readonly botId: string;
  readonly platform: string;
}

/** Platform of what was traded on paper at real prices. */
export const paperPlatform = 'paper';

/** Platform of the carry bot where the perpetual has prices of its own, apart from the strategy's so that each has balances of its own. */
export const carryPlatform = 'paper-carry';

/** Platform of the carry bot: real spot prices, and a perpetual whose prices and funding are simulated as well. */
export const simulatedPlatform = 'paper-simulated';

/** Stamp of a kind that belongs to no account. */
export const withoutAccount = ({ account: _account, ...shared }: Stamp): Stamp => shared;
