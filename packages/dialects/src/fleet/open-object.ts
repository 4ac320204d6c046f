import type { JsonObject } from '@pitwall/model';
import type { TSchema } from 'typebox';
import type { Codec } from '../wire/codec.ts';
import { isJsonObject } from '../wire/page-object.ts';

/** Data with a place of its own for fields that the page does not name. */
interface Open {
  readonly other?: JsonObject;
}

/**
 * An object to which publishers add fields of their own, such as further indicators: the model has a place for them, so
 * every dialect sees them.
 */
export const openObject = <Data extends Open, Schema extends TSchema>(
  named: Codec<Data, Schema>,
): Codec<Data, Schema> => ({
  schema: named.schema,
  expected: named.expected,
  read: (wire) => {
    const other = named.rest?.(wire);
    return isJsonObject(other) ? { ...named.read(wire), other } : named.read(wire);
  },
  write: (value) => named.write(value, value.other),
  ...(named.problems === undefined ? {} : { problems: named.problems }),
});
