import type { EventDraft } from '@pitwall/model';
import type { Dice } from './dice.ts';
import type { Ear } from './ear.ts';
import { factOf, ownKinds, sharedKinds } from './facts.ts';
import { markOf } from './marks.ts';
import type { Owner } from './marks.ts';
import { pageMessages } from './page-messages.ts';
import { accounts, people, polls, ways } from './people.ts';
import type { Person, Way } from './people.ts';
import type { Visit, World } from './world.ts';

/** Sessions that are open at random, beside those that a test keeps. */
const maxEars = 12;

const dialectNames: readonly [string, ...string[]] = ['titan', 'carry', 'fleet', 'mci', 'quantmind'];

const topics: { readonly [path: string]: readonly [string, ...string[]] } = {
  [ways.titan.path]: ['EQUITY_UPDATE', 'POSITION_UPDATE', 'MASTER_ARM_CHANGE', 'SIGNAL_NOTIFICATION'],
  [ways.openTitan.path]: ['EQUITY_UPDATE', 'POSITION_UPDATE', 'PHASE_TRANSITION'],
  [ways.fleet.path]: ['trades', 'bots', 'balances', 'decisions', 'alerts', 'whale', 'system_health'],
  [ways.mci.path]: ['positions', 'orders', 'account', 'health', 'market', 'activity'],
  [ways.quantmind.path]: ['backtest', 'trading', 'logs', 'backtest:bt-ann-0', 'backtest:bt-bob-1', 'backtest:bt-cay-2'],
};

const http: Way = { path: '/v1/snapshot', policy: 'required', watches: 'own' };

const pasts: readonly [Way, Way] = [
  { path: '/v1/series/equity', policy: 'required', watches: 'own' },
  { path: '/v1/series/market', policy: 'required', watches: 'own' },
];

/** What watchers do at random. */
export class Steps {
  readonly #world: World;
  readonly #dice: Dice;
  #ears: Ear[] = [];
  /** Cursors and tags that anybody was given: they are tried by all others. */
  readonly #cursors: string[] = [];
  readonly #tags: string[] = [];
  readonly #published = new Map<Owner, number>();

  constructor(world: World, dice: Dice) {
    this.#world = world;
    this.#dice = dice;
  }

  /** One step. */
  async take(): Promise<void> {
    const roll = this.#dice.roll(22);
    if (roll < 4) await this.#publishEvents();
    else if (roll < 6) await this.#publishWords();
    else if (roll < 8) await this.#publishInside();
    else if (roll < 12) await this.#connect();
    else if (roll < 13) this.#leave();
    else if (roll < 15) this.#turn();
    else if (roll < 16) this.#refresh();
    else if (roll < 18) await this.#poll();
    else if (roll < 19) await this.#snapshot();
    else if (roll < 20) await this.#beat();
    else if (roll < 21) await this.#past();
    else await this.#lookAround();
  }

  #owner(): Owner {
    return this.#dice.pick([...accounts, 'shared']);
  }

  #person(): Person {
    return this.#dice.pick(people);
  }

  #account(): string | undefined {
    return this.#dice.pick([
      undefined,
      undefined,
      undefined,
      'ann',
      'bob',
      'cay',
      'house',
      '*',
      'unknown',
      '@shared',
      'ann,bob',
      '',
    ]);
  }

  #fact(owner: Owner) {
    const n = this.#published.get(owner) ?? 0;
    this.#published.set(owner, n + 1);
    const kind = this.#dice.draw(owner === 'shared' ? sharedKinds : ownKinds) ?? 'equity';
    // Everybody uses the same ids: they are the publisher's own.
    return { ...factOf(kind, owner, n), id: `fact-${n}` };
  }

  async #publishEvents(): Promise<void> {
    const owner = this.#owner();
    const facts = Array.from({ length: 1 + this.#dice.roll(3) }, () => this.#fact(owner));
    const { status, text } = await this.#world.publish(owner, '/v1/events', facts);
    if (status !== 200 || text.includes('"duplicate":true')) throw new Error(`facts of ${owner} were refused: ${text}`);
    if (owner === 'shared') return;
    const foreign = this.#dice.pick(accounts);
    if (foreign === owner) return;
    const forged = { ...this.#fact(owner), account: foreign };
    const refused = await this.#world.publish(owner, '/v1/events', forged);
    if (refused.status !== 403) throw new Error(`${owner} published to ${foreign}: ${refused.text}`);
  }

  async #publishWords(): Promise<void> {
    const owner = this.#dice.pick(accounts);
    const dialect = this.#dice.pick(dialectNames);
    const message = this.#dice.draw(pageMessages[dialect] ?? [])?.(owner, this.#dice.roll(1000));
    const bearer = people.find(({ name, known }) => known && name === owner);
    const token = bearer === undefined || this.#dice.roll(2) === 0 ? undefined : this.#world.tokenOf(bearer);
    const { status, text } = await this.#world.publish(owner, `/v1/ingest/${dialect}`, message, token);
    if (status !== 200) throw new Error(`words of ${owner} were refused: ${text}`);
  }

  async #publishInside(): Promise<void> {
    const owner = this.#dice.pick(accounts);
    const { id: _id, ...fact } = this.#fact(owner);
    const publisher = { name: 'inside', accounts: [owner], defaultAccount: owner, kinds: '*', shared: false } as const;
    const results = await this.#world.gateway.publish([fact as EventDraft], publisher);
    for (const result of results) if (!result.ok) throw result.error;
  }

  /** A sign of life of somebody's engine, or its goodbye; and one that is said to be of another's account. */
  async #beat(): Promise<void> {
    const owner = this.#dice.pick(accounts);
    const sign = { source: `${markOf(owner)}-${this.#dice.roll(3)}`, heartbeatMs: 1000 };
    const bye = this.#dice.roll(3) === 0;
    const { status, text } = await this.#world.publish(owner, '/v1/heartbeat', { ...sign, bye });
    if (status !== 200) throw new Error(`a heartbeat of ${owner} was refused: ${text}`);
    const foreign = this.#dice.pick(accounts);
    if (foreign === owner) return;
    const refused = await this.#world.publish(owner, '/v1/heartbeat', { ...sign, account: foreign });
    if (refused.status !== 403) throw new Error(`${owner} gave a sign of life to ${foreign}: ${refused.text}`);
  }

  async #connect(): Promise<void> {
    if (this.#ears.length >= maxEars) this.#leave();
    const ear = await this.#world.connect(this.#visit());
    if (ear.path === ways.pitwall.path) ear.send(this.#wish());
    this.#ears.push(ear);
  }

  #visit(): Visit {
    const [person, account] = [this.#person(), this.#account()];
    const way = this.#dice.draw(Object.values(ways)) ?? ways.fleet;
    const carriage = this.#dice.pick(['header', 'cookie', 'query', 'ticket'] as const);
    const query: Record<string, string> = {};
    const since = this.#dice.draw(this.#cursors);
    const resumes = this.#dice.roll(3);
    if (resumes === 0) query['resume'] = '1';
    if (resumes === 1 && since !== undefined) query['since'] = since;
    if (this.#dice.roll(4) === 0) query['types'] = (topics[way.path] ?? ['trades']).slice(0, 3).join(',');
    if (this.#dice.roll(3) === 0) Object.assign(query, { delta: '1', batch: '1' });
    return { person, way, carriage, query, ...(account === undefined ? {} : { account }) };
  }

  /** A stream of accounts that may be another's, from a cursor that may be another's, in any form. */
  #wish(): object {
    const dice = this.#dice;
    const [account, since] = [this.#account(), dice.draw(this.#cursors)];
    return {
      type: 'subscribe',
      ...(account === undefined ? {} : { accounts: [account, '@shared'].slice(dice.roll(2)) }),
      ...(since === undefined || dice.roll(2) === 0 ? {} : { since }),
      ...(dice.roll(3) === 0 ? { snapshot: false } : { delta: dice.roll(2) === 0 }),
      batch: dice.roll(3) === 0,
      maxRatePerKeyMs: 20 + dice.roll(3),
    };
  }

  #leave(): void {
    const ear = this.#ears.splice(this.#dice.roll(this.#ears.length), 1)[0];
    if (ear?.cursor !== undefined) this.#cursors.push(ear.cursor);
    ear?.leave(this.#dice.roll(2) === 0);
    for (const closed of this.#ears.filter(({ isClosed }) => isClosed)) closed.leave(false);
    this.#ears = this.#ears.filter(({ isClosed }) => !isClosed);
  }

  /** Subscribes or unsubscribes, in the words of the dialect. */
  #turn(): void {
    const ear = this.#dice.draw(this.#ears);
    const named = topics[ear?.path ?? ''];
    if (ear?.path === ways.pitwall.path) ear.send(this.#wish());
    if (ear === undefined || named === undefined) return;
    const on = this.#dice.roll(3) > 0;
    const topic = this.#dice.pick(named);
    const action = on ? 'subscribe' : 'unsubscribe';
    if (ear.path === ways.quantmind.path) ear.send({ action, topic });
    else if (ear.path === ways.mci.path) ear.send({ event: action, data: { channels: [topic] } });
    else ear.send({ type: action.toUpperCase(), data: { types: [topic] } });
  }

  /** Brings a token in place, most of the time that of somebody else. */
  #refresh(): void {
    const ear = this.#dice.draw(this.#ears);
    const token = this.#world.tokenOf(this.#person());
    if (ear?.path === ways.pitwall.path) ear.send({ type: 'authenticate', token });
    else ear?.send({ type: 'auth', event: 'auth', action: 'auth', token, data: { token } });
  }

  async #poll(): Promise<void> {
    const [person, account, since] = [this.#person(), this.#account(), this.#dice.draw(this.#cursors)];
    const way = this.#dice.draw(Object.values(polls)) ?? polls.page;
    const query = this.#dice.roll(2) === 0 || since === undefined ? {} : { since };
    const visit = { person, way, query, ...(account === undefined ? {} : { account }) };
    const { text, etag } = await this.#world.watch(visit, this.#ifNoneMatch());
    const cursor = /"cursor":"([^"]+)"/.exec(text)?.[1];
    if (cursor !== undefined) this.#cursors.push(cursor);
    if (etag !== undefined) this.#tags.push(etag);
  }

  async #snapshot(): Promise<void> {
    const [person, account] = [this.#person(), this.#account()];
    const visit = { person, way: http, ...(account === undefined ? {} : { account }) };
    const { etag } = await this.#world.watch(visit, this.#ifNoneMatch());
    if (etag !== undefined) this.#tags.push(etag);
  }

  async #past(): Promise<void> {
    const [person, account, way] = [this.#person(), this.#account(), this.#dice.pick(pasts)];
    const query = { symbol: `${markOf('shared')}-0` };
    const visit = { person, way, query, ...(account === undefined ? {} : { account }) };
    const { etag } = await this.#world.watch(visit, this.#ifNoneMatch());
    if (etag !== undefined) this.#tags.push(etag);
  }

  #ifNoneMatch(): Readonly<Record<string, string>> {
    const tag = this.#dice.roll(3) === 0 ? this.#dice.draw(this.#tags) : undefined;
    return tag === undefined ? {} : { 'if-none-match': tag };
  }

  /** Pages that are about no account: nobody's facts may stand there. */
  async #lookAround(): Promise<void> {
    const path = this.#dice.pick(['/metrics', '/health', '/', '/ready', '/openapi.json', '/api/backtests']);
    const way = { path, policy: 'required', watches: 'own' } as const;
    await this.#world.watch({ person: this.#person(), way, account: 'nobody-at-all' });
  }
}
