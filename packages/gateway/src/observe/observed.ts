import type { DeliveryStats } from '../delivery/delivery-stats.ts';
import type { HttpStats } from '../http/http-stats.ts';
import type { IngestStats } from '../ingest/ingest-stats.ts';
import type { EventLog } from '../log/event-log.ts';
import type { SessionStats } from './session-stats.ts';

/** What metrics ask of delivery. */
export interface ObservedDelivery {
  readonly stats: DeliveryStats;
  readonly audiences: { readonly size: number };
  readonly state: { accounts(): Iterable<string>; keyCount(account: string): number };
}

/** Everything that metrics are made of. Metrics only read it, and never name an account. */
export interface Observed {
  readonly delivery: ObservedDelivery;
  readonly ingest: IngestStats;
  readonly sessions: SessionStats;
  readonly log: Pick<EventLog, 'headSeq' | 'horizonSeq'>;
  /** @default no HTTP */
  readonly http?: HttpStats;
}
