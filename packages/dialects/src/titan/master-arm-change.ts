import type { DataOf } from '@pitwall/model';
import { pageObject } from '../wire/page-object.ts';
import { flag, name, text } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import { titanMessage } from './titan-message.ts';

const data = pageObject<DataOf<'master-arm'>>()({
  master_arm: required('armed', flag),
  previous_state: optional('previouslyArmed', flag),
  changed_by: optional('changedBy', name),
  reason: optional('reason', text),
  auto_disabled: optional('autoDisabled', flag),
});

/** The switch without which nothing is traded. */
export const masterArmChange = titanMessage('master-arm', 'MASTER_ARM_CHANGE', data);
