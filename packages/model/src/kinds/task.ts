import { AmountOf } from '../amount.ts';
import { IdOf } from '../fields.ts';
import { FreeJsonOf } from '../free-json.ts';
import { defineKind, everyRemove, everySet, latestSet } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';
import { TimeMsOf } from '../time.ts';

/** A long job of an automatic assistant, from its queue to its end. */
export const task = defineKind({
  kind: 'task',
  channel: 'tasks',
  description: 'A long job: queued, running with progress, completed or failed.',
  identity: 'task id',
  shared: false,
  schema: Shape({
    taskId: IdOf(),
    status: OpenEnum(['queued', 'running', 'completed', 'failed']),
    taskType: Maybe(
      OpenEnum([
        'bodyguard_check',
        'learning_run',
        'bot_evolution',
        'insights_generation',
        'prediction',
        'profit_reinvestment',
      ]),
    ),
    progressRatio: Maybe(AmountOf('ratio')),
    result: Maybe(FreeJsonOf('Depends on the type of task; goes out as it came in.')),
    startedAt: Maybe(TimeMsOf()),
    completedAt: Maybe(TimeMsOf()),
  }),
  key: (data) => data.taskId,
  update: (data) => data.status,
  updates: { queued: everySet, running: latestSet, completed: everyRemove, failed: everyRemove, other: everySet },
});
