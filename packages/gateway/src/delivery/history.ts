import type { SequencedEvent } from '@pitwall/model';

/** Past `every` updates that a reader is given beside what comes after its cursor. */
export interface History {
  readonly topics: ReadonlySet<string>;
  /** Where they begin: after a seq, or with those received since a moment. */
  readonly from: { readonly afterSeq: number } | { readonly sinceMs: number };
  /**
   * Whether they were promised: then what retention took is an honest end of the session. Otherwise they are a courtesy,
   * and what is gone is gone.
   */
  readonly owed: boolean;
  /** Whether the reader got one of them already, through another topic. */
  readonly hadAlready: (event: SequencedEvent) => boolean;
}
