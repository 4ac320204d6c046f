import { PitwallError } from '@pitwall/model';

/** Result codes of SQLite that mean something to us; the lower eight bits of what it gives. */
const resultCodes = { busy: 5, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 } as const;

type Result = keyof typeof resultCodes;

/** Whether SQLite failed of a certain thing. */
export const isSqlite = (thrown: unknown, ...results: readonly Result[]): boolean => {
  if (!(thrown instanceof Error) || !('errcode' in thrown) || typeof thrown.errcode !== 'number') return false;
  const code = thrown.errcode & 0xff;
  return results.some((result) => resultCodes[result] === code);
};

const isOutOfRoom = (thrown: unknown): boolean =>
  isSqlite(thrown, 'full') ||
  (thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOSPC' || thrown.code === 'EDQUOT'));

/** What a failed write is to its publisher: a full disk may have room later, anything else ends the log. */
export const writeError = (thrown: unknown): unknown =>
  isOutOfRoom(thrown)
    ? new PitwallError('LOG_FULL', 'The disk of the log is full; nothing of the batch was written', { cause: thrown })
    : thrown;

/** Why a directory could not be opened, in words. */
export const whyNotOpened = (thrown: unknown): string => {
  if (isOutOfRoom(thrown)) return 'its disk is full; make room and start again';
  return thrown instanceof Error ? thrown.message : String(thrown);
};

/** Refuses a directory for good, in words for whoever has to look at it. */
export const unusable = (path: string, why: string, cause?: unknown): PitwallError =>
  new PitwallError('LOG_UNUSABLE', `The log in ${path} cannot be used: ${why}`, { cause });
