import { parseCursor } from '@pitwall/model';
import type { Cursor } from '@pitwall/model';
import type { Delivery } from '../delivery/delivery.ts';
import type { Hearing } from '../delivery/hearing.ts';

/** Where a returning client goes on, and whether that is where it left. */
export interface Resumption {
  /** Every `every` update after its cursor will come. Otherwise it starts from a snapshot. */
  readonly recovered: boolean;
  readonly cursor: Cursor;
}

/** What a poll's cursor has behind `<epoch>.<seq>`: which states it has, which a socket is given anew. */
const pollStates = /\.[0-9]{1,16}\.[0-9a-f]{8}$/;

const honoured = (since: string, hearing: Hearing, delivery: Delivery): Cursor | undefined => {
  try {
    const cursor = parseCursor(since.replace(pollStates, ''));
    if (cursor.epoch !== delivery.epoch || cursor.seq > delivery.headSeq) return undefined;
    // Where nothing of its accounts came since, it lacks nothing, however far retention went on.
    const lacksNothing = cursor.seq >= delivery.positionSeq(hearing);
    return lacksNothing || delivery.honours(cursor.seq) ? cursor : undefined;
  } catch {
    // What is no cursor cannot be honoured, and the answer says so; the client still gets its snapshot.
    return undefined;
  }
};

/** Decides whether the log can go on after a client's cursor (ruling 6): never a silent gap. */
export const resumptionFrom = (since: string | undefined, hearing: Hearing, delivery: Delivery): Resumption => {
  const cursor = since === undefined ? undefined : honoured(since, hearing, delivery);
  if (cursor !== undefined) return { recovered: true, cursor };
  return { recovered: false, cursor: { epoch: delivery.epoch, seq: delivery.positionSeq(hearing) } };
};
