import { completeEvent } from '@pitwall/model';
import type { EventDraft, SequencedEvent } from '@pitwall/model';

/** A fact with its place, as a log gives it. */
export const sequenced = (
  seq: number,
  of: { readonly account?: string; readonly receivedAt?: number; readonly draft?: EventDraft } = {},
): SequencedEvent => {
  const { account = 'demo', receivedAt = 1_700_000_000_000 } = of;
  const draft = of.draft ?? { kind: 'equity', data: { equity: seq } };
  const event = completeEvent(draft, { account, source: 'test', receivedAt });
  return { ...event, seq, receivedAt, publisher: 'test' };
};
