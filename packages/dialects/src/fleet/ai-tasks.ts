import type { DataOf } from '@pitwall/model';
import { amount } from '../wire/amounts.ts';
import { pageObject } from '../wire/page-object.ts';
import { freeObject, name } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import { isoTime } from '../wire/times.ts';
import { sameWords } from '../wire/words.ts';
import { fleetMessage } from './fleet-message.ts';

const taskType = sameWords([
  'bodyguard_check',
  'learning_run',
  'bot_evolution',
  'insights_generation',
  'prediction',
  'profit_reinvestment',
]);

const data = pageObject<DataOf<'task'>>()({
  task_id: required('taskId', name),
  task_type: optional('taskType', taskType),
  status: required('status', sameWords(['queued', 'running', 'completed', 'failed'])),
  progress: optional('progressRatio', amount),
  result: optional('result', freeObject),
  started_at: optional('startedAt', isoTime),
  completed_at: optional('completedAt', isoTime),
});

/** A long job of an automatic assistant. */
export const aiTasks = fleetMessage('task', 'ai_tasks', data);
