import { PitwallError } from './errors.ts';

/**
 * A position in one history of the log. It means: each `every` update up to `seq` was sent; it says nothing of states.
 * Its text is `<epoch>.<seq>`.
 */
export interface Cursor {
  /** Names one trustworthy history of the log. */
  readonly epoch: string;
  readonly seq: number;
}

const cursorPattern = /^([A-Za-z0-9_-]{1,64})\.([0-9]{1,16})$/;

/** The text of a cursor. */
export const formatCursor = (cursor: Cursor): string => `${cursor.epoch}.${cursor.seq}`;

/** Reads a cursor. Throws `INVALID_CURSOR` when the text is none. */
export const parseCursor = (text: string): Cursor => {
  const match = cursorPattern.exec(text);
  const epoch = match?.[1];
  const seq = Number(match?.[2]);
  if (epoch === undefined || !Number.isSafeInteger(seq)) {
    throw new PitwallError('INVALID_CURSOR', `"${text.slice(0, 80)}" is not a cursor`);
  }
  return { epoch, seq };
};
