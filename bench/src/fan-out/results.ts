import type { IdleMemory } from './idle-memory.ts';
import type { LatencyCell } from './latency.ts';
import type { Throughput } from './throughput.ts';

/** What a run has measured; what was not asked for is absent. */
export interface FanOutResults {
  /** Which load client counted. */
  readonly client: string;
  /** Length of a window. */
  readonly seconds: number;
  readonly throughput?: Throughput;
  readonly latency?: readonly LatencyCell[];
  readonly idleMemory?: readonly IdleMemory[];
}
