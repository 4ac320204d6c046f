import type { DataOf } from '@pitwall/model';
import { pageObject } from '../wire/page-object.ts';
import { flag, name, text } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import { isoTime } from '../wire/times.ts';
import { sameWords } from '../wire/words.ts';
import { timedMessage } from './fleet-message.ts';

const data = pageObject<DataOf<'alert'>>()({
  id: required('alertId', name),
  severity: required('severity', sameWords(['info', 'warning', 'error', 'critical'])),
  category: optional('category', sameWords(['risk'])),
  title: optional('title', text),
  message: optional('message', text),
  bot_id: optional('botId', name),
  platform: optional('platform', name),
  action_required: optional('actionRequired', flag),
  timestamp: optional('raisedAt', isoTime),
});

/** Something that a person should look at. */
export const alerts = timedMessage('alert', 'alerts', data, (alert, occurredAt) => ({
  ...alert,
  raisedAt: alert.raisedAt ?? occurredAt,
}));
