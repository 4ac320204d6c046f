/**
 * Checks that something is a message of the titan page: a `type`, a `timestamp` in milliseconds, and `data`. Throws with the
 * page's own words when it is none, and returns true otherwise.
 */
export const validateMessage = (message: {
  readonly type?: unknown;
  readonly timestamp?: unknown;
  readonly data?: unknown;
}): boolean => {
  if (!isThere(message.type) || !isThere(message.timestamp)) throw new TypeError('Invalid message format');
  if (typeof message.timestamp !== 'number') throw new TypeError('Invalid timestamp');
  if (typeof message.data !== 'object' || message.data === null) throw new TypeError('Invalid message data');
  return true;
};

/** The page takes a time of 0 and an empty type for missing ones. */
const isThere = (value: unknown): boolean => value !== undefined && value !== null && value !== '' && value !== 0;
