import type { JsonValue } from '@pitwall/model';
import type { Static, TSchema } from 'typebox';
import { asAccepted } from './assertions.ts';
import type { Codec } from './codec.ts';

/** What makes the codec of a value that has no fields of its own. */
export interface ScalarParts<Canonical, Schema extends TSchema> {
  readonly schema: Schema;
  readonly expected: string;
  readonly read: (wire: Static<Schema>) => Canonical;
  readonly write: (value: Canonical) => JsonValue | undefined;
}

/** Makes a codec of a value that has no fields of its own. */
export const scalar = <Canonical, Schema extends TSchema>({
  schema,
  expected,
  read,
  write,
}: ScalarParts<Canonical, Schema>): Codec<Canonical, Schema> => ({
  schema,
  expected,
  read: (wire) => read(asAccepted<Schema>(wire)),
  write,
});

/** Makes a codec of a value that is the same on the page and in the model. */
export const same = <Schema extends TSchema>(
  schema: Schema,
  expected: string,
): Codec<Static<Schema> & JsonValue, Schema> => ({
  schema,
  expected,
  read: (wire) => asAccepted<Schema>(wire),
  write: (value) => value,
});
