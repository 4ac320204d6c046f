import type { EventDraft } from '@pitwall/model';
import { completeEvent } from '@pitwall/model';
import { FakeClock, FrameReader, probeDialect } from '@pitwall/testkit';
import { describe, expect, it, vi } from 'vitest';
import { MemoryLog } from '../log/memory-log.ts';
import { defaultDeliveryOptions, Delivery } from './delivery.ts';
import type { DeliveryOptions } from './delivery.ts';
import { asStream } from './hearing.ts';
import type { Hearing } from './hearing.ts';
import { HeldVersions } from './held-versions.ts';
import { Seat } from './seat.ts';
import type { PassedOver } from './seat.ts';

const hearing: Hearing = {
  dialect: probeDialect,
  accounts: ['demo'],
  topics: new Set(['positions', 'trades']),
  delta: false,
  batch: false,
  cursor: true,
  namesAccount: false,
  compression: 'none',
};

const trade: EventDraft = { kind: 'trade', data: { tradeId: 't', symbol: 'BTC', side: 'buy', status: 'filled' } };
const opened = (symbol: string): EventDraft => ({
  kind: 'position',
  data: { action: 'opened', symbol, side: 'long', size: 1 },
});

interface Message {
  readonly n: number;
  readonly seq: string;
  readonly prev?: string;
  readonly occasion: string;
}

/** A reader that takes whatever it is written. */
class Peer {
  readonly pages: Buffer[] = [];
  readonly seat: Seat;
  passedOver: PassedOver | undefined;

  constructor(delivery: Delivery, heard: Hearing, afterSeq: number) {
    this.seat = new Seat(delivery, {
      output: { write: (frames) => this.pages.push(frames) && 0, unsentBytes: () => 0 },
      fellBehind: () => undefined,
      caughtUp: (passedOver) => {
        this.passedOver = passedOver;
        return undefined;
      },
      failed: (error) => {
        throw error;
      },
    });
    this.seat.enter({ hearing: heard, afterSeq, held: HeldVersions.none() });
  }

  get messages(): readonly Message[] {
    const frames = new FrameReader().take(Buffer.concat(this.pages));
    return frames.map(({ payload }) => JSON.parse(payload.toString()) as Message);
  }
}

class Rig {
  readonly clock = new FakeClock();
  readonly log = new MemoryLog({ epoch: 'e' });
  readonly delivery: Delivery;

  constructor(options: Partial<DeliveryOptions> = {}) {
    const all = { ...defaultDeliveryOptions, maxPageChars: 4_000, logPageEvents: 16, ...options };
    this.delivery = new Delivery(all, { clock: this.clock, log: this.log });
    this.log.follow((events) => this.delivery.commit(events));
  }

  async append(drafts: readonly EventDraft[]): Promise<void> {
    const receivedAt = this.clock.now();
    const events = drafts.map((draft) => ({
      ...completeEvent(draft, { account: 'demo', source: 's', receivedAt }),
      receivedAt,
      publisher: 'p',
    }));
    await this.log.append(events);
  }

  /** Readers that come back in one turn, brought to the present. */
  async comeBack(cursors: readonly number[], heard: Hearing = hearing): Promise<readonly Peer[]> {
    const peers = cursors.map((afterSeq) => new Peer(this.delivery, heard, afterSeq));
    for (let turn = 0; turn < 400; turn += 1) {
      this.clock.endTurns();
      for (let round = 0; round < 8; round += 1) await Promise.resolve();
    }
    expect(peers.map(({ seat }) => seat.state)).toEqual(peers.map(() => 'member'));
    return peers;
  }
}

const seqs = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

const numbersOf = (peer: Peer | undefined): readonly number[] => peer?.messages.map(({ n }) => n) ?? [];

describe('readers that come back together', () => {
  it.each([
    ['memory', {}],
    ['the log', { tailEvents: 10 }],
  ])('are each given all that they missed once and in order, from %s', async (_where, options) => {
    const rig = new Rig(options);
    await rig.append(Array.from({ length: 200 }, () => trade));
    for (const peer of await rig.comeBack([0, 0, 0, 5, 90])) {
      const first = numbersOf(peer)[0] ?? 0;
      expect(numbersOf(peer)).toEqual(seqs(first, 200));
    }
  });

  it('are given the very same bytes from one place on', async () => {
    const rig = new Rig();
    await rig.append(Array.from({ length: 200 }, () => trade));
    const [one, other] = await rig.comeBack([20, 20]);
    expect(one?.pages.length).toBeGreaterThan(3);
    expect(one?.pages.every((page, index) => page === other?.pages[index])).toBe(true);
  });

  it('soon share their pages when they come from different places', async () => {
    const rig = new Rig();
    await rig.append(Array.from({ length: 200 }, () => trade));
    const [one, other] = await rig.comeBack([3, 41]);
    expect(other?.pages.slice(1).every((page) => one?.pages.includes(page))).toBe(true);
  });

  it('have the log read once for all of them', async () => {
    const rig = new Rig({ tailEvents: 1 });
    await rig.append(Array.from({ length: 160 }, () => trade));
    const read = vi.spyOn(rig.log, 'read');
    await rig.comeBack(Array.from({ length: 50 }, () => 0));
    expect(read.mock.calls.length).toBe(10);
  });

  it('are not told again of a value that a shared page gave them', async () => {
    const rig = new Rig();
    await rig.append(seqs(1, 60).map((index) => opened(`S${index}`)));
    const peers = await rig.comeBack([0, 0]);
    for (const peer of peers) expect(numbersOf(peer)).toEqual(seqs(1, 60));
  });

  it('are each told of all that was passed over, also where a shared page passed it', async () => {
    const rig = new Rig();
    const log: EventDraft = { kind: 'log', data: { level: 'info', message: 'm' } };
    await rig.append(seqs(1, 100).flatMap(() => [trade, log]));
    const peers = await rig.comeBack([0, 0, 40], { ...hearing, topics: new Set(['trades', 'logs']) });
    expect(peers.map(({ passedOver }) => passedOver?.dropped)).toEqual([100, 100, 80]);
  });

  it('are given links without a break where messages are links', async () => {
    const rig = new Rig();
    await rig.append(Array.from({ length: 200 }, () => trade));
    for (const peer of await rig.comeBack([20, 20, 33], asStream({ ...hearing, cursor: false }))) {
      const { messages } = peer;
      expect(messages.length).toBeGreaterThan(160);
      const breaks = messages.slice(1).filter(({ prev }, index) => prev !== messages[index]?.seq);
      expect(breaks).toEqual([]);
    }
  });

  it('keep apart what they may see', async () => {
    const rig = new Rig();
    await rig.append(Array.from({ length: 100 }, () => trade));
    const [mine] = await rig.comeBack([0]);
    const [foreign] = await rig.comeBack([0], { ...hearing, accounts: ['other'] });
    expect([numbersOf(mine).length, numbersOf(foreign).length]).toEqual([100, 0]);
  });
});
