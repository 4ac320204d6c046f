import type { EventDraft } from '@pitwall/model';
import { completeEvent } from '@pitwall/model';
import { DelayedLog, FakeClock, probeDialect } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import type { EventLog } from '../log/event-log.ts';
import { MemoryLog } from '../log/memory-log.ts';
import { Client } from './client.fixture.ts';
import { defaultDeliveryOptions, Delivery } from './delivery.ts';
import type { DeliveryOptions } from './delivery.ts';
import type { Hearing } from './hearing.ts';

const hearing: Hearing = {
  dialect: probeDialect,
  accounts: ['demo'],
  topics: new Set(['positions', 'trades']),
  delta: true,
  batch: false,
  cursor: true,
  namesAccount: false,
  compression: 'none',
};

const position = (symbol: string, size: number, action = 'updated'): EventDraft => ({
  kind: 'position',
  data: { action, symbol, side: 'long', size },
});
const trade: EventDraft = { kind: 'trade', data: { tradeId: 't', symbol: 'BTC', side: 'buy', status: 'filled' } };

class Rig {
  readonly clock = new FakeClock();
  readonly log: EventLog;
  readonly delivery: Delivery;

  constructor(options: Partial<DeliveryOptions> = {}, delayMs?: number) {
    const inner = new MemoryLog({ epoch: 'e' });
    this.log =
      delayMs === undefined ? inner : new DelayedLog({ nextDelayMs: () => delayMs }, { inner, clock: this.clock });
    this.delivery = new Delivery({ ...defaultDeliveryOptions, ...options }, { clock: this.clock, log: this.log });
    this.log.follow((events) => this.delivery.commit(events));
  }

  /** Publishes without ending the turn. */
  async append(...drafts: EventDraft[]): Promise<void> {
    const receivedAt = this.clock.now();
    await this.log.append(
      drafts.map((draft) => ({
        ...completeEvent(draft, { account: 'demo', source: 's', receivedAt }),
        receivedAt,
        publisher: 'p',
      })),
    );
  }

  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 1) {
      this.clock.advance(1);
      for (let round = 0; round < 10; round += 1) await Promise.resolve();
    }
  }
}

const sizeOf = (client: Client, symbol: string): unknown =>
  client.replica.states.get(`demo position ${symbol}:long`)?.['size'];

describe('catching up', () => {
  it('gives a joiner the newest values when its own flush leaves it without the audience that it came for', async () => {
    const rig = new Rig({ highWaterBytes: 100 });
    await rig.append(position('BTC', 1, 'opened'));
    const member = new Client(rig.delivery, hearing);
    await rig.pass(1);
    await rig.append(position('BTC', 2));
    rig.clock.endTurns();
    // Waits for its interval in the member's audience.
    await rig.append(position('BTC', 3));
    member.stalled = true;
    const joiner = new Client(rig.delivery, hearing);
    // A batch is pending which puts the only member above its mark.
    await rig.append(trade, trade);
    await rig.pass(30);
    expect(sizeOf(joiner, 'BTC')).toBe(3);
    await rig.append(position('BTC', 2));
    await rig.pass(30);
    expect(sizeOf(joiner, 'BTC')).toBe(2);
  });

  it('says again what changed after its turn among the present values, before the reader is a member', async () => {
    const rig = new Rig({ maxPageChars: 400, maxCatchUpBytesPerTurn: 400 });
    const symbols = Array.from({ length: 12 }, (_, n) => `S${n}`);
    await rig.append(...symbols.map((symbol) => position(symbol, 1, 'opened')));
    const joiner = new Client(rig.delivery, hearing);
    rig.clock.endTurn();
    expect(sizeOf(joiner, 'S0')).toBe(1);
    expect(sizeOf(joiner, 'S11')).toBeUndefined();
    await rig.append(position('S0', 2));
    rig.clock.endTurns();
    expect(symbols.map((symbol) => sizeOf(joiner, symbol))).toEqual([2, ...symbols.slice(1).map(() => 1)]);
  });

  it('takes no second step while the log is being read, however often the output drains', async () => {
    const rig = new Rig({ tailEvents: 2, logPageEvents: 3 }, 5);
    for (let count = 0; count < 20; count += 1) {
      void rig.append(trade);
      await rig.pass(12);
    }
    const client = new Client(rig.delivery, hearing);
    client.disconnect(0);
    client.resume();
    for (let round = 0; round < 200; round += 1) {
      client.seat.drained();
      await rig.pass(1);
    }
    expect(client.replica.everySeqs).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('writes nothing to an output that has not drained, however often the reader turns to other topics', async () => {
    const rig = new Rig();
    await rig.append(...Array.from({ length: 200 }, (_, index) => position(`S${index}`, 1, 'opened')));
    const client = new Client(rig.delivery, hearing);
    await rig.pass(1);
    client.stalled = true;
    for (let turn = 0; turn < 50; turn += 1) {
      client.change(new Set(['trades']));
      await rig.pass(1);
      client.change(new Set(['positions', 'trades']));
      await rig.pass(1);
    }
    expect(client.unsentBytes()).toBeLessThan(80_000);
  });

  it('gives a topic’s states again to a reader that left it and came back in one turn', async () => {
    const rig = new Rig();
    await rig.append(position('BTC', 1, 'opened'));
    const client = new Client(rig.delivery, hearing);
    await rig.pass(1);
    client.replica.states.clear();
    client.change(new Set(['trades']));
    client.change(new Set(['positions', 'trades']));
    await rig.pass(1);
    expect(sizeOf(client, 'BTC')).toBe(1);
  });

  it('never lets a client’s cursor go back', async () => {
    const rig = new Rig();
    const quiet = new Client(rig.delivery, { ...hearing, topics: new Set(['positions']) });
    const client = new Client(rig.delivery, hearing);
    await rig.append(position('BTC', 1, 'opened'));
    await rig.append(trade, trade);
    await rig.pass(1);
    const before = client.replica.cursorSeq ?? 0;
    client.change(new Set(['positions']));
    await rig.append(position('BTC', 2));
    await rig.pass(30);
    expect(client.replica.cursorSeq ?? 0).toBeGreaterThanOrEqual(before);
    expect(quiet.replica.problems).toEqual([]);
  });

  it('comes to an end while most of the state changes in every turn', async () => {
    const rig = new Rig({ maxPageChars: 20_000 });
    const symbols = Array.from({ length: 700 }, (_, index) => `S${index}`);
    await rig.append(...symbols.map((symbol) => position(symbol, 1, 'opened')));
    const client = new Client(rig.delivery, { ...hearing, delta: false });
    for (let turn = 0; turn < 60; turn += 1) {
      await rig.append(...symbols.slice(0, 600).map((symbol) => position(symbol, turn % 3)));
      rig.clock.endTurn();
    }
    expect(client.seat.state).toBe('member');
    await rig.pass(30);
    expect(client.replica.states.size).toBe(700);
  });

  it('looks at a large state once, not once a page', async () => {
    const rig = new Rig({ maxPageChars: 2_000 });
    let looks = 0;
    const dialect = {
      ...probeDialect,
      name: 'counting',
      topicsOf: (event: Parameters<typeof probeDialect.topicsOf>[0]) => {
        looks += 1;
        return probeDialect.topicsOf(event);
      },
    };
    await rig.append(...Array.from({ length: 2_000 }, (_, index) => position(`S${index}`, 1, 'opened')));
    const client = new Client(rig.delivery, { ...hearing, dialect });
    for (let turn = 0; turn < 500 && client.seat.state !== 'member'; turn += 1) await rig.pass(1);
    expect(client.replica.states.size).toBe(2_000);
    expect(looks).toBeLessThan(3 * 2_000);
  });

  it('ends its turn when its time is over, though it wrote nothing', async () => {
    const rig = new Rig({ maxScanEvents: 10, tailEvents: 1_000 });
    const seat = new Client(rig.delivery, { ...hearing, topics: new Set(['trades']) });
    seat.disconnect(0);
    await rig.append(...Array.from({ length: 100 }, (_, index) => position(`S${index}`, 1, 'opened')));
    seat.replica.cursorSeq = 0;
    seat.resume();
    rig.clock.endTurn();
    expect(seat.seat.state).toBe('catching-up');
    rig.clock.endTurns();
    expect(seat.seat.state).toBe('member');
  });
});
