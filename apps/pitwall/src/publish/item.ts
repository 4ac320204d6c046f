/** One value to publish, as text: nothing is parsed that need not be, so that numbers keep their digits. */
export interface Item {
  /** JSON in one line. */
  readonly text: string;
  /** Where it begins in the file, from 1. */
  readonly line: number;
}

/** Largest single value; the gateway takes no larger body anyway. */
export const maxItemBytes = 8 * 1024 * 1024;
