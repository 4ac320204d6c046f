import { createHash } from 'node:crypto';
import { parseCursor, PitwallError } from '@pitwall/model';
import type { Hearing } from '../delivery/hearing.ts';

/** Where a poll stands: what it has of both sorts of updates. */
export interface PollPosition {
  /** It has each `every` update up to here. */
  readonly everySeq: number;
  /** It has the state of each key whose version is up to here; `undefined`: none, or none that we know of. */
  readonly statesThroughSeq: number | undefined;
}

/** A poll's cursor as it was read. */
export interface PollCursor extends PollPosition {
  readonly epoch: string;
  /** Names what was heard: states of other topics and accounts are not had. */
  readonly scope: string | undefined;
}

const pattern = /^(.+?\.[0-9]{1,16})(?:\.([0-9]{1,16})\.([0-9a-f]{8}))?$/;

/** Names what a hearing includes, in few characters. */
export const scopeOf = ({ dialect, accounts, topics }: Hearing): string => {
  const named = accounts === '*' ? '*' : accounts.toSorted();
  const identity = JSON.stringify([dialect.name, named, [...topics].toSorted()]);
  return createHash('sha256').update(identity).digest('hex').slice(0, 8);
};

/**
 * The text of a poll's cursor: `<epoch>.<seq>` as everywhere, which speaks of `every` updates alone, and behind it
 * through which version states are had, and of what. Without that part a resume gives every state again.
 */
export const formatPollCursor = (epoch: string, position: PollPosition, scope: string): string => {
  const { everySeq, statesThroughSeq } = position;
  const states = statesThroughSeq === undefined ? '' : `.${statesThroughSeq}.${scope}`;
  return `${epoch}.${everySeq}${states}`;
};

/** Reads a poll's cursor, or one of a WebSocket message. Throws `INVALID_CURSOR` when the text is neither. */
export const parsePollCursor = (text: string): PollCursor => {
  const match = pattern.exec(text);
  const head = match?.[1];
  if (head === undefined) throw new PitwallError('INVALID_CURSOR', `"${text.slice(0, 80)}" is not a cursor`);
  const { epoch, seq } = parseCursor(head);
  const states = match?.[2] === undefined ? undefined : Number(match[2]);
  if (states !== undefined && !Number.isSafeInteger(states)) {
    throw new PitwallError('INVALID_CURSOR', `"${text.slice(0, 80)}" is not a cursor`);
  }
  return { epoch, everySeq: seq, statesThroughSeq: states, scope: match?.[3] };
};
