/** Bounds within which something that comes again is recognised. */
export interface IdWindowOptions {
  /** How long an id is remembered, in ms. @default 10 minutes: longer than any publisher's retries */
  readonly idWindowMs: number;
  /**
   * Ids that are remembered of each publisher, the oldest forgotten first, and as many facts of its messages. There are
   * as many publishers as credentials; who names publishers from inside the process names few. @default 100,000
   */
  readonly maxIds: number;
}

/** What is remembered under a name. */
interface Entry<T> {
  readonly value: T;
  readonly sinceMs: number;
  weight: number;
}

/** What is remembered of one publisher, in the order in which it came. */
interface Shelf<T> {
  readonly entries: Map<string, Entry<T>>;
  weight: number;
}

/**
 * Remembers values by publisher and name for a time and up to a count. Each publisher has a count of its own, so that a
 * noisy one never pushes out what a quiet one will repeat. Moments are those of a clock that never goes back.
 */
export class RecentWindow<T> {
  readonly #options: IdWindowOptions;
  readonly #shelves = new Map<string, Shelf<T>>();

  constructor(options: IdWindowOptions) {
    this.#options = options;
  }

  /** What is remembered under a name at a moment. */
  get(publisher: string, name: string, nowMs: number): T | undefined {
    const shelf = this.#shelves.get(publisher);
    if (shelf === undefined) return undefined;
    for (const [oldName, entry] of shelf.entries) {
      if (!this.#isOver(entry, nowMs)) break;
      this.#remove(shelf, oldName);
    }
    // What a restart took up need not lie in the order of its age.
    const entry = shelf.entries.get(name);
    return entry === undefined || this.#isOver(entry, nowMs) ? undefined : entry.value;
  }

  /** Remembers a value, which counts for one until it is weighed. */
  set(publisher: string, name: string, value: T, sinceMs: number): void {
    const shelf = this.#shelves.get(publisher) ?? { entries: new Map<string, Entry<T>>(), weight: 0 };
    this.#shelves.set(publisher, shelf);
    this.#remove(shelf, name);
    shelf.entries.set(name, { value, sinceMs, weight: 1 });
    shelf.weight += 1;
    this.#bound(shelf);
  }

  /** Lets a value that is still remembered count for more than one. */
  weigh(publisher: string, name: string, value: T, weight: number): void {
    const shelf = this.#shelves.get(publisher);
    const entry = shelf?.entries.get(name);
    if (shelf === undefined || entry?.value !== value) return;
    shelf.weight += weight - entry.weight;
    entry.weight = weight;
    this.#bound(shelf);
  }

  /** Forgets a value; another one that took its name meanwhile stays. */
  forget(publisher: string, name: string, value: T): void {
    const shelf = this.#shelves.get(publisher);
    if (shelf?.entries.get(name)?.value === value) this.#remove(shelf, name);
  }

  #isOver(entry: Entry<T>, nowMs: number): boolean {
    return entry.sinceMs + this.#options.idWindowMs <= nowMs;
  }

  #bound(shelf: Shelf<T>): void {
    for (const name of shelf.entries.keys()) {
      // The newest stays even where it alone weighs more than all may.
      if (shelf.weight <= this.#options.maxIds || shelf.entries.size <= 1) return;
      this.#remove(shelf, name);
    }
  }

  #remove(shelf: Shelf<T>, name: string): void {
    const entry = shelf.entries.get(name);
    if (entry === undefined) return;
    shelf.entries.delete(name);
    shelf.weight -= entry.weight;
  }
}
