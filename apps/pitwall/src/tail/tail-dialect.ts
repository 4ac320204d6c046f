import type { Colors } from 'picocolors/types.js';
import type { Fields } from '../terminal/json-fields.ts';

/** A message in the words of a terminal. */
export interface TailLine {
  /** When it happened; absent: now. */
  readonly timeMs?: number;
  /** What it is, in one word. */
  readonly label: string;
  /** The rest of the line. */
  readonly text: string;
}

/** How one dialect is watched at a terminal. */
export interface TailDialect {
  readonly name: string;
  /** Paths that speak nothing else, by which the dialect is known from an address. */
  readonly paths: readonly string[];
  /** Topics that are subscribed to when none are named; none where everything comes by itself. */
  readonly defaultTopics: readonly string[];
  /** Query parameter that lists topics at connect, where there is one. */
  readonly topicsParameter?: string;
  /** The frames that subscribe, with the last cursor seen where `cursorOf` tells it. */
  readonly subscribe: (topics: readonly string[], since?: string) => readonly string[];
  /**
   * The cursor of a message, for dialects in which each subscription goes on from where it says by itself.
   * @default that of the additive cursors, from which the URL goes on
   */
  readonly cursorOf?: (message: Fields) => string | undefined;
  /** A message as a line. Anything may stand in it: it came from a network. */
  readonly line: (message: Fields, colors: Colors) => TailLine;
}
