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
  readonly name: string;
  readonly value: T;
  readonly sinceMs: number;
  weight: number;
}

/** What is remembered of one publisher, in the order in which it came. */
interface Shelf<T> {
  readonly entries: Map<string, Entry<T>>;
  readonly order: EntryOrder<T>;
  weight: number;
}

/**
 * Entries in the order in which they came. The map has it too, but whoever asks a map for its first entry pays for all that
 * were removed before it, which with a full window is a hundred thousand.
 */
class EntryOrder<T> {
  #entries: (Entry<T> | undefined)[] = [];
  #start = 0;

  push(entry: Entry<T>): void {
    this.#entries.push(entry);
  }

  /** The oldest entry that is still in the map. */
  oldest(map: ReadonlyMap<string, Entry<T>>): Entry<T> | undefined {
    // Entries that were replaced within the order are swept when they are most of it, which costs O(1) an entry.
    if (this.#entries.length > 2 * (map.size + 1024)) {
      this.#entries = this.#entries.slice(this.#start).filter((entry) => entry && map.get(entry.name) === entry);
      this.#start = 0;
    }
    for (; this.#start < this.#entries.length; this.#start += 1) {
      const entry = this.#entries[this.#start];
      if (entry !== undefined && map.get(entry.name) === entry) return entry;
      this.#entries[this.#start] = undefined;
    }
    return undefined;
  }
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
    for (let old = this.#oldest(shelf); old !== undefined && this.#isOver(old, nowMs); old = this.#oldest(shelf))
      this.#remove(shelf, old.name);
    // What a restart took up need not lie in the order of its age.
    const entry = shelf.entries.get(name);
    return entry === undefined || this.#isOver(entry, nowMs) ? undefined : entry.value;
  }

  /** Remembers a value, which counts for one until it is weighed. */
  set(publisher: string, name: string, value: T, sinceMs: number): void {
    const shelf = this.#shelves.get(publisher) ?? newShelf<T>();
    this.#shelves.set(publisher, shelf);
    this.#remove(shelf, name);
    const entry: Entry<T> = { name, value, sinceMs, weight: 1 };
    shelf.entries.set(name, entry);
    shelf.order.push(entry);
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
    // The newest stays even where it alone weighs more than all may.
    while (shelf.weight > this.#options.maxIds && shelf.entries.size > 1) {
      const oldest = this.#oldest(shelf);
      if (oldest === undefined) return;
      this.#remove(shelf, oldest.name);
    }
  }

  #oldest({ order, entries }: Shelf<T>): Entry<T> | undefined {
    return order.oldest(entries);
  }

  #remove(shelf: Shelf<T>, name: string): void {
    const entry = shelf.entries.get(name);
    if (entry === undefined) return;
    shelf.entries.delete(name);
    shelf.weight -= entry.weight;
  }
}

const newShelf = <T>(): Shelf<T> => ({ entries: new Map(), order: new EntryOrder(), weight: 0 });
