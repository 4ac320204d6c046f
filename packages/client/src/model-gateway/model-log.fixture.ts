import { sharedAccount, type Draft, type Kind } from '../fact.ts';
import type { Filter } from '../contract.ts';
import type { GapReason } from '../contract.ts';
import { isOfSymbols, isWanted } from '../reading/filter.ts';
import { retainedBy } from '../replica/retain.ts';
import { toFact } from '../reading/fact-of.ts';
import type { WireFact } from '../wire/messages.ts';

/** How a published fact is to reach readers: told by the test, as the kinds' tables tell it in a gateway. */
export type ModelDelivery = 'every' | 'latest' | 'bounded';

/** A fact in the log of the model. */
export interface Entry {
  readonly seq: number;
  readonly wire: WireFact;
  readonly delivery: ModelDelivery;
  readonly retain: 'set' | 'remove' | 'none';
}

const deliveryOf = ({ kind, data }: WireFact): ModelDelivery => {
  if (kind === 'log') return 'bounded';
  if (kind === 'equity' || kind === 'market') return 'latest';
  return kind === 'position' && data['action'] === 'updated' ? 'latest' : 'every';
};

const channelsOf: Readonly<Partial<Record<Kind, string>>> = {
  equity: 'equity',
  position: 'positions',
  order: 'orders',
  alert: 'alerts',
  log: 'logs',
  market: 'market',
};

/** Whether a stream of this filter hears a fact. */
export const hears = (filter: Filter, wire: WireFact): boolean => {
  const { kinds, channels } = filter;
  if (kinds !== undefined && !kinds.includes(wire.kind)) return false;
  const channel = channelsOf[wire.kind];
  if (channels !== undefined && !channels.some((name) => name === channel)) return false;
  return isWanted(wire, filter) && isOfSymbols(wire, filter);
};

/** The log and state of a gateway, so simple that they can be believed. */
export class ModelLog {
  epoch = 'e1';
  head = 0;
  /** Everything after this is there. */
  floor = 0;
  entries: Entry[] = [];
  readonly state = new Map<string, Entry>();
  readonly #now: () => number;
  #epochs = 1;

  constructor(now: () => number) {
    this.#now = now;
  }

  append(draft: Draft & { readonly key: string }): Entry {
    // Places in the log rise and have holes.
    this.head += 1 + (this.head % 3);
    const { kind, key, data, account = 'main' } = draft;
    const wire = {
      kind,
      key,
      account: kind === 'market' ? sharedAccount : account,
      source: 'model',
      occurredAt: draft.occurredAt ?? this.#now(),
      receivedAt: this.#now(),
      data: data as unknown as WireFact['data'],
      seq: `${this.epoch}.${this.head}`,
    };
    const { retain } = retainedBy(toFact(wire, { isSnapshot: false, arrivedAt: 0 }));
    const entry = { seq: this.head, wire, delivery: deliveryOf(wire), retain };
    this.entries.push(entry);
    const id = idOf(wire);
    if (retain === 'set') this.state.set(id, entry);
    if (retain === 'remove') this.state.delete(id);
    return entry;
  }

  cursorOf(seq: number): string {
    return `${this.epoch}.${seq}`;
  }

  get cursor(): string {
    return this.cursorOf(this.head);
  }

  /** Where a reader goes on that was at `since`, or why it cannot. */
  resume(since: string): { readonly afterSeq: number } | { readonly reason: GapReason } {
    const match = /^(\w+)\.(\d+)$/u.exec(since);
    if (match === null) return { reason: 'unreadable' };
    const seq = Number(match[2]);
    if (match[1] !== this.epoch) return { reason: 'other-epoch' };
    if (seq > this.head) return { reason: 'ahead' };
    return seq < this.floor ? { reason: 'expired' } : { afterSeq: seq };
  }

  missedAfter(seq: number, filter: Filter): readonly Entry[] {
    return this.entries.filter((entry) => entry.seq > seq && entry.delivery === 'every' && hears(filter, entry.wire));
  }

  values(filter: Filter): readonly Entry[] {
    return [...this.state.values()].filter(({ wire }) => hears(filter, wire));
  }

  /** Retention: what came up to here is forgotten, values stay. */
  forget(seq: number): void {
    this.floor = Math.max(this.floor, seq);
    this.entries = this.entries.filter((entry) => entry.seq > seq);
  }

  /** A log that lost its past: another history, with nothing in it. */
  beginEpoch(): void {
    this.#epochs += 1;
    this.epoch = `e${this.#epochs}`;
    this.head = 0;
    this.floor = 0;
    this.entries = [];
    this.state.clear();
  }
}

/** The identity of a fact's key. */
export const idOf = ({ kind, key, account }: Pick<WireFact, 'kind' | 'key' | 'account'>): string =>
  `${kind}\n${account}\n${key}`;
