import { setImmediate as turn } from 'node:timers/promises';
import { completeEvent, parseCursor } from '@pitwall/model';
import type { EventDraft } from '@pitwall/model';
import { DelayedLog, FakeClock, modelRuns } from '@pitwall/testkit';
import type { ReceivedEvent } from '@pitwall/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultDeliveryOptions, Delivery } from '../../delivery/delivery.ts';
import { MemoryLog } from '../../log/memory-log.ts';
import { StreamPeer } from './stream-peer.fixture.ts';

const little = {
  ...defaultDeliveryOptions,
  highWaterBytes: 2_000,
  maxPageChars: 900,
  logPageEvents: 5,
  tailEvents: 8,
  maxCatchUpBytesPerTurn: 2_000,
};

/** A log that keeps so many events, with the one reader that is cut off. */
class World {
  readonly clock = new FakeClock();
  readonly delivery: Delivery;
  readonly log: DelayedLog;
  readonly peer: StreamPeer;
  readonly trades: { readonly id: string; readonly seq: number }[] = [];
  #count = 0;

  constructor(maxEvents = 100_000) {
    const inner = new MemoryLog({ epoch: 'e', maxEvents });
    this.log = new DelayedLog({ nextDelayMs: () => 1 }, { inner, clock: this.clock });
    this.delivery = new Delivery(little, { clock: this.clock, log: this.log });
    this.log.follow((events) => {
      this.delivery.commit(events);
      for (const { kind, account, key, seq } of events) {
        if (kind === 'trade' && account === 'main') this.trades.push({ id: key, seq });
      }
    });
    const kinds = new Set(['trade', 'position', 'log']);
    this.peer = new StreamPeer({ clock: this.clock, delivery: this.delivery, kinds });
  }

  async publish(drafts: readonly EventDraft[], account = 'main'): Promise<void> {
    const receivedAt = this.clock.now();
    const events = drafts.map((draft) => completeEvent(draft, { account, source: 's', receivedAt }));
    void this.log.append(events.map((event) => ({ ...event, receivedAt, publisher: 'p' })));
    await this.advance(2);
  }

  trade(account?: string): Promise<void> {
    this.#count += 1;
    const tradeId = `t${this.#count}`;
    const data = { tradeId, symbol: 'BTC', side: 'buy', quantity: 1, price: 2, status: 'filled' } as const;
    return this.publish([{ kind: 'trade', data }], account);
  }

  position(n: number, ...actions: readonly ('opened' | 'updated' | 'closed')[]): Promise<void> {
    return this.publish(
      actions.map((action) => {
        this.#count += 1;
        return { kind: 'position', data: { action, symbol: `S${n}`, side: 'long', size: this.#count } };
      }),
    );
  }

  async advance(ms: number): Promise<void> {
    this.clock.advance(ms);
    for (let round = 0; round < 3; round += 1) await turn();
    this.clock.endTurns();
    await turn();
  }

  /** Everything arrives. */
  async settle(): Promise<void> {
    for (let round = 0; round < 60; round += 1) {
      this.peer.flow();
      this.peer.read();
      if (!this.peer.isConnected || this.peer.isEnded) this.peer.connect();
      await this.advance(50);
    }
    this.peer.read();
  }
}

const dataOf = ({ data }: ReceivedEvent): Readonly<Record<string, unknown>> =>
  JSON.parse(data) as Readonly<Record<string, unknown>>;

/** What a client makes of what it heard. */
class Console {
  readonly trades: unknown[] = [];
  readonly sizes = new Map<unknown, unknown>();
  /** What it was honestly told that it lacks: after the first, up to the second. */
  readonly gaps: { readonly after: number; readonly through: number }[] = [];
  /** Cursors that were not honoured. */
  unrecovered = 0;
  #cursorSeq: number | undefined;

  take(event: ReceivedEvent): void {
    const { snapshot, key, recovered, data, cursor } = dataOf(event);
    if (event.event === 'resume') this.#resume(recovered === true, parseCursor(String(cursor)).seq);
    if (event.event === 'trade' && snapshot !== true) this.trades.push(key);
    if (event.event === 'position') {
      const { action, size } = data as Record<string, unknown>;
      if (action === 'closed') this.sizes.delete(key);
      else {
        if (Number(size) < Number(this.sizes.get(key) ?? 0)) throw new Error(`${String(key)} went back`);
        this.sizes.set(key, size);
      }
    }
    this.#cursorSeq = parseCursor(event.lastEventId).seq;
  }

  #resume(recovered: boolean, seq: number): void {
    if (recovered) {
      if (seq !== this.#cursorSeq) throw new Error('It goes on elsewhere than the client left');
      return;
    }
    if (this.#cursorSeq !== undefined) this.unrecovered += 1;
    this.gaps.push({ after: this.#cursorSeq ?? 0, through: seq });
    this.sizes.clear();
  }
}

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('trade' as const), n: fc.constant(0) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('opened' as const, 'updated' as const, 'closed' as const),
      n: fc.integer({ min: 0, max: 3 }),
    }),
  },
  fc.record({
    do: fc.constantFrom('foreign' as const, 'stall' as const, 'flow' as const, 'read' as const, 'beat' as const),
    n: fc.constant(0),
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('cut' as const, 'cut-within-burst' as const),
      n: fc.integer({ min: 0, max: 100 }),
    }),
  },
);

const play = async (world: World, { do: what, n }: { readonly do: string; readonly n: number }): Promise<void> => {
  const { peer } = world;
  if (what === 'trade') await world.trade();
  else if (what === 'foreign') await world.trade('spare');
  else if (what === 'opened' || what === 'updated' || what === 'closed') await world.position(n, what);
  else if (what === 'stall') peer.stall();
  else if (what === 'flow') peer.flow();
  else if (what === 'read') peer.read();
  else if (what === 'beat') await world.advance(16_000);
  else if (!peer.isConnected) peer.connect();
  else {
    // A value that waits for its interval goes out together with its end.
    if (what === 'cut-within-burst') await world.position(n % 4, 'updated', 'updated', 'closed');
    peer.cut(n / 100);
  }
  await world.advance(1);
};

describe('a stream that is cut anywhere and goes on with its last event id', () => {
  // Promises: ruling-6.replay, ruling-6.resume-first, ruling-7.no-gap, ruling-7.snapshot
  it.each([
    ['keeps everything', 100_000],
    ['forgets', 12],
  ])(
    'ends, over a log that %s, with the state and each trade once and in order, or an honest gap',
    async (_, maxEvents) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 50, size: 'max' }), async (steps) => {
          const world = new World(maxEvents);
          world.peer.connect();
          for (const one of steps) await play(world, one);
          await world.settle();
          const client = new Console();
          for (const event of world.peer.heard) client.take(event);
          const lacking = ({ seq }: { seq: number }): boolean =>
            client.gaps.some(({ after, through }) => seq > after && seq <= through);
          expect(client.trades).toEqual(world.trades.filter((trade) => !lacking(trade)).map(({ id }) => id));
          expect(maxEvents > 1_000 ? client.unrecovered : 0).toBe(0);
          const state = [...world.delivery.state.values('main', 'position')];
          expect(Object.fromEntries(client.sizes)).toEqual(
            Object.fromEntries(state.map((event): [string, unknown] => [event.key, Reflect.get(event.data, 'size')])),
          );
        }),
        modelRuns(150),
      );
    },
    60_000,
  );
});

describe('a heartbeat', () => {
  // Promise: ruling-11.isolation-replay
  it('takes the cursor on with what the reader may see, and tells nothing of other accounts', async () => {
    const world = new World();
    world.peer.connect();
    await world.trade();
    await world.trade('spare');
    await world.advance(32_000);
    world.peer.read();
    expect(world.peer.parser.lastEventId).toBe('e.1');
  });
});

describe('a slow reader of a stream', () => {
  it('holds the mark and one batch at most, catches up, and is told what it did not get', async () => {
    const world = new World();
    world.peer.connect();
    await world.advance(1);
    world.peer.stall();
    let most = 0;
    for (let n = 0; n < 100; n += 1) {
      await (n % 2 === 0 ? world.trade() : world.position(1, n === 1 ? 'opened' : 'updated'));
      most = Math.max(most, world.peer.unsentBytes());
    }
    expect(most).toBeLessThan(little.highWaterBytes + 1_000);
    await world.settle();
    expect(world.peer.heard.filter(({ event }) => event === 'trade')).toHaveLength(50);
    const notice = world.peer.heard.find(({ event }) => event === 'caught-up');
    expect(notice === undefined ? undefined : dataOf(notice)).toMatchObject({ event: 'caught-up', dropped: 0 });
  });

  it('that takes nothing for too long is told so last, and cut', async () => {
    const world = new World();
    world.peer.connect();
    await world.advance(1);
    world.peer.read();
    world.peer.stall();
    await world.trade();
    await world.advance(29_000);
    expect(world.peer.isEnded).toBe(false);
    await world.advance(32_000);
    expect(world.peer.isEnded).toBe(true);
    expect(world.delivery.audiences.size).toBe(0);
    expect(world.clock.timerCount).toBe(0);
  });

  it('that does take something, however slowly, goes on', async () => {
    const world = new World();
    world.peer.connect();
    for (let n = 0; n < 5; n += 1) {
      world.peer.stall();
      await world.trade();
      await world.advance(20_000);
      world.peer.flow();
      await world.advance(1);
    }
    world.peer.read();
    expect(world.peer.heard.filter(({ event }) => event === 'trade')).toHaveLength(5);
    expect(world.peer.isEnded).toBe(false);
  });

  it('leaves nothing behind when its connection is gone', async () => {
    const world = new World();
    world.peer.connect();
    await world.trade();
    world.peer.cut(1);
    await world.advance(1);
    expect([world.delivery.audiences.size, world.clock.timerCount]).toEqual([0, 0]);
  });
});
