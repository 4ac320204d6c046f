import { completeEvent } from '@pitwall/model';
import { FakeClock, probeDialect } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { defaultDeliveryOptions, Delivery } from '../delivery/delivery.ts';
import type { Hearing } from '../delivery/hearing.ts';
import { MemoryLog } from '../log/memory-log.ts';
import { resumptionFrom } from './resumption.ts';

const hearing: Hearing = {
  dialect: probeDialect,
  accounts: ['alice'],
  topics: new Set(['equity']),
  delta: false,
  batch: false,
  cursor: true,
  namesAccount: false,
  compression: 'none',
};

/** Delivery over a log of so many events which keeps the newest ten: the odd ones are alice's, the even ones bob's. */
const deliveryOf = async (
  count: number,
  accountOf = (seq: number) => (seq % 2 === 1 ? 'alice' : 'bob'),
): Promise<Delivery> => {
  const log = new MemoryLog({ epoch: 'e1', maxEvents: 10 });
  const delivery = new Delivery(defaultDeliveryOptions, { clock: new FakeClock(), log });
  log.follow((events) => delivery.commit(events));
  for (let seq = 1; seq <= count; seq += 1) {
    const draft = { kind: 'equity', data: { equity: seq } } as const;
    const event = completeEvent(draft, { account: accountOf(seq), source: 'test', receivedAt: seq });
    await log.append([{ ...event, receivedAt: seq, publisher: 'test' }]);
  }
  return delivery;
};

describe('a client that comes back', () => {
  it('goes on after its cursor when the log reaches back to it', async () => {
    const delivery = await deliveryOf(30);
    expect(resumptionFrom('e1.25', hearing, delivery)).toEqual({
      recovered: true,
      cursor: { epoch: 'e1', seq: 25 },
    });
    expect(resumptionFrom('e1.20', hearing, delivery).recovered).toBe(true);
    expect(resumptionFrom('e1.30', hearing, delivery).recovered).toBe(true);
  });

  it('goes on after the cursor of a poll', async () => {
    const delivery = await deliveryOf(30);
    const { recovered, cursor } = resumptionFrom('e1.25.27.0d6ffc69', hearing, delivery);
    expect([recovered, cursor.seq]).toEqual([true, 25]);
    expect(resumptionFrom('e1.19.27.0d6ffc69', hearing, delivery).recovered).toBe(false);
    expect(resumptionFrom('e1.25.27', hearing, delivery).recovered).toBe(false);
  });

  // Promise: ruling-6.resume-first
  it.each([
    ['is before what the log still has', 'e1.19', 'expired'],
    ['is of another history', 'e0.25', 'other-epoch'],
    ['is of a future that never was', 'e1.31', 'ahead'],
    ['is no cursor', 'nonsense', 'unreadable'],
    ['is empty', '', 'unreadable'],
  ])('starts from a snapshot, and is told so, when its cursor %s', async (_why, since, gap) => {
    const delivery = await deliveryOf(30);
    const begin = { recovered: false, cursor: { epoch: 'e1', seq: 29 } };
    expect(resumptionFrom(since, hearing, delivery)).toEqual({ ...begin, gap });
  });

  // Promise: ruling-11.isolation-replay
  it('starts from a snapshot without a cursor, at the newest place of its own accounts', async () => {
    const delivery = await deliveryOf(30);
    expect(resumptionFrom(undefined, hearing, delivery).cursor.seq).toBe(29);
    expect(resumptionFrom(undefined, { ...hearing, accounts: ['carol'] }, delivery).cursor.seq).toBe(0);
  });

  it('lacks nothing when nothing of its accounts came since, however far the log went on', async () => {
    const delivery = await deliveryOf(30, (seq) => (seq <= 5 ? 'alice' : 'bob'));
    expect(resumptionFrom('e1.5', hearing, delivery)).toEqual({ recovered: true, cursor: { epoch: 'e1', seq: 5 } });
    expect(resumptionFrom('e1.4', hearing, delivery).recovered).toBe(false);
  });
});
