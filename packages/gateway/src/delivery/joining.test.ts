import { completeEvent } from '@pitwall/model';
import type { EventDraft, SequencedOf } from '@pitwall/model';
import type { Dialect, EncodeContext } from '@pitwall/dialects';
import { FakeClock, probeDialect } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { MemoryLog } from '../log/memory-log.ts';
import { defaultDeliveryOptions, Delivery } from './delivery.ts';
import type { Hearing } from './hearing.ts';
import { HeldVersions } from './held-versions.ts';
import { Replica } from './replica.fixture.ts';
import { Seat } from './seat.ts';
import type { SeatOutput } from './seat.ts';

const hearing: Hearing = {
  dialect: probeDialect,
  accounts: ['demo'],
  topics: new Set(['positions']),
  delta: true,
  batch: false,
  cursor: false,
  namesAccount: false,
  compression: 'none',
};

/** An output that takes everything at once. */
const outputTo = (take: (frames: Buffer) => unknown): SeatOutput => ({
  write: (frames) => {
    take(frames);
    return 0;
  },
  unsentBytes: () => 0,
});

const position = (action: string, size: number): EventDraft => ({
  kind: 'position',
  data: { action, symbol: 'BTC', side: 'long', size },
});

class Rig {
  readonly clock = new FakeClock();
  readonly log = new MemoryLog({ epoch: 'e' });
  readonly delivery = new Delivery(defaultDeliveryOptions, { clock: this.clock, log: this.log });

  constructor() {
    this.log.follow((events) => this.delivery.commit(events));
  }

  join(wanted: Hearing): { seat: Seat; replica: Replica; writes: number } {
    const replica = new Replica();
    const reader = { seat: this.#seat(replica, () => (reader.writes += 1)), replica, writes: 0 };
    reader.seat.enter({ hearing: wanted, afterSeq: this.delivery.headSeq, held: HeldVersions.none() });
    this.clock.endTurns();
    return reader;
  }

  #seat(replica: Replica, wrote: () => void): Seat {
    return new Seat(this.delivery, {
      output: outputTo((frames) => {
        wrote();
        replica.read(frames);
      }),
      fellBehind: () => undefined,
      caughtUp: () => undefined,
      failed: (error) => {
        throw error;
      },
    });
  }

  async publish(...drafts: EventDraft[]): Promise<void> {
    const receivedAt = this.clock.now();
    await this.log.append(
      drafts.map((draft) => ({
        ...completeEvent(draft, { account: 'demo', source: 's', receivedAt }),
        receivedAt,
        publisher: 'p',
      })),
    );
    this.clock.endTurns();
  }
}

const sizeOf = (replica: Replica): unknown => replica.states.get('demo position BTC:long')?.['size'];

describe('a joiner of an audience with deltas', () => {
  it('gets the version that the audience sent, so that a change back to it is right for it too', async () => {
    const rig = new Rig();
    rig.join(hearing);
    await rig.publish(position('opened', 0));
    await rig.publish(position('updated', 1));
    // Waits for its interval: members hold 1.
    await rig.publish(position('updated', 2));
    const joiner = rig.join(hearing);
    expect(sizeOf(joiner.replica)).toBe(1);
    // Back to what was sent: the delta that members get is empty.
    await rig.publish(position('updated', 1));
    rig.clock.advance(50);
    expect(sizeOf(joiner.replica)).toBe(1);
  });

  it('that holds a newer version already makes the audience say it first', async () => {
    const rig = new Rig();
    rig.join(hearing);
    await rig.publish(position('opened', 0));
    await rig.publish(position('updated', 1));
    // Another audience sends its first update at once, where the first audience still waits.
    const other = rig.join({ ...hearing, topics: new Set(['positions', 'trades']) });
    await rig.publish(position('updated', 2));
    expect(sizeOf(other.replica)).toBe(2);
    const { cursorSeq, held } = other.seat.leave();
    other.seat.enter({ hearing, afterSeq: cursorSeq, held });
    rig.clock.endTurns();
    await rig.publish(position('updated', 1));
    rig.clock.advance(50);
    expect(other.replica.problems).toEqual([]);
    expect(sizeOf(other.replica)).toBe(1);
  });
});

describe('one turn of the event loop', () => {
  // Promise: titan.position-actions
  it('with OPENED, UPDATED three times, CLOSED and OPENED gives every announcement once, in order, and the last update before the close', async () => {
    const rig = new Rig();
    const texts: string[] = [];
    const seat = new Seat(rig.delivery, {
      output: outputTo((frames) => texts.push(frames.toString('latin1'))),
      fellBehind: () => undefined,
      caughtUp: () => undefined,
      failed: () => undefined,
    });
    seat.enter({ hearing: { ...hearing, delta: false, batch: true }, afterSeq: 0, held: HeldVersions.none() });
    rig.clock.endTurns();
    await rig.publish(
      position('opened', 1),
      position('updated', 2),
      position('updated', 3),
      position('updated', 4),
      position('closed', 4),
      position('opened', 9),
    );
    expect(texts).toHaveLength(1);
    const messages = JSON.parse(texts[0]?.slice(texts[0].indexOf('[')) ?? '[]') as {
      data: { action: string; size: number };
    }[];
    expect(messages.map(({ data }) => `${data.action} ${data.size}`)).toEqual([
      'opened 1',
      'updated 2',
      'updated 4',
      'closed 4',
      'opened 9',
    ]);
    expect(rig.delivery.stats.conflated).toBe(1);
  });

  it('makes one write a reader, however much happens in it', async () => {
    const rig = new Rig();
    const readers = [rig.join(hearing), rig.join(hearing)];
    const before = readers.map((reader) => reader.writes);
    await rig.publish(position('opened', 1), position('updated', 2), position('closed', 2));
    expect(readers.map((reader, index) => reader.writes - (before[index] ?? 0))).toEqual([1, 1]);
  });

  it('encodes a fact once for all audiences of a dialect', async () => {
    const rig = new Rig();
    let encodings = 0;
    const view = probeDialect.views.trade;
    if (view?.mode !== 'each') throw new Error('trades are said each');
    const counting: Dialect = {
      ...probeDialect,
      name: 'counting',
      views: {
        trade: {
          ...view,
          encode: (event: SequencedOf<'trade'>, context: EncodeContext) => {
            encodings += 1;
            return view.encode(event, context);
          },
        },
      },
    };
    for (let reader = 0; reader < 20; reader += 1) {
      rig.join({ ...hearing, dialect: counting, topics: new Set(['trades', `backtest:${reader}`]) });
    }
    await rig.publish({ kind: 'trade', data: { tradeId: 't', symbol: 'BTC', side: 'buy', status: 'filled' } });
    expect(rig.delivery.audiences.size).toBe(20);
    expect(encodings).toBe(1);
  });
});

describe('a view that repeats', () => {
  it('says the present value again at its interval though nothing changed', async () => {
    const rig = new Rig();
    const { replica } = rig.join({ ...hearing, topics: new Set(['equity']) });
    await rig.publish({ kind: 'equity', data: { equity: 1 } });
    const heard: number[] = [];
    const { states } = replica;
    for (let second = 0; second < 11; second += 1) {
      states.clear();
      rig.clock.advance(1_000);
      if (states.size > 0) heard.push(second);
    }
    expect(heard).toEqual([4, 9]);
  });

  it('suppresses an equal value that is published again', async () => {
    const rig = new Rig();
    const reader = rig.join({ ...hearing, topics: new Set(['equity']) });
    await rig.publish({ kind: 'equity', data: { equity: 1 } });
    rig.clock.advance(100);
    const { writes } = reader;
    await rig.publish({ kind: 'equity', data: { equity: 1 } });
    rig.clock.advance(100);
    expect(reader.writes).toBe(writes);
    expect(rig.delivery.stats.suppressed).toBe(1);
  });
});

describe('a collected list with a trailing edge', () => {
  it('is said once, whole, an interval after the first change', async () => {
    const rig = new Rig();
    const { replica } = rig.join({ ...hearing, topics: new Set(['orders']) });
    const order = (orderId: string, status: string): EventDraft => ({
      kind: 'order',
      data: { orderId, status, symbol: 'BTC', side: 'buy' },
    });
    await rig.publish(order('a', 'new'), order('b', 'new'));
    rig.clock.advance(999);
    expect(replica.orders.size).toBe(0);
    rig.clock.advance(1);
    expect([...replica.orders.keys()]).toEqual(['a', 'b']);
    await rig.publish(order('a', 'filled'));
    rig.clock.advance(1_000);
    expect([...replica.orders.keys()]).toEqual(['b']);
  });
});

describe('an outbound budget', () => {
  // Promise: titan.outbound-budget
  it('limits latest messages only, oldest key first, and every messages use it up', async () => {
    const rig = new Rig();
    const budget: Dialect = {
      ...probeDialect,
      name: 'budget',
      traits: { ...probeDialect.traits, outboundBudget: { messages: 3, windowMs: 1_000 } },
    };
    const { replica } = rig.join({ ...hearing, dialect: budget, topics: new Set(['market', 'trades']) });
    const market = (symbol: string, price: number): EventDraft => ({ kind: 'market', data: { symbol, price } });
    const trade: EventDraft = { kind: 'trade', data: { tradeId: 't', symbol: 'BTC', side: 'buy', status: 'filled' } };
    await rig.publish(trade, trade, market('A', 1), market('B', 1), market('C', 1), market('B', 2));
    rig.clock.advance(500);
    expect([...replica.states.keys()]).toEqual(['@shared market A']);
    await rig.publish(trade);
    expect(replica.everySeqs).toHaveLength(3);
    rig.clock.advance(500);
    expect([...replica.states.keys()]).toEqual(['@shared market A', '@shared market B', '@shared market C']);
    expect(replica.states.get('@shared market B')).toMatchObject({ price: 2 });
  });
});

describe('bounded messages', () => {
  it('beyond the bound of a batch lose the oldest, and the reader is told how many', async () => {
    const clock = new FakeClock();
    const log = new MemoryLog({ epoch: 'e' });
    const delivery = new Delivery({ ...defaultDeliveryOptions, maxBoundedPerBatch: 3 }, { clock, log });
    log.follow((events) => delivery.commit(events));
    const messages: string[] = [];
    const seat = new Seat(delivery, {
      output: outputTo((frames) => messages.push(frames.toString('latin1'))),
      fellBehind: () => undefined,
      caughtUp: () => undefined,
      failed: () => undefined,
    });
    seat.enter({ hearing: { ...hearing, topics: new Set(['logs']) }, afterSeq: 0, held: HeldVersions.none() });
    clock.endTurns();
    const lines = Array.from({ length: 5 }, (_, index): EventDraft => ({
      kind: 'log',
      data: { level: 'info', message: `line ${index}` },
    }));
    await log.append(
      lines.map((draft) => ({
        ...completeEvent(draft, { account: 'demo', source: 's', receivedAt: 1 }),
        receivedAt: 1,
        publisher: 'p',
      })),
    );
    clock.endTurns();
    const said = messages.join('');
    expect([0, 1, 2, 3, 4].filter((index) => said.includes(`line ${index}`))).toEqual([2, 3, 4]);
    expect(said).toContain('"type":"reply:dropped","say":"dropped","topic":"logs","count":2');
    expect(delivery.stats.dropped).toBe(2);
  });
});
