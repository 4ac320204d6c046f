import { completeEvent } from '@pitwall/model';
import { FakeClock, streamProbeDialect } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { MemoryLog } from '../log/memory-log.ts';
import { defaultDeliveryOptions, Delivery } from './delivery.ts';
import { asStream } from './hearing.ts';
import { HeldVersions } from './held-versions.ts';
import { Seat } from './seat.ts';

describe('the position of a member', () => {
  it('comes after what has gathered was written, so that nothing up to it is on its way', async () => {
    const clock = new FakeClock();
    const log = new MemoryLog({ epoch: 'e' });
    const delivery = new Delivery(defaultDeliveryOptions, { clock, log });
    log.follow((events) => delivery.commit(events));
    let written = 0;
    const seat = new Seat(delivery, {
      output: { write: () => (written += 1) && 0, unsentBytes: () => 0 },
      fellBehind: () => undefined,
      caughtUp: () => undefined,
      failed: (error) => {
        throw error;
      },
    });
    const form = { delta: false, batch: false, cursor: false, namesAccount: false, compression: 'none' } as const;
    const hearing = asStream({ ...form, dialect: streamProbeDialect, accounts: ['demo'], topics: new Set(['trades']) });
    seat.enter({ hearing, afterSeq: 0, held: HeldVersions.none() });
    expect(seat.position()).toBeUndefined();
    clock.endTurns();
    const receivedAt = clock.now();
    const trade = { kind: 'trade', data: { tradeId: 't', symbol: 'BTC', side: 'buy', status: 'filled' } } as const;
    const event = completeEvent(trade, { account: 'demo', source: 's', receivedAt });
    await log.append([{ ...event, receivedAt, publisher: 'p' }]);
    expect(written).toBe(0);
    expect(seat.position()).toEqual({ throughSeq: 1, lastSeq: 1 });
    expect(written).toBe(1);
  });
});
