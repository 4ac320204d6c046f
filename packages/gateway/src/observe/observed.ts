import type { DeliveryStats } from './delivery-stats.ts';
import type { HttpStats } from './http-stats.ts';
import type { IdentityStats } from './identity-stats.ts';
import type { IngestStats } from './ingest-stats.ts';
import type { SeriesStats } from './series-stats.ts';
import type { SessionStats } from './session-stats.ts';

/** What is as it is at the moment of asking. */
export interface ObservedGauges {
  readonly audiences: number;
  /** Readers on their way to their audience. */
  readonly laggingReaders: number;
  /** Bytes written for readers and not yet taken by the operating system. */
  readonly unsentBytes: number;
  /** The most of them that one reader has: its mark plus one batch at most. */
  readonly unsentBytesMax: number;
  /** Values retained, over all accounts: metrics name no account. */
  readonly retainedKeys: number;
  /** Sources that promised heartbeats, by what they are. @default none */
  readonly sources?: ReadonlyMap<string, number>;
  readonly headSeq: number;
  readonly horizonSeq: number;
}

/** Everything that metrics are made of. Metrics only read it. */
export interface Observed {
  readonly delivery: DeliveryStats;
  readonly ingest: IngestStats;
  readonly sessions: SessionStats;
  /** @default no HTTP */
  readonly http?: HttpStats;
  /** @default no tokens */
  readonly identity?: IdentityStats;
  /** @default no series */
  readonly series?: SeriesStats;
  readonly gauges: () => ObservedGauges;
}
