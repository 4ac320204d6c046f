import type { Reader } from './reader.ts';

/** The readers of an audience. */
export class Members {
  readonly #readers: Reader[] = [];

  get size(): number {
    return this.#readers.length;
  }

  add(reader: Reader): void {
    this.#readers.push(reader);
  }

  has(reader: Reader): boolean {
    return this.#readers.includes(reader);
  }

  /** Takes one out; nobody counts on their order. */
  remove(reader: Reader): void {
    const index = this.#readers.indexOf(reader);
    const last = this.#readers.pop();
    if (last !== undefined && last !== reader && index >= 0) this.#readers[index] = last;
  }

  /** Writes the same bytes to each. Those with more unsent bytes than the mark are members no more, and returned. */
  write(frames: Buffer, markBytes: number): readonly Reader[] {
    let behind: Reader[] | undefined;
    for (const reader of this.#readers) {
      if (reader.write(frames) > markBytes) (behind ??= []).push(reader);
    }
    if (behind === undefined) return nobody;
    // None of them may be told before all are out: a reader may come back at once.
    for (const reader of behind) this.remove(reader);
    return behind;
  }
}

const nobody: readonly Reader[] = [];
