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

/**
 * The cursor behind an event of the first of some histories. Of an owed one it is the least that is owed, so that it goes back:
 * who is cut off amid it would otherwise come back behind the rest, and lose that unseen. What it heard of other topics since
 * then it is told once more. `undefined` for a courtesy, which moves nothing.
 */
export const cursorAmid = ([first, ...rest]: readonly History[], seq: number): number | undefined =>
  first?.owed === true
    ? Math.min(seq, ...rest.flatMap(({ from }) => ('afterSeq' in from ? [from.afterSeq] : [])))
    : undefined;
