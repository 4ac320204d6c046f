import type { Source } from './source.ts';

type ByAccount = Map<string, Source>;

const none: ReadonlyMap<string, Source> = new Map();

/** Sources by publisher, name and account. A publisher that has none costs one look-up an event. */
export class SourceRegister {
  readonly #byPublisher = new Map<string, Map<string, ByAccount>>();
  readonly #all = new Set<Source>();

  /** Every source. One may be added or removed meanwhile. */
  get all(): Iterable<Source> {
    return this.#all;
  }

  /** Those of one name, by account. */
  named(publisher: string, source: string): ReadonlyMap<string, Source> {
    return this.#byPublisher.get(publisher)?.get(source) ?? none;
  }

  /** All of one publisher. */
  of(publisher: string): readonly Source[] {
    return [...(this.#byPublisher.get(publisher)?.values() ?? [])].flatMap((byAccount) => [...byAccount.values()]);
  }

  add(source: Source): void {
    const byName = this.#byPublisher.get(source.publisher) ?? new Map<string, ByAccount>();
    const byAccount = byName.get(source.source) ?? new Map<string, Source>();
    this.#byPublisher.set(source.publisher, byName.set(source.source, byAccount.set(source.account, source)));
    this.#all.add(source);
  }

  remove(source: Source): void {
    const byName = this.#byPublisher.get(source.publisher);
    const byAccount = byName?.get(source.source);
    if (byName === undefined || byAccount?.get(source.account) !== source) return;
    byAccount.delete(source.account);
    if (byAccount.size === 0) byName.delete(source.source);
    if (byName.size === 0) this.#byPublisher.delete(source.publisher);
    this.#all.delete(source);
  }
}
