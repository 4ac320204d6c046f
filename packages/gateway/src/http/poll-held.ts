import { HeldVersions } from '../delivery/held-versions.ts';

/**
 * What a poll holds, seen through a window that opens from older versions to newer ones. States outside of it count as
 * held, so they are left for the next poll; that one goes on where the window ended, whatever changed in between.
 */
export class PollHeld extends HeldVersions {
  #windowEnd = -1;

  constructor(throughSeq: number | undefined, topics: ReadonlySet<string>) {
    super(throughSeq ?? 0, throughSeq === undefined ? new Set() : topics, new Map());
  }

  /** Lets states through whose version is up to `seq`. */
  open(seq: number): void {
    this.#windowEnd = seq;
  }

  override holds(unitId: string, topics: readonly string[], seq: number): boolean {
    return seq > this.#windowEnd || super.holds(unitId, topics, seq);
  }
}
