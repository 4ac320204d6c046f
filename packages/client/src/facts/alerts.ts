// Made from the kinds of the model by facts.test.ts: `vitest run packages/client/src/facts -u` writes it anew.
import type { OpenWord } from './vocabulary.ts';

/** Something that a person should look at. */
export interface AlertData {
  readonly alertId: string;
  readonly severity: OpenWord<'info' | 'warning' | 'error' | 'critical'>;
  readonly title?: string;
  readonly message?: string;
  readonly category?: OpenWord<'risk'>;
  readonly botId?: string;
  /** Exchange. */
  readonly platform?: string;
  readonly actionRequired?: boolean;
  /** When it was raised, where that is told apart from the report. Unit: ms. */
  readonly raisedAt?: number;
}
