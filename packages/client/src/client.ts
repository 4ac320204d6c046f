import { addressOf } from './address.ts';
import { ClientError } from './client-error.ts';
import type { ConnectOptions } from './client-options.ts';
import { createClientParts, type ClientParts } from './client-parts.ts';
import type {
  Client,
  ClientStatus,
  Filter,
  HeartbeatPromise,
  Receipt,
  Replica,
  Stop,
  SubscribeOptions,
  Subscription,
} from './contract.ts';
import type { Extensions } from './extensions.ts';
import type { Draft, Fact } from './fact.ts';
import { asClient, type AnyKindClient } from './reading/fact-of.ts';
import { filterKey } from './reading/filter.ts';
import { Reader, type Sink, type Wish } from './reading/reader.ts';
import { callSafely } from './reading/report-fault.ts';
import { ReplicaStore } from './replica/replica.ts';
import { withEndings } from './replica/retain.ts';
import { Outlet } from './subscription/subscription.ts';

/** The values of one filter, and how many replicas show them. */
interface SharedStore {
  readonly store: ReplicaStore;
  readonly reader: Reader;
  holders: number;
}

class GatewayClient implements AnyKindClient {
  readonly #parts: ClientParts;
  readonly #stores = new Map<string, SharedStore>();
  readonly #listeners = new Set<(status: ClientStatus) => void>();
  #told = '';

  constructor(parts: (changed: () => void) => ClientParts) {
    this.#parts = parts(() => this.#changed());
    this.#parts.ways.start();
  }

  get status(): ClientStatus {
    return this.#parts.ways.status;
  }

  get clock(): Client['clock'] {
    return this.#parts.meter.estimate;
  }

  get counts(): Client['counts'] {
    return { ...this.#parts.counts };
  }

  onStatus(changed: (status: ClientStatus) => void): Stop {
    const own = (status: ClientStatus): void => changed(status);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  retryNow(): void {
    this.#parts.ways.retryNow();
  }

  subscribe(filter: Filter = {}, options: SubscribeOptions = {}): Subscription {
    const { since, snapshot = true, delta = false, maxRatePerKeyMs } = options;
    const wish = { filter, snapshot, delta, ...(maxRatePerKeyMs === undefined ? {} : { maxRatePerKeyMs }) };
    const { report } = this.#parts;
    const outlet: Outlet = new Outlet(options, { report, leave: () => this.#parts.ways.remove(reader) });
    const reader = this.#reader(wish, since, outlet);
    this.#parts.ways.add(reader);
    return {
      get cursor() {
        return reader.cursor;
      },
      get isLive() {
        return reader.isLive;
      },
      updates: () => outlet.updates(),
      unsubscribe: () => outlet.unsubscribe(),
      [Symbol.asyncIterator]: () => outlet.facts(),
    };
  }

  state(filter: Filter = {}): Replica {
    const name = filterKey(filter);
    const shared = this.#stores.get(name) ?? this.#open(name, filter);
    shared.holders += 1;
    return shared.store.replica(() => {
      shared.holders -= 1;
      if (shared.holders > 0) return;
      if (this.#stores.get(name) === shared) this.#stores.delete(name);
      this.#parts.ways.remove(shared.reader);
      shared.reader.ended();
    });
  }

  publish(drafts: Draft | readonly Draft[]): Promise<Receipt | readonly Receipt[]> {
    const { publishing } = this.#parts;
    if (publishing === undefined) return Promise.reject(noPublishing());
    return isList(drafts) ? Promise.all(drafts.map((draft) => publishing.publish(draft))) : publishing.publish(drafts);
  }

  flush(): Promise<void> {
    return this.#parts.publishing?.flush() ?? Promise.resolve();
  }

  heartbeat(promise: HeartbeatPromise): Stop {
    const { publishing } = this.#parts;
    if (publishing === undefined) throw noPublishing();
    return publishing.heartbeat(promise);
  }

  latencyOf(fact: Fact): ReturnType<Client['latencyOf']> {
    return this.#parts.meter.latencyOf(fact);
  }

  async close(): Promise<void> {
    const { ways, publishing, clock, closeTimeoutMs } = this.#parts;
    ways.stop();
    if (publishing === undefined) return;
    const { promise: late, resolve: giveUp } = Promise.withResolvers<void>();
    const timer = clock.after(closeTimeoutMs, giveUp);
    await Promise.race([Promise.all([publishing.flush(), publishing.farewell()]), late]);
    timer.cancel();
    publishing.close();
  }

  #open(name: string, filter: Filter): SharedStore {
    const { clock, report } = this.#parts;
    const store = new ReplicaStore({ clock, report, filter });
    const { kinds, channels } = filter;
    const wanted = kinds === undefined || channels !== undefined ? filter : { ...filter, kinds: withEndings(kinds) };
    const reader = this.#reader({ filter: wanted, snapshot: true, delta: false }, undefined, store);
    const shared = { store, reader, holders: 0 };
    this.#stores.set(name, shared);
    this.#parts.ways.add(reader);
    return shared;
  }

  #reader(wish: Wish, since: string | undefined, sink: Sink): Reader {
    const { clock, count } = this.#parts;
    return new Reader(wish, since, { clock, sink, repeated: () => count('repeats') });
  }

  #changed(): void {
    const { status } = this;
    const { state, transport, attempt, retryAtMs, why } = status;
    const told = JSON.stringify([state, transport, attempt, retryAtMs, why?.code, why?.message]);
    if (told === this.#told) return;
    this.#told = told;
    for (const listener of this.#listeners) callSafely(() => listener(status), this.#parts.report);
  }
}

const isList = (drafts: Draft | readonly Draft[]): drafts is readonly Draft[] => Array.isArray(drafts);

const noPublishing = (): ClientError =>
  new ClientError('REFUSED', 'This client does not publish', {
    how: 'Use `connect`, or give `connectCore` `publishing`.',
  });

/**
 * Makes a client of the gateway at `url` that has only what it is given beyond watching over a WebSocket, and begins to
 * connect. Throws a `ClientError` `INVALID_ADDRESS` when `url` is no address, or there is no way to it.
 */
export const connectCore = (url: string, options: ConnectOptions = {}, extensions: Extensions = {}): Client => {
  const address = addressOf(url);
  return asClient(new GatewayClient((changed) => createClientParts({ address, options, extensions, changed })));
};
