import type { Kind, SequencedEvent, SequencedOf, TimeMs } from '@pitwall/model';
import type { JsonObject } from './json.ts';

/**
 * Why a fact is said: `live` as it happens; `replay` because the reader missed it; `snapshot` as the present value of
 * its key; `repeat` because its view says it again at an interval.
 */
export type Occasion = 'live' | 'replay' | 'snapshot' | 'repeat';

/** What an encoder may know beside the facts. */
export interface EncodeContext {
  readonly occasion: Occasion;
  /** Wall clock, for messages that carry the time of sending. */
  readonly nowMs: TimeMs;
  /** For a collected list: when the last fact that ended did. Absent: none did. */
  readonly endedAtMs?: TimeMs;
}

/** What each and collected views have in common. */
interface ViewPacing {
  /**
   * Least time between two `latest` messages of one unit.
   * @default 20 ms: a console paints at most 50 times a second.
   */
  readonly intervalMs?: number;
  /** Says the present value again so long after its last repetition, changed or not. @default never */
  readonly repeatEveryMs?: number;
  /** Repeats only for readers of deltas, who need a whole object now and then. @default false */
  readonly repeatOnlyDeltas?: boolean;
  /** Whether two messages in a row say the same, so that the second is not sent. Only `latest` messages are asked about. */
  readonly sameAs?: (sent: JsonObject, next: JsonObject) => boolean;
}

/** A view in which each fact is a message of its own; facts of one key replace one another. */
export interface EachView<K extends Kind> extends ViewPacing {
  readonly mode: 'each';
  /** Words for the fact, or `undefined` when a required field cannot be had (counted `untranslatable`; ruling 18). */
  readonly encode: (event: SequencedOf<K>, context: EncodeContext) => JsonObject | undefined;
  /**
   * What changed between two whole messages of one key, for readers who asked for deltas: identifying fields and changed
   * ones, a removed field as null. Absent: always whole.
   */
  readonly delta?: (sent: JsonObject, next: JsonObject) => JsonObject;
}

/** A view in which all retained facts of a kind and account are one message. */
export interface CollectView<K extends Kind> extends ViewPacing {
  readonly mode: 'collect';
  /** The topic of the list; an empty list has no fact to ask. */
  readonly topic: string;
  /**
   * Words for the whole list, which may be empty, in order of key. `undefined` when there are none.
   * Facts that lack a required field are left out by the view.
   */
  readonly encode: (events: readonly SequencedOf<K>[], context: EncodeContext) => JsonObject | undefined;
  /** Whether the view has words for a fact; one that it leaves out is counted `untranslatable`. @default it has for all */
  readonly canSay?: (event: SequencedOf<K>) => boolean;
  /**
   * Whether a first change waits for its interval too (`trailing`), so that a list is said once when it has settled.
   * @default 'leading'
   */
  readonly edge?: 'leading' | 'trailing';
}

/** How a dialect says a kind. */
export type ViewOf<K extends Kind> = EachView<K> | CollectView<K>;

/** The views of a dialect, in the order in which snapshots are sent; a kind without one has no words in it. */
export type Views = { readonly [K in Kind]?: ViewOf<K> };

/** Which facts of a dialect's kinds belong to a topic. */
export type TopicsOf = (event: SequencedEvent) => readonly string[];
