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
}

/** The platform of everything that was traded on paper. */
export const paperPlatform = 'paper';

/** Stamp of a kind that belongs to no account. */
export const withoutAccount = ({ account: _account, ...shared }: Stamp): Stamp => shared;
