import type { SequencedEvent } from '@pitwall/model';
import type { Update } from '../state/update.ts';

const symbolOf = ({ data }: SequencedEvent): unknown => ('symbol' in data ? data.symbol : undefined);

/**
 * The value that an update takes out of sight of whoever hears its symbol alone: the key is about another one now. Told of
 * the update, such a reader knows that its value is one no more; else it would hold it for ever.
 */
export const formerOf = ({ event, previous }: Pick<Update, 'event' | 'previous'>): SequencedEvent | undefined => {
  if (previous === undefined) return undefined;
  const symbol = symbolOf(event);
  // What names no symbol is heard whatever symbols are asked for.
  return symbol === undefined || symbol === symbolOf(previous) ? undefined : previous;
};

/** Former values of the updates in the tail, for readers that catch up; nearly always none. */
export class FormerValues {
  readonly #bySeq = new Map<number, SequencedEvent>();

  /** Notes the next update; what is no further than `horizonSeq` is in the tail no more. */
  note(update: Update, horizonSeq: number): void {
    const former = formerOf(update);
    if (former !== undefined) this.#bySeq.set(update.event.seq, former);
    if (this.#bySeq.size === 0) return;
    for (const seq of this.#bySeq.keys()) {
      if (seq > horizonSeq) return;
      this.#bySeq.delete(seq);
    }
  }

  /** The former value of the update with this seq. */
  of(seq: number): SequencedEvent | undefined {
    return this.#bySeq.get(seq);
  }
}
