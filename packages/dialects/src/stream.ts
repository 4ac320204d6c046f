import type { DurationMs } from '@pitwall/model';

/**
 * A stream that a client asks for, in words of no dialect. A session may hear several at once, each with a beginning and a
 * form of its own; a dialect whose subscription starts with `streams` asks for them.
 */
export interface StreamWish {
  /** What is heard: topics of the dialect. */
  readonly topics: readonly string[];
  /** Only these accounts of those that the session may see. @default all of them */
  readonly accounts?: readonly string[];
  /** Goes on after this cursor. @default from now on */
  readonly since?: string;
  /** Whether present states come first. Without them nothing is said of a key until it changes. */
  readonly snapshot: boolean;
  /** Least time between two `latest` messages of one key; a view's own interval holds where it is longer. @default the view's */
  readonly minIntervalMs?: DurationMs;
  /** `latest` messages as changes against the last one of their key. */
  readonly delta: boolean;
  /** A JSON array of messages a frame. */
  readonly batch: boolean;
}

/** Why a stream could not go on after its cursor. */
export type GapReason =
  /** Retention took what came after it. */
  | 'expired'
  /** It is of another history of the log. */
  | 'other-epoch'
  /** It lies after the newest event: the log was cut back. */
  | 'ahead'
  /** It is no cursor. */
  | 'unreadable';

/** Where a stream stands. */
export interface StreamPosition {
  readonly stream: string;
  /** Cursor: each `every` update of the stream up to here was written. */
  readonly through: string;
  /** `seq` of the last event, delta or snapshot that was written; the next one has it as `prev`. */
  readonly last: string;
}
