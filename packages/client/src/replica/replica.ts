import { ClientError } from '../client-error.ts';
import type { Fact, Kind } from '../fact.ts';
import type { Filter, Freshness, Live, Replica, Stop } from '../contract.ts';
import type { Clock } from '../ports.ts';
import type { Sink } from '../reading/reader.ts';
import { isOfSymbols } from '../reading/filter.ts';
import { asKind, asKinds } from '../reading/fact-of.ts';
import { callSafely, type FaultReport } from '../reading/report-fault.ts';
import { Values } from './values.ts';

/** What a replica works with. */
export interface ReplicaParts {
  readonly clock: Clock;
  readonly report: FaultReport;
  /** What the stream hears. */
  readonly filter: Filter;
}

type KeyListener = (fact: Fact | undefined) => void;

/** The values that one stream leads to, for all replicas of its filter. */
export class ReplicaStore implements Sink {
  readonly #parts: ReplicaParts;
  readonly #values: Values;
  readonly #listeners = new Set<() => void>();
  readonly #keyListeners = new Map<string, Set<KeyListener>>();
  readonly #ready: Promise<void>;
  #makeReady: () => void = () => undefined;
  #failReady: (error: ClientError) => void = () => undefined;
  #freshness: Freshness = { isLive: false, asOf: undefined };
  #willTell = false;

  constructor(parts: ReplicaParts) {
    this.#parts = parts;
    this.#values = new Values(
      (kind, key, fact) => this.#changed(kind, key, fact),
      (fact) => isOfSymbols(fact, parts.filter),
    );
    this.#ready = new Promise((resolve, reject) => {
      this.#makeReady = resolve;
      this.#failReady = reject;
    });
    // Nobody need wait for it.
    this.#ready.catch(() => undefined);
  }

  begun(isWhole: boolean): void {
    if (isWhole) this.#values.begin();
  }

  fact(fact: Fact): void {
    this.#values.fold(fact);
  }

  gap(): void {
    // Present values follow, which is all that a replica wants.
  }

  dropped(): void {
    // Bounded facts set no values.
  }

  live({ cursor }: Live): void {
    this.#values.complete(cursor);
    this.#fresh(true);
    this.#makeReady();
  }

  interrupted(): void {
    this.#fresh(false);
  }

  ended(error?: ClientError): void {
    this.#fresh(false);
    this.#failReady(error ?? new ClientError('CLOSED', 'The replica was closed before it was complete'));
  }

  /** A replica of these values; `close` is called once. */
  replica(close: () => void): Replica {
    const values = this.#values;
    const freshness = (): Freshness => this.#freshnessNow();
    let isOpen = true;
    return {
      get size() {
        return values.size;
      },
      get freshness() {
        return isOpen ? freshness() : { ...freshness(), isLive: false };
      },
      get: <K extends Kind>(kind: K, key: string, account?: string) => asKind<K>(values.get(kind, key, account)),
      list: <K extends Kind>(kind?: K) => (kind === undefined ? values.all() : asKinds<K>(values.ofKind(kind))),
      onChange: (changed) => add(this.#listeners, changed),
      onKey: (kind, key, changed) => this.#onKey(`${kind}\n${key}`, (fact) => changed(asKind(fact))),
      ready: () => this.#ready,
      close: () => {
        if (isOpen) close();
        isOpen = false;
      },
    };
  }

  /** While it is live it is complete now, as far as the network tells. */
  #freshnessNow(): Freshness {
    return this.#freshness.isLive ? { isLive: true, asOf: this.#parts.clock.now() } : this.#freshness;
  }

  #fresh(isLive: boolean): void {
    if (isLive === this.#freshness.isLive) return;
    this.#freshness = { isLive, asOf: this.#parts.clock.now() };
    this.#tellLater();
  }

  #onKey(name: string, listener: KeyListener): Stop {
    const listeners = this.#keyListeners.get(name) ?? new Set<KeyListener>();
    this.#keyListeners.set(name, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#keyListeners.get(name) === listeners) this.#keyListeners.delete(name);
    };
  }

  #changed(kind: string, key: string, fact: Fact | undefined): void {
    for (const listener of this.#keyListeners.get(`${kind}\n${key}`) ?? []) {
      callSafely(() => listener(fact), this.#parts.report);
    }
    this.#tellLater();
  }

  /** Once for all changes of one turn: a burst of a thousand prices is one rendering. */
  #tellLater(): void {
    if (this.#willTell) return;
    this.#willTell = true;
    void this.#tell();
  }

  async #tell(): Promise<void> {
    await Promise.resolve();
    this.#willTell = false;
    for (const listener of this.#listeners) callSafely(listener, this.#parts.report);
  }
}

/** Adds a listener as one of its own, so that the same function may listen twice. */
const add = (listeners: Set<() => void>, listener: () => void): Stop => {
  const own = (): void => listener();
  listeners.add(own);
  return () => listeners.delete(own);
};
