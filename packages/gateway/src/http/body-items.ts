import type { PitwallError } from '@pitwall/model';

/** One item of a publishing request: a value, or why there is none. */
export type BodyItem =
  { readonly value: unknown; readonly line?: number } | { readonly error: PitwallError; readonly line?: number };

/** The items of a publishing request, in order. */
export interface BodyItems {
  readonly items: readonly BodyItem[];
  /** The body was one value, not a list: an answer's status is then that of its only item. */
  readonly single: boolean;
}

/** Bounds and time of reading a body. */
export interface BodyReading {
  readonly maxItems: number;
  /** Gives the event loop a turn, so that a big body does not hold up live readers. */
  readonly turn: () => Promise<void>;
}
