import type { SequencedEvent, UpdateRule } from '@pitwall/model';

/** A confirmed event as delivery sees it: with its rule, and with the value of its key that it follows. */
export interface Update {
  readonly event: SequencedEvent;
  readonly rule: UpdateRule;
  /** Identity of the key over all accounts and kinds. */
  readonly unitId: string;
  /** Units of other kinds that this update ends. */
  readonly alsoEnds: readonly string[];
  /** What was retained before: the version that a delta may be taken from. */
  readonly previous: SequencedEvent | undefined;
}

/** Identity of a key over all accounts and kinds. */
export const unitIdOf = (account: string, kind: string, key: string): string => `${account}\n${kind}\n${key}`;
