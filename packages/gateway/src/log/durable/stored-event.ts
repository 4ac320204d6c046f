import { isKind, PitwallError } from '@pitwall/model';
import type { SequencedEvent } from '@pitwall/model';
import type { ReceivedEvent } from '../event-log.ts';

/** An event as a file holds it. */
export interface StoredEvent {
  readonly seq: number;
  /** What {@link encodeEvent} made. */
  readonly body: string;
}

/** The words under which a file holds an event; its place is beside them. */
export const encodeEvent = (event: ReceivedEvent): string => JSON.stringify(event);

/**
 * An event out of its words. They were checked when the event came in and are guarded by the file's own integrity, so only
 * what a newer Pitwall may have written is looked for.
 */
export const decodeEvent = ({ seq, body }: StoredEvent): SequencedEvent => {
  const event = JSON.parse(body) as Omit<SequencedEvent, 'seq'>;
  if (isKind(event.kind)) return { ...event, seq } as SequencedEvent;
  const what = `The log holds an event of the kind "${String(event.kind)}", which this version does not know`;
  throw new PitwallError('LOG_UNUSABLE', `${what}: a newer Pitwall has written it`);
};
