import type { TSchema } from 'typebox';
import type { Row } from '../wire/row.ts';

/**
 * A field that follows exactly from others while nobody has said it. A null of its publisher stays null: whoever writes
 * that has said that there is none.
 */
export const derived = <Data, Schema extends TSchema>(
  row: Row<Data, Schema>,
  derive: (data: Data) => Data,
): Row<Data, Schema> => ({
  ...row,
  write: (data, rest) => row.write(data, rest) ?? (rest === null ? undefined : row.write(derive(data), rest)),
});
