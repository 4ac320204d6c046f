import type { SequencedEvent } from '@pitwall/model';
import type { EventLog, LogFilter, LogPage } from './event-log.ts';
import type { EventRing } from './event-ring.ts';

const matches = (event: SequencedEvent, filter: LogFilter | undefined): boolean =>
  (filter?.accounts === undefined || filter.accounts.includes(event.account)) &&
  (filter?.kinds === undefined || filter.kinds.includes(event.kind));

/** Reads a page out of memory; `undefined` when the ring does not reach back so far. */
export const readRing = (ring: EventRing, request: Parameters<EventLog['read']>[0]): LogPage | undefined => {
  const { afterSeq, limit, filter } = request;
  const found = ring.after(afterSeq);
  if (found === undefined) return undefined;
  const events: SequencedEvent[] = [];
  for (const event of found) {
    if (!matches(event, filter)) continue;
    events.push(event);
    if (events.length >= limit) return { events, through: event.seq };
  }
  return { events, through: Math.max(afterSeq, ring.headSeq) };
};
