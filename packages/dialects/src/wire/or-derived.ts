import type { JsonValue } from '@pitwall/model';
import type { TSchema } from 'typebox';
import type { Row } from './row.ts';

/**
 * A field that is made of others, by a formula that is exact, where its publisher did not say it. A null that the
 * publisher wrote stays: who says that a figure is unknown is not contradicted.
 */
export const orDerived = <Part, Data extends Part, Schema extends TSchema>(
  row: Row<Part, Schema>,
  derive: (data: Data) => Part | undefined,
) => ({
  ...row,
  write: (data: Data, rest: JsonValue | undefined): JsonValue | undefined => {
    const said = row.write(data, rest);
    if (said !== undefined || rest === null) return said;
    const derived = derive(data);
    return derived === undefined ? undefined : row.write(derived, rest);
  },
});
