import type { HeldVersions } from './held-versions.ts';
import type { History } from './history.ts';

/** Where a reader stood when it left its audience: enough to go on exactly there. */
export interface Departure {
  /** Every `every` update up to here was written to it. */
  readonly cursorSeq: number;
  /** Which versions of states it holds. */
  readonly held: HeldVersions;
  /** Past updates that it was still to be given. */
  readonly histories: readonly History[];
  /** `seq` of the last link that it was written, where messages are links. */
  readonly lastSeq?: number;
}

/** What delivery knows of a session: somewhere to write whole frames. */
export interface Reader {
  /** Writes whole frames without waiting and tells how many bytes the operating system has not taken yet. */
  write(frames: Buffer): number;
  /** Tells that it was above the mark after a write and is no longer a member. */
  fellBehind(departure: Departure): void;
}
