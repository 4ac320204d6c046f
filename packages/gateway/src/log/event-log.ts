import type { Kind, SequencedEvent, TelemetryEvent, TimeMs } from '@pitwall/model';

/** A checked event with what ingest knows of its coming in; the log adds its place. */
export type ReceivedEvent = TelemetryEvent & {
  readonly receivedAt: TimeMs;
  readonly publisher: string;
};

/** Which events a reader of the log wants. An absent condition is none. */
export interface LogFilter {
  readonly accounts?: readonly string[];
  readonly kinds?: readonly Kind[];
}

/** A stretch of the log. */
export interface LogPage {
  /** Matching events in order of seq. */
  readonly events: readonly SequencedEvent[];
  /** Everything that matches up to here was returned: continue after it. */
  readonly through: number;
}

/**
 * The ordered history of everything published.
 *
 * - `append` confirms when the batch is as durable as the log promises. Batches get seqs in the order of the calls,
 *   also while earlier ones are still being written; confirmations may come in any order.
 * - `follow` hears each confirmed event exactly once and in order of seq, whatever order confirmations came in, and
 *   never inside a call of `append`.
 */
export interface EventLog {
  /** Names this history. Cursors of another epoch mean nothing here. */
  readonly epoch: string;
  /** The highest seq that followers have heard; 0 when there is none. */
  headSeq(): number;
  /** Events up to this seq are gone: a reader's cursor must not be before it. 0 while all are there. */
  horizonSeq(): number;
  /**
   * Appends a batch whole or not at all and resolves with its events in their places.
   * Rejects with `OVERLOADED` when too much waits to be written, `SHUTTING_DOWN` after `close`.
   */
  append(batch: readonly ReceivedEvent[]): Promise<readonly SequencedEvent[]>;
  /**
   * Reads up to `limit` matching events after a seq, at most up to the head.
   * Rejects with `CURSOR_EXPIRED` when `afterSeq` is before the horizon.
   */
  read(request: { readonly afterSeq: number; readonly limit: number; readonly filter?: LogFilter }): Promise<LogPage>;
  /** The highest seq received before a moment, or the horizon: where a reader starts who wants everything since then. */
  seqBefore(time: TimeMs): Promise<number>;
  /**
   * Events from before the horizon that state still rests on, in pages and in order of seq: for each key that had a value
   * there, the one that set it. A fold begins with them. @default none: nothing was there before this process
   */
  kept?(): AsyncIterable<readonly SequencedEvent[]>;
  /** Hears what is confirmed from now on. Returns the way to stop. */
  follow(hear: (events: readonly SequencedEvent[]) => void): () => void;
  /** Writes what was accepted, then refuses more. */
  close(): Promise<void>;
}
