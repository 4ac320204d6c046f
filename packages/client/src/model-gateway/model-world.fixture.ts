import { connect } from '../connect.ts';
import type { ConnectOptions } from '../client-options.ts';
import type { Client, Filter, SubscribeOptions, Subscription, Update } from '../contract.ts';
import type { Draft, Fact, Kind } from '../fact.ts';
import { settle } from '../fake-platform.fixture.ts';
import { ModelGateway } from './model-gateway.fixture.ts';
import { hears, idOf, type Entry } from './model-log.fixture.ts';

/** What a subscription was told, beside what it was owed. */
export interface Account {
  readonly filter: Filter;
  readonly subscription: Subscription;
  readonly told: Update[];
}

const symbols = ['BTC', 'ETH', 'SOL'];
const accounts = ['main', 'other'];

/** A client, its gateway, and a record of all that was ever published. */
export class ModelWorld {
  readonly gateway: ModelGateway;
  readonly client: Client;
  readonly published: Entry[] = [];
  #count = 0;

  constructor(seed: number, options: ConnectOptions = {}) {
    this.gateway = new ModelGateway(seed);
    this.client = connect('http://gateway', { ports: this.gateway.ports, ...options });
  }

  /** Lets time pass, and everything that it brings. */
  async pass(ms: number, stepMs = 500): Promise<void> {
    for (let left = ms; left > 0; left -= stepMs) {
      this.gateway.clock.advance(Math.min(left, stepMs));
      await settle();
    }
  }

  publish(draft: Draft & { readonly key: string }): Entry {
    const entry = this.gateway.publish(draft);
    this.published.push(entry);
    return entry;
  }

  /** Publishes something. */
  publishAny(): Entry {
    const { chance } = this.gateway;
    this.#count += 1;
    const symbol = symbols[chance.below(symbols.length)] ?? '';
    const account = accounts[chance.below(accounts.length)] ?? '';
    const id = `n${this.#count}`;
    const drafts: readonly (() => Draft & { readonly key: string })[] = [
      () => ({ kind: 'position', account, key: symbol, data: { action: 'opened', symbol, size: id } }),
      () => ({ kind: 'position', account, key: symbol, data: { action: 'updated', symbol, currentPrice: id } }),
      () => ({ kind: 'position', account, key: symbol, data: { action: 'closed', symbol, exitPrice: id } }),
      () => ({ kind: 'order', account, key: `o-${symbol}`, data: { orderId: `o-${symbol}`, symbol, status: 'new' } }),
      () => ({
        kind: 'order',
        account,
        key: `o-${symbol}`,
        data: { orderId: `o-${symbol}`, symbol, status: 'filled' },
      }),
      () => ({ kind: 'alert', account, key: id, data: { alertId: id, severity: 'info', title: id } }),
      () => ({ kind: 'equity', account, key: 'equity', data: { equity: id } }),
      () => ({ kind: 'market', key: symbol, data: { symbol, price: id } }),
      () => ({ kind: 'log', account, key: 'system', data: { level: 'info', message: id } }),
    ];
    const make = drafts[chance.below(drafts.length)];
    if (make === undefined) throw new Error('There is nothing to publish');
    return this.publish(make());
  }

  watch(filter: Filter, options: SubscribeOptions = {}): Account {
    const told: Update[] = [];
    const subscription = this.client.subscribe(filter, {
      ...options,
      onFact: (fact) => void told.push({ type: 'fact', fact }),
      onGap: (gap) => void told.push({ type: 'gap', ...gap }),
      onLive: (live) => void told.push({ type: 'live', ...live }),
      onDropped: (dropped) => void told.push({ type: 'dropped', ...dropped }),
    });
    return { filter, subscription, told };
  }

  /** The value of each key that a replica of this filter must show. */
  values(filter: Filter): readonly string[] {
    return this.gateway.log
      .values(filter)
      .map(({ wire }) => `${idOf(wire)} ${wire.seq} ${JSON.stringify(wire.data)}`)
      .toSorted();
  }

  async close(): Promise<void> {
    const closed = this.client.close();
    await this.pass(6_000);
    await closed;
  }
}

/** The value of each key as a replica shows it. */
export const shown = (facts: readonly Fact[]): readonly string[] =>
  facts.map((fact) => `${idOf(fact)} ${fact.seq} ${JSON.stringify(fact.data)}`).toSorted();

/** Facts that happened, as they were told. */
export const happened = (told: readonly Update[]): readonly string[] =>
  told.flatMap((update) => (update.type === 'fact' && !update.fact.isSnapshot ? [update.fact.seq] : []));

/** The number of the history that a cursor is of, and that within it: `e2.17` is 2 and 17. */
const placeOf = (cursor: string): readonly [history: number, seq: number] => {
  const [epoch = '', seq = ''] = cursor.split('.');
  return [Number(epoch.slice(1)), Number(seq)];
};

/** What a subscription was owed after its first place: each fact of its filter that must arrive and lies in no gap that it was told of. */
export const owed = (world: ModelWorld, account: Account, start: number): readonly string[] => {
  const gaps = account.told.filter((update) => update.type === 'gap');
  const published = world.published.slice(start);
  const at = (cursor: string): number =>
    published.findLastIndex(({ wire }) => {
      const [history, seq] = placeOf(wire.seq);
      const [ofHistory, upTo] = placeOf(cursor);
      return history < ofHistory || (history === ofHistory && seq <= upTo);
    });
  const isExcused = (index: number): boolean =>
    gaps.some(({ since, cursor }) => index > at(since) && index <= at(cursor));
  return published.flatMap((entry, index) =>
    entry.delivery === 'every' && hears(account.filter, entry.wire) && !isExcused(index) ? [entry.wire.seq] : [],
  );
};

/** A filter by chance. */
export const filterBy = (world: ModelWorld): Filter => {
  const { chance } = world.gateway;
  const kinds: readonly (readonly Kind[])[] = [['position'], ['order', 'alert'], ['equity', 'market'], ['alert']];
  const filter: Filter[] = [{}, { symbols: ['BTC'] }, { accounts: ['main'] }, { channels: ['positions', 'alerts'] }];
  const named = kinds[chance.below(kinds.length)];
  const other = filter[chance.below(filter.length)] ?? {};
  return named === undefined || chance.happens(0.4) ? other : { kinds: named };
};
