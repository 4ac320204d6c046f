import { completeEvent, updateRuleOf } from '@pitwall/model';
import type { EventDraft, Kind, SequencedEvent } from '@pitwall/model';
import type { Dialect } from '@pitwall/dialects';
import { DelayedLog, FakeClock, probeDialect } from '@pitwall/testkit';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MemoryLog } from '../log/memory-log.ts';
import { defaultDeliveryOptions, Delivery } from './delivery.ts';
import { hears, seesAccount } from './hearing.ts';
import type { Hearing } from './hearing.ts';
import { HeldVersions } from './held-versions.ts';
import { asJson, Replica } from './replica.fixture.ts';
import { Seat } from './seat.ts';

const accounts = ['alice', 'bob'] as const;
const allTopics = ['equity', 'positions', 'orders', 'trades', 'market', 'logs', 'backtests'];

const budgetDialect: Dialect = {
  ...probeDialect,
  name: 'probe-budget',
  traits: { ...probeDialect.traits, outboundBudget: { messages: 4, windowMs: 500 } },
};

/** A client with its connection: the socket takes what it is given unless it is stalled. */
class Client {
  readonly replica = new Replica();
  readonly owed: number[] = [];
  hearing: Hearing;
  connected = true;
  stalled = false;
  seat: Seat;
  #unsent: Buffer[] = [];
  readonly #delivery: Delivery;

  constructor(delivery: Delivery, hearing: Hearing) {
    this.#delivery = delivery;
    this.hearing = hearing;
    this.seat = this.#connect();
    this.seat.enter({ hearing, afterSeq: delivery.headSeq, held: HeldVersions.none() });
  }

  #connect(): Seat {
    const unsent: Buffer[] = [];
    this.#unsent = unsent;
    return new Seat(this.#delivery, {
      write: (frames) => {
        if (this.stalled || unsent.length > 0) unsent.push(frames);
        else this.replica.read(frames);
      },
      unsentBytes: () => unsent.reduce((sum, frames) => sum + frames.length, 0),
      fellBehind: () => undefined,
      caughtUp: () => undefined,
      failed: (error) => {
        throw error;
      },
    });
  }

  drain(): void {
    this.stalled = false;
    for (const frames of this.#unsent.splice(0)) this.replica.read(frames);
    this.seat.drained();
  }

  unsentBytes(): number {
    return this.#unsent.reduce((sum, frames) => sum + frames.length, 0);
  }

  disconnect(): void {
    this.connected = false;
    this.stalled = false;
    this.seat.leave();
    this.#unsent = [];
  }

  /** Comes back with the cursor of the last message it read; without one it never got anything, not even a first state. */
  resume(): void {
    this.connected = true;
    this.replica.reconnect();
    this.seat = this.#connect();
    this.seat.enter({ hearing: this.hearing, afterSeq: this.replica.cursorSeq ?? 0, held: HeldVersions.none() });
  }

  change(topics: ReadonlySet<string>): void {
    const departure = this.seat.leave();
    this.hearing = { ...this.hearing, topics };
    this.seat.enter({ hearing: this.hearing, afterSeq: departure.cursorSeq, held: departure.held });
  }
}

const actions = ['opened', 'updated', 'updated', 'updated', 'updated', 'updated', 'updated', 'closed'] as const;

/** Positions whose fields change and change back: what a delta from the wrong version would get wrong. */
const position: fc.Arbitrary<EventDraft> = fc
  .record({
    action: fc.constantFrom(...actions),
    symbol: fc.constantFrom('BTC', 'BTC', 'ETH'),
    size: fc.integer({ min: 0, max: 2 }),
    price: fc.option(fc.integer({ min: 1, max: 3 })),
  })
  .map(({ action, symbol, size, price }): EventDraft => ({
    kind: 'position',
    data: { action, symbol, side: 'long', size, ...(price === null ? {} : { currentPrice: price }) },
  }));

/** Drafts over few keys, so that versions of one thing meet each other. */
const draft: fc.Arbitrary<EventDraft> = fc.oneof(
  { weight: 8, arbitrary: position },
  fc.integer({ min: 0, max: 3 }).map((equity): EventDraft => ({ kind: 'equity', data: { equity } })),
  fc.integer({ min: 1, max: 9 }).map((price): EventDraft => ({ kind: 'market', data: { symbol: 'BTC', price } })),
  fc
    .record({
      orderId: fc.constantFrom('o1', 'o2', 'o3'),
      status: fc.constantFrom('new', 'filled', 'partially_filled'),
    })
    .map(({ orderId, status }): EventDraft => ({
      kind: 'order',
      data: { orderId, status, symbol: 'BTC', side: 'buy' },
    })),
  fc.constant<EventDraft>({
    kind: 'trade',
    data: { tradeId: 't', symbol: 'BTC', side: 'buy', quantity: 1, price: 2, status: 'filled' },
  }),
  fc.constant<EventDraft>({ kind: 'log', data: { level: 'info', message: 'm' } }),
  fc.constantFrom('a', 'b').map((backtestId): EventDraft => ({
    kind: 'backtest-progress',
    data: { backtestId, progressRatio: 0.5 },
  })),
  fc.constantFrom('a', 'b').map((backtestId): EventDraft => ({ kind: 'backtest-complete', data: { backtestId } })),
);

type Step =
  | { do: 'publish'; account: number; drafts: EventDraft[] }
  | { do: 'turn' }
  | { do: 'advance'; ms: number }
  | { do: 'join'; account: number; delta: boolean; batch: boolean; budget: boolean; topics: string[]; all: boolean }
  | { do: 'stall' | 'drain' | 'leave' | 'disconnect' | 'resume'; client: number }
  | { do: 'change'; client: number; topics: string[] };

// Few different hearings, so that readers share audiences.
const topicsArbitrary = fc.constantFrom(
  allTopics,
  allTopics,
  ['equity', 'positions', 'trades'],
  ['positions', 'orders', 'backtests'],
);
const rarely = fc.nat({ max: 5 }).map((n) => n === 0);
const clientIndex = fc.nat({ max: 5 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('publish' as const),
      account: fc.nat({ max: 1 }),
      drafts: fc.array(draft, { minLength: 1, maxLength: 6 }),
    }),
  },
  { weight: 3, arbitrary: fc.constant<Step>({ do: 'turn' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('advance' as const),
      ms: fc.constantFrom(1, 1, 1, 2, 7, 20, 150, 1100, 6000),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('join' as const),
      account: rarely.map(Number),
      delta: rarely.map((no) => !no),
      batch: rarely,
      budget: rarely,
      topics: topicsArbitrary,
      all: rarely,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('stall' as const, 'drain' as const, 'disconnect' as const, 'resume' as const),
      client: clientIndex,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), client: clientIndex }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('change' as const), client: clientIndex, topics: topicsArbitrary }),
  },
);

/** Lets promises that are already settled run their continuations. */
const microtasks = async (): Promise<void> => {
  for (let round = 0; round < 24; round += 1) await Promise.resolve();
};

class World {
  readonly clock = new FakeClock();
  readonly clients: Client[] = [];
  readonly delivery: Delivery;
  readonly log: DelayedLog;
  unsentPeakBytes = 0;

  constructor(delays: () => number) {
    const inner = new MemoryLog({ epoch: 'e' });
    this.log = new DelayedLog({ nextDelayMs: delays }, { inner, clock: this.clock });
    const options = {
      ...defaultDeliveryOptions,
      highWaterBytes: 1500,
      maxPageChars: 700,
      logPageEvents: 5,
      tailEvents: 12,
      maxEventsPerFlush: 7,
      maxCatchUpBytesPerTurn: 1500,
    };
    this.delivery = new Delivery(options, { clock: this.clock, log: this.log });
    this.log.follow((events) => {
      for (const event of events) this.#owe(event);
      this.delivery.commit(events);
    });
  }

  #owe(event: SequencedEvent): void {
    if (updateRuleOf(event).delivery !== 'every') return;
    for (const client of this.clients) {
      // A collected list has no message of its own for an update.
      if (event.kind !== 'order' && hears(client.hearing, event)) client.owed.push(event.seq);
    }
  }

  async run(step: Step): Promise<void> {
    if (step.do === 'publish') this.#publish(accounts[step.account] ?? 'alice', step.drafts);
    else if (step.do === 'turn') this.clock.endTurn();
    else if (step.do === 'advance') await this.advance(step.ms);
    else if (step.do === 'join') this.#join(step);
    else this.#turnTo(step);
    await microtasks();
    for (const client of this.clients) this.unsentPeakBytes = Math.max(this.unsentPeakBytes, client.unsentBytes());
  }

  #join(step: Step & { do: 'join' }): void {
    if (this.clients.length > 5) return;
    this.clients.push(
      new Client(this.delivery, {
        dialect: step.budget ? budgetDialect : probeDialect,
        accounts: step.all ? '*' : [accounts[step.account] ?? 'alice'],
        topics: new Set(step.all ? step.topics.filter((topic) => topic !== 'orders') : step.topics),
        delta: step.delta,
        batch: step.batch,
        cursor: true,
        namesAccount: false,
        compression: 'none',
      }),
    );
  }

  #turnTo(step: Step & { client: number }): void {
    const client = this.clients[step.client];
    if (client === undefined) return;
    if (step.do === 'resume') {
      if (!client.connected) client.resume();
    } else if (!client.connected) {
      return;
    } else if (step.do === 'stall') client.stalled = true;
    else if (step.do === 'drain') client.drain();
    // Only who has a cursor can come back and be owed what it missed.
    else if (step.do === 'disconnect' && client.replica.cursorSeq !== undefined) client.disconnect();
    else if (step.do === 'leave') {
      client.disconnect();
      this.clients.splice(step.client, 1);
    } else if (step.do === 'change') {
      const topics = client.hearing.accounts === '*' ? step.topics.filter((topic) => topic !== 'orders') : step.topics;
      client.change(new Set(topics));
    }
  }

  #publish(account: string, drafts: EventDraft[]): void {
    const receivedAt = this.clock.now();
    const events = drafts.map((one) => ({
      ...completeEvent(one, { account, source: 's', receivedAt }),
      receivedAt,
      publisher: 'p',
    }));
    void this.log.append(events);
  }

  async advance(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 5) {
      this.clock.advance(Math.min(5, left));
      await microtasks();
    }
  }

  /** Everybody reads, nobody publishes, time passes. */
  async settle(): Promise<void> {
    for (let round = 0; round < 40; round += 1) {
      for (const client of this.clients) {
        if (!client.connected) client.resume();
        client.drain();
      }
      await this.advance(500);
    }
  }

  expected(client: Client): Map<string, unknown> {
    const states = new Map<string, unknown>();
    for (const kind of Object.keys(client.hearing.dialect.views) as Kind[]) {
      if (kind === 'order') continue;
      for (const account of this.delivery.state.accounts()) {
        if (!seesAccount(client.hearing, account)) continue;
        for (const event of this.delivery.state.values(account, kind)) {
          if (hears(client.hearing, event)) states.set(`${account} ${kind} ${event.key}`, asJson(event.data));
        }
      }
    }
    return states;
  }
}

const sorted = (map: ReadonlyMap<string, unknown>): [string, unknown][] =>
  [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));

it('leaves every replica equal to the state and gives each every update once and in order, however readers come, lag, change and return', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 60 }),
      fc.infiniteStream(fc.constantFrom(0, 0, 0, 0, 0, 1, 5, 12)),
      async (steps, delays) => {
        const world = new World(() => delays.next().value ?? 0);
        for (const one of steps) await world.run(one);
        await world.settle();
        for (const client of world.clients) {
          expect(client.replica.problems).toEqual([]);
          expect(client.replica.everySeqs).toEqual(client.owed);
          const expected = world.expected(client);
          const heard = [...client.replica.states].filter(([unit]) => expected.has(unit) || hearsUnit(client, unit));
          expect(sorted(new Map(heard))).toEqual(sorted(expected));
          if (client.hearing.topics.has('orders')) {
            const account = client.hearing.accounts[0] ?? '';
            const orders = world.delivery.state
              .list(account, 'order')
              .events.map((event) => [event.key, asJson(event.data)]);
            expect([...client.replica.orders]).toEqual(orders);
          }
        }
      },
    ),
    { numRuns: Number(process.env['PITWALL_DELIVERY_RUNS'] ?? 300) },
  );
}, 120_000);

/** Whether the client's present topics include a unit: states of topics it left are stale by right. */
const hearsUnit = (client: Client, unit: string): boolean => {
  const kind = unit.split(' ')[1] ?? '';
  const topicOf: Record<string, string> = { position: 'positions', equity: 'equity', market: 'market' };
  return client.hearing.topics.has(topicOf[kind] ?? 'backtests');
};
