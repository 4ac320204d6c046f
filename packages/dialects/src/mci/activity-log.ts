import { pageObject } from '../wire/page-object.ts';
import { freeObject, name, text } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import type { Timed } from '../wire/timed.ts';
import { mciMessage, timestamp } from './mci-message.ts';
import { activityType, severity } from './words.ts';

const data = pageObject<Timed<'activity'>>()({
  id: required('activityId', name),
  type: required('type', activityType),
  severity: optional('severity', severity),
  message: required('message', text),
  details: optional('details', freeObject),
  timestamp,
});

/** An entry of the activity feed. */
export const activityLog = mciMessage('activity', 'activity:log', data);
