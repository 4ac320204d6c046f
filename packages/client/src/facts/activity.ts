// Made from the kinds of the model by facts.test.ts: `vitest run packages/client/src/facts -u` writes it anew.
import type { JsonObject, OpenWord } from './vocabulary.ts';

/** An entry of the activity feed, in words for people. */
export interface ActivityData {
  readonly activityId: string;
  readonly type: OpenWord<'order_placed' | 'order_filled' | 'position_opened' | 'position_closed' | 'system' | 'error'>;
  readonly severity?: OpenWord<'info' | 'warning' | 'error'>;
  readonly message: string;
  /** Goes out as it came in. */
  readonly details?: JsonObject;
}
