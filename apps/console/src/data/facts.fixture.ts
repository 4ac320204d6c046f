import type { DataOf, FactOf, Kind } from './fact.ts';

/** A fact of a kind with what a test cares about; the rest is as any other. */
export const factOf = <K extends Kind>(kind: K, data: DataOf<K>, more: Partial<FactOf<K>> = {}): FactOf<K> => ({
  kind,
  key: kind,
  account: 'main',
  source: 'engine',
  occurredAt: 1_000,
  receivedAt: 1_002,
  arrivedAt: 1_005,
  seq: 'e.1',
  isSnapshot: false,
  data,
  ...more,
});
