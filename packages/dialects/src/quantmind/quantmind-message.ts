import type { DataOf, Kind } from '@pitwall/model';
import type { TSchema } from 'typebox';
import type { Codec } from '../wire/codec.ts';
import { messageOf, type Said } from '../wire/message.ts';
import { pageObject } from '../wire/page-object.ts';
import { constant, group, required } from '../wire/row.ts';
import { apart, type Timed } from '../wire/timed.ts';
import { isoTime } from '../wire/times.ts';

/** The field that tells when it happened; it stands among the data. */
export const timestamp = required('occurredAt', isoTime);

/** Makes a message type of the page: `{type, data}`, with the time in `data`. */
export const timedMessage = <K extends Kind, Type extends string, Schema extends TSchema>(
  kind: K,
  type: Type,
  data: Codec<Timed<K>, Schema>,
) =>
  messageOf({
    dialect: 'quantmind',
    type,
    kind,
    page: pageObject<Said<K>>()({ type: constant(type), data: group(apart(data)) }),
  });

/** Makes a message type whose page has no time: it happened when it came in. */
export const untimedMessage = <K extends Kind, Type extends string, Schema extends TSchema>(
  kind: K,
  type: Type,
  data: Codec<DataOf<K>, Schema>,
) =>
  messageOf({
    dialect: 'quantmind',
    type,
    kind,
    page: pageObject<Said<K>>()({ type: constant(type), data: required('data', data) }),
  });
