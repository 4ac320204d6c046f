import { titan } from '@pitwall/dialects';
import type { EventDraft } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { SessionRig, typesOf } from './session-rig.fixture.ts';

const equity = (value: number, occurredAt?: number): EventDraft => ({
  kind: 'equity',
  data: { equity: value },
  ...(occurredAt === undefined ? {} : { occurredAt }),
});

const position = (action: string, currentPrice: number, side = 'long'): EventDraft => ({
  kind: 'position',
  data: { action, symbol: 'BTC', side, size: 1, entryPrice: 10, currentPrice },
});

const signal = (signalId: string, type = 'confirm'): EventDraft => ({ kind: 'signal', data: { signalId, type } });

const performance = (timeframe: string): EventDraft => ({ kind: 'performance', data: { timeframe } });

/** Connects and lets the present values come. */
const connect = (rig: SessionRig, query = '') => {
  const client = rig.connect(query, titan);
  rig.clock.endTurns();
  return client;
};

/** Passes time for a client that answers pings. */
const pass = (rig: SessionRig, client: ReturnType<typeof connect>, timeMs: number): void => {
  for (let left = timeMs; left > 0; left -= 5_000) {
    rig.clock.advance(Math.min(left, 5_000));
    client.session.onPong();
  }
};

const positionOf = (message: unknown): unknown =>
  (message as { data: { position: unknown } } | undefined)?.data.position;

const whole = (currentPrice: number) => ({
  symbol: 'BTC',
  side: 'LONG',
  size: 1,
  entry_price: 10,
  current_price: currentPrice,
});

describe('a titan session', () => {
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

  it('hears what ?types= names alone', async () => {
    const rig = new SessionRig();
    await rig.publish(equity(1), position('opened', 11));
    const { socket } = connect(rig, 'types=SIGNAL_NOTIFICATION,EQUITY_UPDATE');
    await rig.publish(position('updated', 12), signal('s1'));
    expect(typesOf(socket.read())).toEqual(['EQUITY_UPDATE', 'SIGNAL_NOTIFICATION']);
  });

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

  it('counts what else a client says, and neither answers nor closes', () => {
    const rig = new SessionRig();
    const { socket, ask } = connect(rig);
    ask({ type: 'PING' });
    ask(['SUBSCRIBE']);
    expect(rig.counts['unknown']).toBe(2);
    expect(socket.read()).toEqual([]);
    expect(socket.endings).toEqual([]);
  });

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

describe('rapid updates', () => {
  it('of one thing go out at once and then every 20 ms, the newest each time', async () => {
    const rig = new SessionRig();
    const { socket } = connect(rig);
    await rig.publish(equity(1), equity(2));
    await rig.publish(equity(3), equity(4));
    expect(socket.read().map((message) => message['data'])).toEqual([{ equity: 1 }]);
    rig.clock.advance(19);
    expect(socket.read()).toEqual([]);
    rig.clock.advance(1);
    expect(socket.read().map((message) => message['data'])).toEqual([{ equity: 4 }]);
  });

  it('lose no beginning and no end of a position, nor their order', async () => {
    const rig = new SessionRig();
    const { socket } = connect(rig);
    await rig.publish(
      position('opened', 11),
      position('updated', 12),
      position('updated', 13),
      position('updated', 14),
      position('closed', 14),
      position('opened', 15),
      position('liquidated', 5),
    );
    expect(
      socket
        .read()
        .map((message) => [
          (message['data'] as { action: string }).action,
          (positionOf(message) as { current_price: number }).current_price,
        ]),
    ).toEqual([
      ['OPENED', 11],
      ['UPDATED', 12],
      ['UPDATED', 14],
      ['CLOSED', 14],
      ['OPENED', 15],
      ['LIQUIDATED', 5],
    ]);
  });

  it('of many things go out 200 in 2 s, and what must arrive goes at once and uses that up', async () => {
    const rig = new SessionRig();
    const { socket } = connect(rig);
    const states = Array.from({ length: 250 }, (_, index) => performance(`${index}`));
    const signals = Array.from({ length: 20 }, (_, index) => signal(`s${index}`));
    await rig.publish(...signals, ...states);
    const first = socket.read();
    expect(typesOf(first).filter((type) => type === 'SIGNAL_NOTIFICATION')).toHaveLength(20);
    expect(first).toHaveLength(200);
    await rig.publish(signal('more'));
    expect(typesOf(socket.read())).toEqual(['SIGNAL_NOTIFICATION']);
    rig.clock.advance(2_000);
    const timeframes = [...first, ...socket.read()].flatMap(
      (message) => (message['data'] as { timeframe?: string }).timeframe ?? [],
    );
    expect(timeframes).toEqual(states.map(({ data }) => (data as { timeframe: string }).timeframe));
  });
});

describe('a reader of deltas', () => {
  it('gets what changed, with filter and arrays at once; others get whole objects, one a frame', async () => {
    const rig = new SessionRig();
    await rig.publish(equity(1), position('opened', 11));
    const deltas = connect(rig, 'types=POSITION_UPDATE&delta=1&batch=1');
    const others = connect(rig);
    expect(deltas.socket.read()).toMatchObject([[{ type: 'POSITION_UPDATE', data: { position: whole(11) } }]]);
    others.socket.read();
    await rig.publish(equity(2), position('updated', 12), position('opened', 13, 'short'));
    const [frame, ...more] = deltas.socket.read();
    expect(more).toEqual([]);
    expect([...Object(frame)].map(positionOf)).toEqual([
      { symbol: 'BTC', side: 'LONG', current_price: 12 },
      { ...whole(13), side: 'SHORT' },
    ]);
    const messages = others.socket.read();
    expect(typesOf(messages)).toEqual(['EQUITY_UPDATE', 'POSITION_UPDATE', 'POSITION_UPDATE']);
    expect(positionOf(messages[1])).toEqual(whole(12));
  });

  it('gets the whole object again every 30 s, at a close, and on connect; others only when something changes', async () => {
    const rig = new SessionRig();
    await rig.publish(position('opened', 11));
    const deltas = connect(rig, 'delta=1');
    const others = connect(rig);
    await rig.publish(position('updated', 12));
    expect(deltas.socket.read().map(positionOf)).toEqual([
      whole(11),
      { symbol: 'BTC', side: 'LONG', current_price: 12 },
    ]);
    others.socket.read();
    for (const client of [deltas, others]) pass(rig, client, 15_000);
    expect(deltas.socket.read()).toMatchObject([{ data: { action: 'UPDATED', position: whole(12) } }]);
    expect(others.socket.read()).toEqual([]);
    expect(connect(rig, 'delta=1').socket.read().map(positionOf)).toEqual([whole(12)]);
    await rig.publish(position('closed', 12));
    expect(deltas.socket.read()).toMatchObject([{ data: { action: 'CLOSED', position: whole(12) } }]);
  });
});

describe('a titan client that wants cursors', () => {
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
