import type { Fact, Kind } from '../fact.ts';
import { isAfter } from '../wire/seq.ts';
import { retainedBy } from './retain.ts';

/** What changed: the kind and key, and the value now. */
export type ValueChanged = (kind: string, key: string, fact: Fact | undefined) => void;

/**
 * The latest value of each key, folded from facts as the gateway folds them. Lists are made when they are asked for and kept
 * until a value changes, so that looking again costs nothing and gives the same array.
 */
export class Values {
  readonly #changed: ValueChanged;
  readonly #belongs: (fact: Fact) => boolean;
  /** By kind and key, then by account: nearly always one. */
  readonly #byKey = new Map<string, Map<string, Fact>>();
  readonly #lists = new Map<string, readonly Fact[]>();
  /** What a stream that tells all values anew has told so far. */
  #told: Map<string, Fact> | undefined;
  #size = 0;

  /** `belongs`: whether the value of a key is to be seen; a fact that does not belong ends that of its key. */
  constructor(changed: ValueChanged, belongs: (fact: Fact) => boolean) {
    this.#changed = changed;
    this.#belongs = belongs;
  }

  get size(): number {
    return this.#size;
  }

  /** Takes in a fact. */
  fold(fact: Fact): void {
    const { kind, key, account } = fact;
    const { retain, alsoRemoves } = fact.isSnapshot ? { retain: 'set', alsoRemoves: [] } : retainedBy(fact);
    if (retain === 'none') return;
    if (retain === 'set' && this.#belongs(fact)) {
      this.#told?.set(idOf(fact), fact);
      this.#set(fact);
    } else this.#remove(kind, key, account);
    for (const other of alsoRemoves) this.#remove(other, key, account);
  }

  /** All values will be told anew: those that are not are there no more. */
  begin(): void {
    this.#told = new Map();
  }

  /** Every value has been told, as of `cursor`. What is held from beyond it was undone: its log was cut back. */
  complete(cursor: string): void {
    const told = this.#told;
    this.#told = undefined;
    if (told === undefined) return;
    for (const held of this.all()) {
      const fact = told.get(idOf(held));
      if (fact !== undefined && (fact === held || !isAfter(held.seq, cursor))) continue;
      this.#remove(held.kind, held.key, held.account);
      if (fact !== undefined) this.#set(fact);
    }
  }

  get(kind: string, key: string, account?: string): Fact | undefined {
    const versions = this.#byKey.get(keyOf(kind, key));
    return account === undefined ? versions?.values().next().value : versions?.get(account);
  }

  all(): readonly Fact[] {
    return this.#list('', () => true);
  }

  ofKind(kind: Kind): readonly Fact[] {
    return this.#list(kind, (fact) => fact.kind === kind);
  }

  #list(name: string, isIn: (fact: Fact) => boolean): readonly Fact[] {
    const known = this.#lists.get(name);
    if (known !== undefined) return known;
    const list = [...this.#byKey.values()].flatMap((versions) => [...versions.values()]).filter(isIn);
    this.#lists.set(name, list);
    return list;
  }

  #set(fact: Fact): void {
    const old = this.get(fact.kind, fact.key, fact.account);
    // A value never goes back: what comes late of an older version is known already.
    if (old !== undefined && old.seq !== fact.seq && !isAfter(fact.seq, old.seq)) return;
    // The same version again, as after a resume: whoever compares by identity sees no change.
    if (old?.seq === fact.seq) return;
    const name = keyOf(fact.kind, fact.key);
    const versions = this.#byKey.get(name) ?? new Map<string, Fact>();
    if (old === undefined) this.#size += 1;
    versions.set(fact.account, fact);
    this.#byKey.set(name, versions);
    this.#touched(fact.kind, fact.key, fact);
  }

  #remove(kind: string, key: string, account: string): void {
    const name = keyOf(kind, key);
    const versions = this.#byKey.get(name);
    if (versions?.delete(account) !== true) return;
    this.#size -= 1;
    if (versions.size === 0) this.#byKey.delete(name);
    this.#touched(kind, key, undefined);
  }

  #touched(kind: string, key: string, fact: Fact | undefined): void {
    this.#lists.delete('');
    this.#lists.delete(kind);
    this.#changed(kind, key, fact);
  }
}

const keyOf = (kind: string, key: string): string => `${kind}\n${key}`;

const idOf = ({ kind, key, account }: Fact): string => `${kind}\n${account}\n${key}`;
