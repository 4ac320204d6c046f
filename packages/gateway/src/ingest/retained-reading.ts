import type { Kind, SequencedEvent } from '@pitwall/model';

/** What ingest asks of the state: enough for bounds and for lists that are whole. */
export interface RetainedReading {
  /** How many keys an account retains. */
  keyCount(account: string): number;
  /** The retained value of one key. */
  value(account: string, kind: Kind, key: string): SequencedEvent | undefined;
  /** Retained values of one kind. */
  values(account: string, kind: Kind): Iterable<SequencedEvent>;
}
