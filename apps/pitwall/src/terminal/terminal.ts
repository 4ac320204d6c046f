import type { Colors } from 'picocolors/types.js';

/** What a command says to the person who runs it. */
export interface Terminal {
  /** Writes a line to standard output: what was asked for. */
  say(line: string): void;
  /** Writes a line to standard error: progress and trouble, so that output stays clean in a pipe. */
  note(line: string): void;
  /** Colours of standard output, or functions that leave text as it is. */
  readonly colors: Colors;
  /** Whether a person watches standard error, so that a line may be drawn over. */
  readonly live: boolean;
}
