/** The history of the log that a cursor or `seq` is of: what stands before its last point. */
const epochOf = (cursor: string): string => cursor.slice(0, cursor.lastIndexOf('.'));

/** The number in a cursor or `seq`. */
export const numberOf = (cursor: string): number => Number(cursor.slice(cursor.lastIndexOf('.') + 1));

/** Whether a cursor lies after another one of the same history. Of another history it always does: that one is over. */
export const isAfter = (cursor: string, other: string): boolean =>
  epochOf(cursor) !== epochOf(other) || numberOf(cursor) > numberOf(other);
