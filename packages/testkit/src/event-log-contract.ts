import { describe } from 'vitest';
import { testAppending } from './event-log/appending.ts';
import { testBounds } from './event-log/bounds.ts';
import { testClosing } from './event-log/closing.ts';
import { testFollowing } from './event-log/following.ts';
import { testHistory } from './event-log/history.ts';
import { testReading } from './event-log/reading.ts';
import type { EventLogException, EventLogSetup } from './event-log/rig.ts';

/** What a log declares of itself beside the promises of all. */
export interface EventLogTraits {
  /** Promises that it is excused from, each with its reason, which the report shows. @default none */
  readonly exceptions?: { readonly [exception in EventLogException]?: string };
}

/** Proves that a log keeps the promises of `EventLog`: the same suite for each of them. */
export const eventLogContract = (name: string, setup: EventLogSetup, traits: EventLogTraits = {}): void => {
  describe(`${name}, as an event log,`, () => {
    testAppending(setup);
    testFollowing(setup);
    testReading(setup);
    testBounds(setup, traits.exceptions ?? {});
    testClosing(setup);
    testHistory(setup);
  });
};
