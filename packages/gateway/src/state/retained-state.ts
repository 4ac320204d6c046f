import type { Kind, SequencedEvent, TimeMs } from '@pitwall/model';
import { updateRuleOf } from '@pitwall/model';
import { unitIdOf } from './update.ts';
import type { Update } from './update.ts';

/** The retained values of one kind in one account. */
interface Shelf {
  readonly byKey: Map<string, SequencedEvent>;
  /** Seq of the last event that set or removed one: the version of the whole list. */
  changedSeq: number;
  /** When the last one that ended did. */
  endedAtMs?: TimeMs;
}

/** Retained values of one kind and account, and the version of the list. */
export interface RetainedList {
  readonly changedSeq: number;
  /** In order of key, so that equal states make equal messages. */
  readonly events: readonly SequencedEvent[];
  /** When the last one that ended did; absent: none did. */
  readonly endedAtMs?: TimeMs;
}

const noValues: ReadonlyMap<string, SequencedEvent> = new Map();
const none: readonly string[] = [];

/** The latest value of each key: a fold of the log, always at its head. */
export class RetainedState {
  readonly #shelves = new Map<string, Map<string, Shelf>>();
  readonly #lastSeq = new Map<string, number>();
  readonly #keyCount = new Map<string, number>();

  /** Takes the next event in order and tells what it changed. */
  fold(event: SequencedEvent): Update {
    const rule = updateRuleOf(event);
    const shelf = this.#shelf(event.account, event.kind);
    const previous = shelf.byKey.get(event.key);
    this.#lastSeq.set(event.account, event.seq);
    let alsoEnds = none;
    if (rule.retain === 'set') {
      if (previous === undefined) this.#count(event.account, 1);
      shelf.byKey.set(event.key, event);
      shelf.changedSeq = event.seq;
    } else if (rule.retain === 'remove') {
      this.#remove(shelf, event);
      if (rule.alsoRemoves !== undefined) alsoEnds = this.#alsoRemove(event, rule.alsoRemoves);
    }
    return { event, rule, previous, alsoEnds, unitId: unitIdOf(event.account, event.kind, event.key) };
  }

  /** Retained values of one kind, oldest key first. */
  values(account: string, kind: Kind): Iterable<SequencedEvent> {
    return (this.#shelves.get(account)?.get(kind)?.byKey ?? noValues).values();
  }

  /** The retained value of one key. */
  value(account: string, kind: Kind, key: string): SequencedEvent | undefined {
    return this.#shelves.get(account)?.get(kind)?.byKey.get(key);
  }

  /** All retained values. */
  all(): readonly SequencedEvent[] {
    const shelves = [...this.#shelves.values()].flatMap((kinds) => [...kinds.values()]);
    return shelves.flatMap(({ byKey }) => [...byKey.values()]);
  }

  /** Retained values of one kind as a list with its version. */
  list(account: string, kind: Kind): RetainedList {
    const shelf = this.#shelves.get(account)?.get(kind);
    if (shelf === undefined) return { changedSeq: 0, events: [] };
    const events = [...shelf.byKey.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
    const { changedSeq, endedAtMs } = shelf;
    return { changedSeq, events, ...(endedAtMs === undefined ? {} : { endedAtMs }) };
  }

  /** Version of the list of one kind: the seq of its last change, 0 before the first. */
  listSeq(account: string, kind: Kind): number {
    return this.#shelves.get(account)?.get(kind)?.changedSeq ?? 0;
  }

  /** Seq of the account's newest event, retained or not; 0 before the first. */
  lastSeq(account: string): number {
    return this.#lastSeq.get(account) ?? 0;
  }

  /** How many keys an account retains, for the bound that ingest keeps. */
  keyCount(account: string): number {
    return this.#keyCount.get(account) ?? 0;
  }

  /** How many keys are retained over all accounts. */
  totalKeyCount(): number {
    let total = 0;
    for (const count of this.#keyCount.values()) total += count;
    return total;
  }

  /** Accounts of which anything was ever heard. */
  accounts(): Iterable<string> {
    return this.#lastSeq.keys();
  }

  #shelf(account: string, kind: string): Shelf {
    let kinds = this.#shelves.get(account);
    if (kinds === undefined) {
      kinds = new Map();
      this.#shelves.set(account, kinds);
    }
    let shelf = kinds.get(kind);
    if (shelf === undefined) {
      shelf = { byKey: new Map(), changedSeq: 0 };
      kinds.set(kind, shelf);
    }
    return shelf;
  }

  #remove(shelf: Shelf, event: SequencedEvent): void {
    if (!shelf.byKey.delete(event.key)) return;
    this.#count(event.account, -1);
    shelf.changedSeq = event.seq;
    shelf.endedAtMs = event.occurredAt;
  }

  #alsoRemove(event: SequencedEvent, removedKinds: readonly string[]): readonly string[] {
    for (const kind of removedKinds) this.#remove(this.#shelf(event.account, kind), event);
    return removedKinds.map((kind) => unitIdOf(event.account, kind, event.key));
  }

  #count(account: string, change: number): void {
    this.#keyCount.set(account, this.keyCount(account) + change);
  }
}
