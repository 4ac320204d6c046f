import type { Replica } from '@pitwall/client';
import type { Fact, Kind } from './fact.ts';

/** A replica that a test fills by hand. */
export class FakeReplica implements Pick<Replica, 'list' | 'onChange'> {
  #facts: readonly Fact[] = [];
  #lists = new Map<string, readonly Fact[]>();
  readonly #watchers = new Set<() => void>();

  list(): readonly Fact[];
  list<K extends Kind>(kind: K): readonly Fact<K>[];
  list(kind?: Kind): readonly Fact[] {
    const name = kind ?? '*';
    const list = this.#lists.get(name) ?? this.#facts.filter((fact) => kind === undefined || fact.kind === kind);
    this.#lists.set(name, list);
    return list;
  }

  onChange(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  put(fact: Fact): void {
    this.#facts = [...this.#facts.filter(({ kind, key }) => kind !== fact.kind || key !== fact.key), fact];
    this.#lists.delete(fact.kind);
    this.#lists.delete('*');
    for (const watcher of this.#watchers) watcher();
  }
}
