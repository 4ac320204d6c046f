import { mci } from '@pitwall/dialects';
import { PitwallError } from '@pitwall/model';
import type { EventDraft } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import type { Admission } from '../identity/identity.ts';
import { SessionRig } from './session-rig.fixture.ts';

const order = (orderId: string, status: string): EventDraft => ({
  kind: 'order',
  data: { orderId, status, symbol: 'TCS', side: 'buy', quantity: 1 },
});

const withToken = (rig: SessionRig, expiresInMs: number): Admission => {
  const expiresAtMs = rig.clock.now() + expiresInMs;
  return { accounts: ['demo'], identity: { subject: 'ann', admin: false, accounts: ['demo'], expiresAtMs } };
};

/** Lets promises that are already kept be heard. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the token of an mci session', () => {
  // Promises: mci.connection-error, mci.expired-at-connect
  it.each([
    ['UNAUTHENTICATED', 'AUTH_REQUIRED', 4401],
    ['INVALID_TOKEN', 'AUTH_REQUIRED', 4401],
    ['TOKEN_EXPIRED', 'SESSION_EXPIRED', 4401],
    ['FORBIDDEN_ACCOUNT', 'AUTH_REQUIRED', 4403],
  ] as const)('that is not good at connect is answered by connection:error alone: %s', (problem, code, close) => {
    const { socket } = new SessionRig().refuse(new PitwallError(problem, 'why'), mci);
    expect(socket.read()).toMatchObject([{ event: 'connection:error', data: { code, error: { why: 'why' } } }]);
    expect(socket.endings).toMatchObject([{ how: 'close', code: close }]);
  });

  // Promise: mci.expired-in-session
  it('that expires is announced 30 s before, and ends the session 25 s after', () => {
    const rig = new SessionRig();
    const { socket, ask } = rig.connect('', mci, withToken(rig, 40_000));
    socket.read();
    rig.clock.advance(10_000);
    expect(socket.read()).toMatchObject([{ event: 'reconnect', data: { reason: 'session_refresh' } }]);
    for (let left = 55_000; left > 0; left -= 5000) {
      ask({ event: 'heartbeat:ack' });
      rig.clock.advance(5000);
    }
    expect(socket.read().at(-1)).toMatchObject({ event: 'connection:closed', data: { reason: 'session_expired' } });
    expect(socket.endings).toMatchObject([{ how: 'close', code: 4401 }]);
  });

  it('is replaced by a good one in place; a bad one is an error, and the session goes on', async () => {
    const rig = new SessionRig();
    const { socket, ask } = rig.connect('', mci, withToken(rig, 40_000));
    socket.read();
    rig.doorkeeper.token = 'fresh';
    rig.doorkeeper.grants = withToken(rig, 90_000);
    ask({ event: 'auth', data: { token: 'forged' } });
    await settled();
    ask({ event: 'auth', data: { token: 'fresh' } });
    await settled();
    expect(socket.read()).toMatchObject([
      { event: 'error', data: { code: 'AUTH_REQUIRED' } },
      { event: 'authenticated', data: { expiresAt: rig.clock.now() + 90_000 } },
    ]);
    expect(socket.endings).toEqual([]);
  });
});

describe('an mci session that goes on after a cursor', () => {
  it('is greeted first, then told whether all is there, and gets the orders that it missed', async () => {
    const rig = new SessionRig();
    await rig.publish(order('o1', 'new'));
    const { socket } = rig.connect('resume=1', mci);
    const [ack, resume] = socket.read();
    expect([ack, resume]).toMatchObject([{ event: 'connection:ack' }, { event: 'resume' }]);
    const { cursor } = Object(resume?.['data']) as { cursor: string };
    await rig.publish(order('o1', 'filled'), order('o2', 'new'));
    const again = rig.connect(`since=${cursor}`, mci);
    again.ask({ event: 'subscribe', data: { channels: ['orders'] } });
    rig.clock.endTurns();
    expect(again.socket.read()).toMatchObject([
      { event: 'connection:ack' },
      { event: 'resume', data: { recovered: true } },
      { event: 'subscribed' },
      { event: 'orders:update', data: { type: 'filled', order: { id: 'o1' } } },
      { event: 'orders:update', data: { type: 'new', order: { id: 'o2' } } },
    ]);
  });
});
