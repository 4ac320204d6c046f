import { titan } from '@pitwall/dialects';
import { describe, expect, it } from 'vitest';
import { SessionRig, typesOf } from './session-rig.fixture.ts';
import { connect, equity, position, positionOf, signal, whole } from './titan-client.fixture.ts';

describe('a titan session', () => {
  // Promises: titan.all-types, titan.no-greeting, ruling-7.snapshot
  it('begins without greeting with every present value of its own time, and goes on with all that happens', async () => {
    const rig = new SessionRig();
    await rig.publish(
      { kind: 'phase', data: { toPhase: 'PHASE_1' }, occurredAt: 1_007 },
      { kind: 'component-status', data: { component: 'broker', status: 'connected' }, occurredAt: 1_006 },
      { kind: 'circuit-breaker', data: { active: false }, occurredAt: 1_005 },
      { kind: 'master-arm', data: { armed: true }, occurredAt: 1_004 },
      { kind: 'performance', data: { timeframe: '1D' }, occurredAt: 1_003 },
      { ...position('opened', 11), occurredAt: 1_002 },
      equity(5, 1_001),
      signal('past'),
    );
    const { socket } = connect(rig);
    expect(socket.read().map((message) => [message['type'], message['timestamp']])).toEqual([
      ['EQUITY_UPDATE', 1_001],
      ['POSITION_UPDATE', 1_002],
      ['MASTER_ARM_CHANGE', 1_004],
      ['CIRCUIT_BREAKER_UPDATE', 1_005],
      ['SYSTEM_STATUS_UPDATE', 1_006],
      ['PERFORMANCE_UPDATE', 1_003],
      ['PHASE_TRANSITION', 1_007],
    ]);
    await rig.publish(
      signal('s1'),
      { kind: 'config-change', data: { updates: [{ type: 'risk_tuner' }] } },
      { kind: 'flatten', data: { action: 'flatten_all', positionsClosed: [] } },
    );
    expect(typesOf(socket.read())).toEqual(['SIGNAL_NOTIFICATION', 'CONFIG_CHANGE', 'EMERGENCY_FLATTEN']);
  });

  // Promises: titan.position-snapshot, titan.position-key
  it('gets open positions as UPDATED and whole, each symbol and side for itself', async () => {
    const rig = new SessionRig();
    await rig.publish(position('opened', 11), position('opened', 12, 'short'));
    const messages = connect(rig).socket.read();
    expect(messages).toMatchObject([
      { data: { action: 'UPDATED', symbol: 'BTC' } },
      { data: { action: 'UPDATED', symbol: 'BTC' } },
    ]);
    expect(messages.map(positionOf)).toEqual([whole(11), { ...whole(12), side: 'SHORT' }]);
  });

  // Promise: titan.types-filter
  it('hears what ?types= names alone', async () => {
    const rig = new SessionRig();
    await rig.publish(equity(1), position('opened', 11));
    const { socket } = connect(rig, 'types=SIGNAL_NOTIFICATION,EQUITY_UPDATE');
    await rig.publish(position('updated', 12), signal('s1'));
    expect(typesOf(socket.read())).toEqual(['EQUITY_UPDATE', 'SIGNAL_NOTIFICATION']);
  });

  // Promise: titan.subscribe
  it('is turned to other types by SUBSCRIBE, whose present values follow, and UNSUBSCRIBE, without a word', async () => {
    const rig = new SessionRig();
    await rig.publish(equity(1), position('opened', 11));
    const { socket, ask } = connect(rig, 'types=EQUITY_UPDATE');
    socket.read();
    ask({ type: 'SUBSCRIBE', data: { types: ['POSITION_UPDATE', 'NONSENSE'] } });
    rig.clock.endTurns();
    expect(typesOf(socket.read())).toEqual(['POSITION_UPDATE']);
    ask({ type: 'UNSUBSCRIBE', data: { types: ['EQUITY_UPDATE'] } });
    rig.clock.advance(100);
    await rig.publish(equity(2), position('updated', 12));
    expect(typesOf(socket.read())).toEqual(['POSITION_UPDATE']);
  });

  // Promises: titan.subscribe, ruling-16.unknown-messages
  it('counts what else a client says, and neither answers nor closes', () => {
    const rig = new SessionRig();
    const { socket, ask } = connect(rig);
    ask({ type: 'PING' });
    ask(['SUBSCRIBE']);
    expect(rig.counts['unknown']).toBe(2);
    expect(socket.read()).toEqual([]);
    expect(socket.endings).toEqual([]);
  });

  // Promises: titan.disconnect, titan.reconnect
  it('gives who comes back the present values again, and leaves nothing behind of who went', async () => {
    const rig = new SessionRig();
    await rig.publish(equity(1));
    const first = connect(rig);
    first.session.onGone();
    expect(rig.clock.timerCount).toBe(0);
    expect(rig.delivery.audiences.size).toBe(0);
    expect(connect(rig).socket.read()).toEqual(first.socket.read());
  });
});

describe('a titan client that wants cursors', () => {
  // Promises: ruling-6.seq, ruling-6.resume-first, ruling-6.plain
  it('hears resume first, then the page’s very bodies with seq beside them; all others hear them without', async () => {
    const rig = new SessionRig();
    await rig.publish(equity(1, 1_001));
    const resuming = connect(rig, 'resume=1');
    const plain = connect(rig);
    const [resume, ...messages] = resuming.socket.read();
    expect(resume).toEqual({
      type: 'resume',
      timestamp: rig.clock.now(),
      data: { recovered: false, cursor: 'e1.1' },
    });
    expect(messages).toEqual([{ type: 'EQUITY_UPDATE', timestamp: 1_001, data: { equity: 1 }, seq: 'e1.1' }]);
    expect(plain.socket.read()).toEqual([{ type: 'EQUITY_UPDATE', timestamp: 1_001, data: { equity: 1 } }]);
  });

  // Promise: ruling-6.replay
  it('gets with ?since= what it missed, in order, then the present values', async () => {
    const rig = new SessionRig();
    await rig.publish(signal('s1'));
    await rig.publish(signal('s2'), equity(1), signal('s3'), equity(2));
    const { socket } = connect(rig, 'since=e1.1');
    for (let turn = 0; turn < 5; turn += 1) {
      await Promise.resolve();
      rig.clock.endTurns();
    }
    expect(socket.read()).toMatchObject([
      { type: 'resume', data: { recovered: true, cursor: 'e1.1' } },
      { data: { signal_id: 's2' } },
      { data: { signal_id: 's3' } },
      { data: { equity: 2 } },
    ]);
  });
});

describe('a titan session’s life', () => {
  // Promises: titan.heartbeat-signal, titan.ping
  it('hangs on answers to pings, every 30 s, and not on signals of the type HEARTBEAT', async () => {
    const rig = new SessionRig();
    const { socket } = connect(rig);
    rig.clock.advance(30_000);
    expect(socket.controls).toEqual(['ping']);
    await rig.publish(signal('h1', 'heartbeat'));
    expect(socket.read()).toMatchObject([{ type: 'SIGNAL_NOTIFICATION', data: { type: 'HEARTBEAT' } }]);
    rig.clock.advance(10_000);
    expect(socket.endings).toEqual([{ how: 'close', code: 4408, reason: 'no pong' }]);
  });

  // Promise: ruling-12.refresh
  it('goes on with a fresh token and is told until when', async () => {
    const rig = new SessionRig();
    const expiresAtMs = rig.clock.now() + 60_000;
    const identity = { subject: 'ann', admin: false, accounts: ['demo'], expiresAtMs };
    const { socket, ask } = rig.connect('', titan, { accounts: ['demo'], identity });
    rig.doorkeeper.token = 'fresh';
    rig.doorkeeper.grants = { accounts: ['demo'], identity: { ...identity, expiresAtMs: expiresAtMs + 60_000 } };
    ask({ type: 'auth', data: { token: 'fresh' } });
    await new Promise((resolve) => setImmediate(resolve));
    expect(socket.read()).toEqual([
      { type: 'AUTHENTICATED', timestamp: rig.clock.now(), data: { expires_at: expiresAtMs + 60_000 } },
    ]);
  });
});
