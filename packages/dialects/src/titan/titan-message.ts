import type { DataOf, Kind } from '@pitwall/model';
import type { TSchema } from 'typebox';
import type { Codec } from '../wire/codec.ts';
import { messageOf, type Said } from '../wire/message.ts';
import { pageObject } from '../wire/page-object.ts';
import { constant, required } from '../wire/row.ts';
import { saidAtMs } from '../wire/times.ts';

/** Makes a message type of the page: `{type, timestamp, data}`, where `timestamp` is when the fact happened. */
export const titanMessage = <K extends Kind, Type extends string, Schema extends TSchema>(
  kind: K,
  type: Type,
  data: Codec<DataOf<K>, Schema>,
) =>
  messageOf({
    dialect: 'titan',
    type,
    kind,
    page: pageObject<Said<K>>()({
      type: constant(type),
      timestamp: required('occurredAt', saidAtMs),
      data: required('data', data),
    }),
  });
