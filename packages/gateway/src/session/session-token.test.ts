import { PitwallError } from '@pitwall/model';
import { probeDialect } from '@pitwall/testkit';
import type { Dialect } from '@pitwall/dialects';
import { describe, expect, it } from 'vitest';
import type { Admission } from '../identity/identity.ts';
import type { Session } from './session.ts';
import { positionDraft, SessionRig, typesOf } from './session-rig.fixture.ts';

const authenticating: Dialect = {
  ...probeDialect,
  decodeCommand: (message) =>
    typeof message === 'object' && message !== null && 'token' in message && typeof message.token === 'string'
      ? { do: 'authenticate', token: message.token }
      : probeDialect.decodeCommand(message),
};

const carryLike: Dialect = {
  ...probeDialect,
  traits: {
    ...probeDialect.traits,
    closeAs: { INVALID_TOKEN: { close: 'POLICY', reason: 'Invalid token' } },
  },
};

const admission = (rig: SessionRig, expiresInMs: number): Admission => {
  const expiresAtMs = rig.clock.now() + expiresInMs;
  return { accounts: ['demo'], identity: { subject: 'ann', admin: false, accounts: ['demo'], expiresAtMs } };
};

/** Passes time for a client that answers pings. */
const pass = (rig: SessionRig, session: Session, timeMs: number): void => {
  for (let left = timeMs; left > 0; left -= 5_000) {
    rig.clock.advance(Math.min(left, 5_000));
    session.onPong();
  }
};

/** Lets promises that are already kept be heard. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a session with a token', () => {
  // Promises: ruling-12.warning, ruling-12.grace
  it('is warned, goes on through the grace, and ends with the dialect’s words and 4401', () => {
    const rig = new SessionRig();
    const { session, socket } = rig.connect('', authenticating, admission(rig, 40_000));
    pass(rig, session, 10_000);
    expect(socket.read().at(-1)).toMatchObject({ type: 'reply:leaving', why: 'session-refresh', retryAfterMs: 5_000 });
    pass(rig, session, 54_999);
    expect(socket.endings).toEqual([]);
    rig.clock.advance(1);
    expect(socket.read().at(-1)).toMatchObject({ type: 'reply:closing', close: 'SESSION_EXPIRED' });
    expect(socket.endings[0]).toEqual({ how: 'close', code: 4401, reason: 'session expired' });
  });

  // Promise: ruling-12.refresh
  it('keeps what it hears when its token is renewed in place, and is told until when', async () => {
    const rig = new SessionRig();
    const { session, socket, ask } = rig.connect('topics=positions', authenticating, admission(rig, 40_000));
    rig.doorkeeper.token = 'fresh';
    rig.doorkeeper.grants = admission(rig, 100_000);
    ask({ token: 'fresh' });
    await settled();
    await rig.publish(positionDraft('opened', 1));
    expect(typesOf(socket.read())).toEqual(['reply:welcome', 'reply:authenticated', 'position']);
    pass(rig, session, 69_000);
    expect(socket.endings).toEqual([]);
  });

  it('is told why a new token is not taken, and goes on with the old one', async () => {
    const rig = new SessionRig();
    const { socket, ask } = rig.connect('', authenticating, admission(rig, 40_000));
    ask({ token: 'forged' });
    await settled();
    expect(socket.read().at(-1)).toMatchObject({ type: 'reply:error', problem: 'invalid-token' });
    expect(socket.endings).toEqual([]);
  });

  it('is told to wait when it brings a new token while another is looked at', async () => {
    const rig = new SessionRig();
    const { socket, ask } = rig.connect('', authenticating, admission(rig, 40_000));
    ask({ token: 'forged' });
    ask({ token: 'forged' });
    expect(socket.read().at(-1)).toMatchObject({ type: 'reply:error', problem: 'rate-limited' });
    await settled();
    expect(socket.endings).toEqual([]);
  });

  it('learns of a fault in here no more than that there is one', async () => {
    const rig = new SessionRig();
    const { socket, ask } = rig.connect('', authenticating, admission(rig, 40_000));
    rig.doorkeeper.renew = () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7:443'));
    ask({ token: 'fresh' });
    await settled();
    expect(socket.read().at(-1)).toMatchObject({ type: 'reply:error', problem: 'internal', detail: 'internal error' });
    expect(socket.endings).toEqual([]);
  });

  it('that was let in without one is told that a token in place changes nothing', () => {
    const rig = new SessionRig();
    const { socket, ask } = rig.connect('', authenticating);
    ask({ token: 'any' });
    expect(socket.read().at(-1)).toMatchObject({ type: 'reply:error', problem: 'unknown-command' });
  });
});

describe('a refused connection', () => {
  // Promise: ruling-10.refusals
  it.each([
    ['UNAUTHENTICATED', 'unauthenticated', 4401],
    ['INVALID_TOKEN', 'invalid-token', 4401],
    ['TOKEN_EXPIRED', 'session-expired', 4401],
    ['FORBIDDEN_ACCOUNT', 'forbidden', 4403],
  ] as const)('by %s is told so once, as an error at connect, and closed', (code, problem, closeCode) => {
    const rig = new SessionRig();
    const { socket } = rig.refuse(new PitwallError(code, 'because'));
    expect(socket.read()).toEqual([
      { type: 'reply:error', say: 'error', problem, detail: 'because', at: 'connect', nowMs: rig.clock.now() },
    ]);
    expect(socket.endings[0]).toEqual({ how: 'close', code: closeCode, reason: 'because' });
  });

  it('by a fault in here learns no more than that there is one', () => {
    const rig = new SessionRig();
    const { socket } = rig.refuse(new PitwallError('INTERNAL', 'the key server at 10.0.0.7 said nothing'));
    expect(JSON.stringify([socket.read(), socket.endings])).not.toContain('10.0.0.7');
    expect(socket.endings[0]).toMatchObject({ code: 1011 });
  });

  it('is closed in the words of a dialect that has its own', () => {
    const rig = new SessionRig();
    const { socket } = rig.refuse(new PitwallError('INVALID_TOKEN', 'because'), carryLike);
    expect(socket.endings[0]).toEqual({ how: 'close', code: 1008, reason: 'Invalid token' });
  });
});
