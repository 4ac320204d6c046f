import type { DataOf, Kind, TimeMs } from '@pitwall/model';
import type { TSchema } from 'typebox';
import { asData } from './assertions.ts';
import type { Codec } from './codec.ts';
import type { Said } from './message.ts';

/** A kind's data with the time beside it, for pages that have the time among the data. */
export type Timed<K extends Kind> = DataOf<K> & { readonly occurredAt: TimeMs };

/** Takes time and data apart, which the page has in one object. */
export const apart = <K extends Kind, Schema extends TSchema>(
  data: Codec<Timed<K>, Schema>,
): Codec<Said<K>, Schema> => ({
  ...data,
  read: (wire) => {
    const { occurredAt, ...rest } = data.read(wire);
    return { occurredAt, data: asData<K>(rest) };
  },
  write: (said, rest) =>
    said.occurredAt === undefined ? undefined : data.write({ ...said.data, occurredAt: said.occurredAt }, rest),
});
