import { PitwallError } from './errors.ts';
import { sharedAccount, type EventDraft, type TelemetryEvent } from './event.ts';
import { kindRowOf } from './kind-table.ts';
import type { TimeMs } from './time.ts';

/** Longest key of a retained value. @default 256 characters: two names of the longest kind, nearly; memory holds every key. */
export const maxKeyLength = 256;

/** What ingest knows of a draft that its publisher did not say, or may not say. */
export interface Completion {
  /** Account that the publisher may write to and means; shared kinds get {@link sharedAccount} instead. */
  readonly account: string;
  /** Stands in where the draft names no source: the publisher's name. */
  readonly source: string;
  /** Stands in where the draft does not say when it happened. */
  readonly receivedAt: TimeMs;
}

/** Makes a checked draft a complete event. Throws `INVALID_EVENT` when its identity is too long to be kept. */
export const completeEvent = (draft: EventDraft, completion: Completion): TelemetryEvent => {
  const { definition } = kindRowOf(draft.kind);
  const key = definition.key(draft.data);
  if (key.length > maxKeyLength) throw keyTooLong(draft, key);
  return {
    ...draft,
    key,
    account: definition.shared ? sharedAccount : completion.account,
    source: draft.source ?? completion.source,
    occurredAt: draft.occurredAt ?? completion.receivedAt,
  };
};

const keyTooLong = (draft: EventDraft, key: string): PitwallError =>
  new PitwallError('INVALID_EVENT', `the names that identify this ${draft.kind} are ${key.length} characters long`, {
    problems: [
      {
        path: '/data',
        found: `${key.length} characters`,
        expected: `at most ${maxKeyLength} together`,
      },
    ],
  });
