// Made from the kinds of the model by facts.test.ts: `vitest run packages/client/src/facts -u` writes it anew.
import type { Amount, JsonObject, OpenWord } from './vocabulary.ts';

/** A long job: queued, running with progress, completed or failed. */
export interface TaskData {
  readonly taskId: string;
  readonly status: OpenWord<'queued' | 'running' | 'completed' | 'failed'>;
  readonly taskType?: OpenWord<
    'bodyguard_check' | 'learning_run' | 'bot_evolution' | 'insights_generation' | 'prediction' | 'profit_reinvestment'
  >;
  /** Unit: ratio. */
  readonly progressRatio?: Amount;
  /** Depends on the type of task; goes out as it came in. */
  readonly result?: JsonObject;
  /** Unit: ms. */
  readonly startedAt?: number;
  /** Unit: ms. */
  readonly completedAt?: number;
}
