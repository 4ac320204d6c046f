/** Keeps the newest entries of a stream: at its capacity each new entry takes the place of the oldest. */
export class Ring<T> {
  readonly #capacity: number;
  #entries: T[] = [];
  /** Where the oldest entry is, once it is full. */
  #oldest = 0;
  #dropped = 0;

  /** @param capacity most entries; 0 keeps none */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#entries.length;
  }

  /** How many entries gave way to newer ones. */
  get dropped(): number {
    return this.#dropped;
  }

  push(entry: T): void {
    if (this.#capacity === 0) return;
    if (this.#entries.length < this.#capacity) {
      this.#entries.push(entry);
      return;
    }
    this.#entries[this.#oldest] = entry;
    this.#oldest = (this.#oldest + 1) % this.#capacity;
    this.#dropped += 1;
  }

  clear(): void {
    this.#entries = [];
    this.#oldest = 0;
  }

  /** A copy, the oldest first. */
  toArray(): T[] {
    return this.#oldest === 0
      ? [...this.#entries]
      : [...this.#entries.slice(this.#oldest), ...this.#entries.slice(0, this.#oldest)];
  }
}
