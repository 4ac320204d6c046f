import type { Replica } from '@pitwall/client';
import { isOf } from './fact.ts';
import type { Fact, FactOf, Kind } from './fact.ts';
import { FramePainter } from './frame-painter.ts';
import type { Frames } from './frame-painter.ts';
import { History } from './history.ts';
import { defaultHistoryLimits } from './history-limits.ts';
import type { HistoryLimits } from './history-limits.ts';
import { kindNames } from './kind-names.ts';

/** What a store works with. */
export interface StoreParts {
  readonly frames: Frames;
  /** The latest value of each key, kept by the client. */
  readonly replica: Pick<Replica, 'list' | 'onChange'>;
}

/**
 * Everything that the page knows: the latest value of each key, and what happened within bounds. Facts change it as they come
 * and without a render; readers are told once a frame, and only of the kinds they read.
 */
export class FactStore {
  readonly #replica: StoreParts['replica'];
  readonly #history: History;
  readonly #painter: FramePainter;
  readonly #unwatch: () => void;
  /** The lists that readers have, by kind: the replica answers with the same one until something of the kind changes. */
  readonly #seen = new Map<Kind, readonly unknown[]>();
  /** Kinds of which something happened since the last frame. */
  readonly #grown = new Set<Kind>();
  readonly #heardAt = new Map<string, number>();
  readonly #dropped = new Map<Kind, number>();

  constructor({ frames, replica }: StoreParts, limits: HistoryLimits = defaultHistoryLimits) {
    this.#replica = replica;
    this.#history = new History(limits);
    this.#painter = new FramePainter(frames, () => this.#changedKinds());
    for (const kind of kindNames) this.#seen.set(kind, replica.list(kind));
    this.#unwatch = replica.onChange(() => this.#painter.request());
  }

  /** Takes in something that happened. */
  happened(fact: Fact): void {
    this.#keep(fact);
    this.#heardAt.set(`${fact.account} ${fact.kind}`, fact.arrivedAt);
    this.#heardAt.set(` ${fact.kind}`, fact.arrivedAt);
    this.#grown.add(fact.kind);
    this.#painter.request();
  }

  /** More is known of a kind than was told by facts: readers of it are told before the next frame. */
  touched(kind: Kind): void {
    this.#grown.add(kind);
    this.#painter.request();
  }

  /** Takes in that some facts of a kind never came, as may be with those that need not arrive. */
  missed(kind: Kind, count: number): void {
    this.#dropped.set(kind, this.droppedOf(kind) + count);
    this.#grown.add(kind);
    this.#painter.request();
  }

  /** How many facts of a kind were dropped on the way to this page. */
  droppedOf(kind: Kind): number {
    return this.#dropped.get(kind) ?? 0;
  }

  /** The latest value of each key. The same list until one of them changes. */
  latest<K extends Kind>(kind: K): readonly Fact<K>[] {
    return this.#replica.list(kind);
  }

  /** What happened, the oldest first. The same list until more of the kind happens. */
  history<K extends Kind>(kind: K): readonly FactOf<K>[] {
    return this.#history.list(kind);
  }

  /** Accounts of which there is something, sorted; shared facts have none. */
  accounts(): readonly string[] {
    const names = new Set(this.#replica.list().map(({ account }) => account));
    return [...names].filter((name) => !name.startsWith('@')).toSorted();
  }

  /** When something of one of the kinds was last heard, of an account or of any, by this page's clock. */
  lastHeardAt(kinds: readonly Kind[], account?: string): number | undefined {
    let newest = 0;
    for (const kind of kinds) {
      newest = Math.max(newest, this.#heardAt.get(`${account ?? ''} ${kind}`) ?? 0);
      for (const fact of this.latest(kind)) if (isOf(account, fact)) newest = Math.max(newest, fact.arrivedAt);
    }
    return newest === 0 ? undefined : newest;
  }

  /** Calls back in each frame before which one of the kinds changed; the answer ends it. */
  subscribe(kinds: readonly Kind[], changed: () => void): () => void {
    return this.#painter.subscribe(kinds, changed);
  }

  stop(): void {
    this.#unwatch();
    this.#painter.stop();
  }

  #keep<K extends Kind>(fact: FactOf<K>): void {
    this.#history.take(fact);
  }

  #changedKinds(): ReadonlySet<Kind> {
    const changed = new Set(this.#grown);
    for (const kind of this.#grown) this.#history.repaint(kind);
    this.#grown.clear();
    for (const kind of kindNames) {
      const list: readonly unknown[] = this.#replica.list(kind);
      if (this.#seen.get(kind) !== list) changed.add(kind);
      this.#seen.set(kind, list);
    }
    return changed;
  }
}
