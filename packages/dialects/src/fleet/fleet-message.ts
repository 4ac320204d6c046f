import type { DataOf, Kind, TimeMs } from '@pitwall/model';
import type { TSchema } from 'typebox';
import type { Codec } from '../wire/codec.ts';
import { messageOf, type Said } from '../wire/message.ts';
import { isJsonObject, pageObject } from '../wire/page-object.ts';
import { constant, required, type Row } from '../wire/row.ts';
import { isoTime } from '../wire/times.ts';

/** Makes a message type of the page: `{type, data, ts}`, where `ts` is when the fact happened. */
export const fleetMessage = <K extends Kind, Type extends string, Schema extends TSchema>(
  kind: K,
  type: Type,
  data: Codec<DataOf<K>, Schema>,
) => enveloped(kind, type, required('data', data));

/**
 * Makes a message type whose data has a `timestamp` of its own. A fact without one happened at `ts`, and says that time
 * again as its `timestamp`: the page's client hands its listeners `data` alone.
 */
export const timedMessage = <K extends Kind, Type extends string, Schema extends TSchema>(
  kind: K,
  type: Type,
  data: Codec<DataOf<K>, Schema>,
  happenedAt: (data: DataOf<K>, occurredAt: TimeMs) => DataOf<K>,
) => {
  const row = required('data', data);
  return enveloped(kind, type, {
    ...row,
    write: (said: Said<K>, rest) =>
      said.occurredAt === undefined || saidNull(rest)
        ? row.write(said, rest)
        : row.write({ data: happenedAt(said.data, said.occurredAt) }, rest),
  });
};

const enveloped = <K extends Kind, Type extends string, Schema extends TSchema>(
  kind: K,
  type: Type,
  data: Row<Said<K>, Schema>,
) =>
  messageOf({
    dialect: 'fleet',
    type,
    kind,
    page: pageObject<Said<K>>()({ type: constant(type), data, ts: required('occurredAt', isoTime) }),
  });

/** Whether the publisher wrote `"timestamp": null`, which goes out again as it came. */
const saidNull = (rest: unknown): boolean => isJsonObject(rest) && rest['timestamp'] === null;
