import type { HeldVersions } from './held-versions.ts';

/** Where a reader stood when it left its audience: enough to go on exactly there. */
export interface Departure {
  /** Every `every` update up to here was written to it. */
  readonly cursorSeq: number;
  /** Which versions of states it holds. */
  readonly held: HeldVersions;
}

/** What delivery knows of a session: somewhere to write whole frames. */
export interface Reader {
  /** Writes whole frames without waiting; `messages` of them are data. */
  write(frames: Buffer, messages: number): void;
  /** Bytes written and not yet taken by the operating system. */
  unsentBytes(): number;
  /** Tells that it was above the mark after a write and is no longer a member. */
  fellBehind(departure: Departure): void;
}
