import { IdOf, TextOf } from '../fields.ts';
import { FreeJsonOf } from '../free-json.ts';
import { defineKind, everyNone } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';

/** An entry of the activity feed. */
export const activity = defineKind({
  kind: 'activity',
  channel: 'activity',
  description: 'An entry of the activity feed, in words for people.',
  identity: 'activity id',
  shared: false,
  schema: Shape({
    activityId: IdOf(),
    type: OpenEnum(['order_placed', 'order_filled', 'position_opened', 'position_closed', 'system', 'error']),
    severity: Maybe(OpenEnum(['info', 'warning', 'error'])),
    message: TextOf(),
    details: Maybe(FreeJsonOf('Goes out as it came in.')),
  }),
  key: (data) => data.activityId,
  update: (data) => data.type,
  updates: { other: everyNone },
});
