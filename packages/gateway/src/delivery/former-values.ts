import type { SequencedEvent } from '@pitwall/model';
import { eventBytes } from '../log/event-bytes.ts';
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

/** Bounds of former values. */
export interface FormerValuesOptions {
  /**
   * Memory of the values that changed their symbol earlier than the tail reaches back; the oldest make room. A reader of
   * symbols that lags beyond that shows such a value until it asks for present values again.
   * @default 16 MiB: some 20,000 changes of a symbol, where nearly always there are none
   */
  readonly formerBytes: number;
}

/** How far back updates are of use to readers that catch up. */
export interface FormerReach {
  /** No reader is given updates up to here any more. */
  readonly logHorizonSeq: number;
  /** Updates after this one are in the tail, and their former values are kept in any case. */
  readonly tailHorizonSeq: number;
}

interface Kept {
  readonly former: SequencedEvent;
  readonly bytes: number;
}

/**
 * Former values of the updates that readers may still be given when they catch up, from the tail or from the log; nearly
 * always none.
 */
export class FormerValues {
  readonly #options: FormerValuesOptions;
  /** The oldest first. */
  readonly #bySeq = new Map<number, Kept>();
  #bytes = 0;

  constructor(options: FormerValuesOptions) {
    this.#options = options;
  }

  /** Notes the next update. */
  note(update: Update, { logHorizonSeq, tailHorizonSeq }: FormerReach): void {
    const former = formerOf(update);
    if (former !== undefined) {
      const bytes = eventBytes(former);
      this.#bySeq.set(update.event.seq, { former, bytes });
      this.#bytes += bytes;
    }
    if (this.#bySeq.size === 0) return;
    for (const [seq, { bytes }] of this.#bySeq) {
      const isOfUse = seq > logHorizonSeq && this.#bytes <= this.#options.formerBytes;
      if (isOfUse || seq > tailHorizonSeq) return;
      this.#bySeq.delete(seq);
      this.#bytes -= bytes;
    }
  }

  /** The former value of the update with this seq. */
  of(seq: number): SequencedEvent | undefined {
    return this.#bySeq.get(seq)?.former;
  }
}
