import { mci } from '@pitwall/dialects';
import { describe, expect, it } from 'vitest';
import type { Admission } from '../identity/identity.ts';
import { createSessionStats } from '../observe/session-stats.ts';
import { readConnectRequest } from './connect-request.ts';
import { FakeSocket, limits, SessionRig } from './session-rig.fixture.ts';
import { Sessions } from './sessions.ts';

/** A registry of sessions on fake sockets, whose jitter goes through these numbers. */
class Rig extends SessionRig {
  readonly jitter: number[] = [];
  readonly revoked = new Set<Admission>();
  readonly sessions: Sessions;

  constructor() {
    super();
    const { clock, delivery, doorkeeper } = this;
    this.sessions = new Sessions(limits, {
      version: 'test',
      clock,
      delivery,
      doorkeeper,
      holds: (admission) => !this.revoked.has(admission),
      stats: createSessionStats(),
      random: () => this.jitter.shift() ?? 0,
      newId: () => 'ws',
      onRefused: () => undefined,
    });
  }

  enter(admission: Admission = { accounts: ['demo'] }): { socket: FakeSocket; gone: () => void } {
    const socket = new FakeSocket();
    const request = readConnectRequest(new URLSearchParams(), { dialect: mci, listener: 'main', remoteAddress: '::1' });
    let gone = (): void => undefined;
    this.sessions.open({ request, outcome: admission }, socket, (session, forget) => {
      gone = () => {
        session.onGone();
        forget();
      };
    });
    socket.read();
    return { socket, gone: () => gone() };
  }
}

const eventsOf = (socket: FakeSocket): unknown[] => socket.read().map(({ event }) => event);

describe('a drain of all sessions', () => {
  // Promise: mci.drain
  it('is announced to all at once, spreads the closes at random over its time, and ends when all are gone', async () => {
    const rig = new Rig();
    rig.jitter.push(0.25, 0.75);
    const [first, second] = [rig.enter(), rig.enter()];
    const drained = rig.sessions.drain({ spreadMs: 4_000, timeoutMs: 10_000 });
    expect([eventsOf(first.socket), eventsOf(second.socket)]).toEqual([['reconnect'], ['reconnect']]);
    rig.clock.advance(999);
    expect(first.socket.endings).toEqual([]);
    rig.clock.advance(1);
    expect(eventsOf(first.socket)).toEqual(['connection:closed']);
    expect(first.socket.endings).toMatchObject([{ how: 'close', code: 1001 }]);
    expect(second.socket.endings).toEqual([]);
    rig.clock.advance(2_000);
    expect(second.socket.endings).toMatchObject([{ how: 'close', code: 1001 }]);
    first.gone();
    second.gone();
    await drained;
    expect(rig.sessions.size).toBe(0);
  });

  it('cuts off at its end who does not go', () => {
    const rig = new Rig();
    const { socket } = rig.enter();
    void rig.sessions.drain({ spreadMs: 0, timeoutMs: 3_000 });
    rig.clock.advance(3_000);
    expect(socket.endings.at(-1)).toEqual({ how: 'cut' });
  });
});

describe('a revoked token', () => {
  it('closes its session at once, and no other', () => {
    const rig = new Rig();
    const admission: Admission = { accounts: ['demo'] };
    const [revoked, other] = [rig.enter(admission), rig.enter()];
    rig.revoked.add(admission);
    rig.sessions.closeRevoked();
    expect(revoked.socket.endings).toEqual([{ how: 'close', code: 4401, reason: 'token revoked' }]);
    expect(other.socket.endings).toEqual([]);
  });

  it('that was still good when the handshake began lets nobody in after it', () => {
    const rig = new Rig();
    const admission: Admission = { accounts: ['demo'] };
    rig.revoked.add(admission);
    expect(rig.enter(admission).socket.endings).toMatchObject([{ how: 'close', code: 4401 }]);
  });
});
