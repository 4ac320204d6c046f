import type { DataOf, Kind } from '@pitwall/model';
import type { TSchema } from 'typebox';
import type { Codec } from '../wire/codec.ts';
import { messageOf, type Said } from '../wire/message.ts';
import { pageObject } from '../wire/page-object.ts';
import { constant, required } from '../wire/row.ts';
import { isoTime } from '../wire/times.ts';

/** When the fact happened; it stands beside the data. */
export const timestamp = required('occurredAt', isoTime);

/** Makes a message type of the page: `{type, timestamp, data}`. */
export const carryMessage = <K extends Kind, Type extends string, Schema extends TSchema>(
  kind: K,
  type: Type,
  data: Codec<DataOf<K>, Schema>,
) =>
  messageOf({
    dialect: 'carry',
    type,
    kind,
    page: pageObject<Said<K>>()({ type: constant(type), timestamp, data: required('data', data) }),
  });
