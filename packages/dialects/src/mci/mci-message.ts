import type { Kind } from '@pitwall/model';
import type { TSchema } from 'typebox';
import type { Codec } from '../wire/codec.ts';
import { messageOf, type Said } from '../wire/message.ts';
import { pageObject } from '../wire/page-object.ts';
import { constant, group, required } from '../wire/row.ts';
import { apart, type Timed } from '../wire/timed.ts';
import { timeMs } from '../wire/times.ts';

/** The field that tells when it happened; it stands among the data. */
export const timestamp = required('occurredAt', timeMs);

/** Makes a message type of the page: `{event, data}`, with the time in `data`. */
export const mciMessage = <K extends Kind, Type extends string, Schema extends TSchema>(
  kind: K,
  type: Type,
  data: Codec<Timed<K>, Schema>,
) =>
  messageOf({
    dialect: 'mci',
    type,
    kind,
    page: pageObject<Said<K>>()({ event: constant(type), data: group(apart(data)) }),
  });
