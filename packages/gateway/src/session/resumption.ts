import { parseCursor } from '@pitwall/model';
import type { Cursor } from '@pitwall/model';
import type { GapReason } from '@pitwall/dialects';
import type { Delivery } from '../delivery/delivery.ts';
import type { Hearing } from '../delivery/hearing.ts';

/** Where a returning client goes on, and whether that is where it left. */
export interface Resumption {
  /** Every `every` update after its cursor will come. Otherwise it starts from a snapshot. */
  readonly recovered: boolean;
  readonly cursor: Cursor;
  /** Why it cannot go on where it left. @default it can, or left nowhere */
  readonly gap?: GapReason;
}

/** What a poll's cursor has behind `<epoch>.<seq>`: which states it has, which a socket is given anew. */
const pollStates = /\.[0-9]{1,16}\.[0-9a-f]{8}$/;

const read = (since: string): Cursor | undefined => {
  try {
    return parseCursor(since.replace(pollStates, ''));
  } catch {
    return undefined;
  }
};

/** The cursor after which all will come, or why it will not. */
const judged = (since: string, hearing: Hearing, delivery: Delivery): Cursor | GapReason => {
  const cursor = read(since);
  // What is no cursor cannot be honoured, and the answer says so; the client still gets its snapshot.
  if (cursor === undefined) return 'unreadable';
  if (cursor.epoch !== delivery.epoch) return 'other-epoch';
  if (cursor.seq > delivery.headSeq) return 'ahead';
  // Where nothing of its accounts came since, it lacks nothing, however far retention went on.
  const lacksNothing = cursor.seq >= delivery.positionSeq(hearing);
  return lacksNothing || delivery.honours(cursor.seq) ? cursor : 'expired';
};

/** Decides whether the log can go on after a client's cursor (ruling 6): never a silent gap. */
export const resumptionFrom = (since: string | undefined, hearing: Hearing, delivery: Delivery): Resumption => {
  const after = since === undefined ? undefined : judged(since, hearing, delivery);
  if (typeof after === 'object') return { recovered: true, cursor: after };
  const cursor = { epoch: delivery.epoch, seq: delivery.positionSeq(hearing) };
  return { recovered: false, cursor, ...(after === undefined ? {} : { gap: after }) };
};
