/** Memory that all series share: whoever grows asks before, so that the bound is never passed. */
export class ByteBudget {
  readonly #maxBytes: number;
  readonly #reclaim: () => boolean;
  #used = 0;

  /** @param reclaim gives something back, and tells whether it could */
  constructor(maxBytes: number, reclaim: () => boolean) {
    this.#maxBytes = maxBytes;
    this.#reclaim = reclaim;
  }

  get usedBytes(): number {
    return this.#used;
  }

  /** Takes bytes, or nothing when they are not to be had. */
  take(bytes: number): boolean {
    while (this.#used + bytes > this.#maxBytes) if (!this.#reclaim()) return false;
    this.#used += bytes;
    return true;
  }

  give(bytes: number): void {
    this.#used -= bytes;
  }
}
