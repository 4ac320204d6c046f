import type { JsonValue, Problem } from '@pitwall/model';
import type { TSchema } from 'typebox';

/**
 * How a value of a page and a canonical value are made of each other. One codec serves both directions, so that what a
 * dialect says and what it understands cannot drift apart.
 */
export interface Codec<Canonical, Schema extends TSchema = TSchema> {
  /** What the page allows here. */
  readonly schema: Schema;
  /** The same in plain words, for problems: "expected …". */
  readonly expected: string;
  /** Hand it only what `schema` accepts. */
  readonly read: (wire: unknown) => Canonical;
  /**
   * Words for the value; `undefined` when there are none.
   * `rest` is what {@link Codec.rest} kept of the message that the value came in.
   */
  readonly write: (value: Canonical, rest: JsonValue | undefined) => JsonValue | undefined;
  /** What the canonical value has no place for, in the shape of the message; `undefined` when nothing is left. */
  readonly rest?: (wire: unknown) => JsonValue | undefined;
  /** What is wrong with a value that `schema` refuses. Absent: the value as a whole. */
  readonly problems?: (wire: unknown, path: string) => readonly Problem[];
}
