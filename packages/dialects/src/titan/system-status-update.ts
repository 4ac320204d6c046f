import type { DataOf } from '@pitwall/model';
import { pageObject } from '../wire/page-object.ts';
import { freeObject } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import { sameWords } from '../wire/words.ts';
import { titanMessage } from './titan-message.ts';

const status = sameWords(['connected', 'disconnected', 'reconnecting', 'degraded', 'error']);

const data = pageObject<DataOf<'component-status'>>()({
  component: required('component', sameWords(['broker', 'database', 'l2_cache', 'websocket', 'heartbeat'])),
  status: required('status', status),
  previous_status: optional('previousStatus', status),
  details: optional('details', freeObject),
});

/** The status of one part of the system. */
export const systemStatusUpdate = titanMessage('component-status', 'SYSTEM_STATUS_UPDATE', data);
