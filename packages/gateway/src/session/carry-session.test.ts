import { carry } from '@pitwall/dialects';
import type { Dialect, EachView } from '@pitwall/dialects';
import { PitwallError } from '@pitwall/model';
import type { EventDraft } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { SessionRig, typesOf } from './session-rig.fixture.ts';

const equity = (value: string): EventDraft => ({ kind: 'equity', data: { equity: value } });

const log = (message: string, level = 'info'): EventDraft => ({ kind: 'log', data: { level, message } });

const risk: EventDraft = { kind: 'risk-status', data: { status: 'soft_pause' } };

const position = (action: string): EventDraft => ({
  kind: 'position',
  data: {
    action,
    symbol: 'BTC/USDT',
    positionId: 'p1',
    spotEntryPrice: '1',
    perpEntryPrice: '1',
    spotQuantity: '1',
    perpQuantity: '1',
  },
});

const connect = (rig: SessionRig, dialect: Dialect = carry) => {
  const client = rig.connect('', dialect);
  rig.clock.endTurns();
  return client;
};

describe('a carry session', () => {
  // Promises: carry.greeting-first, carry.all-types
  it('is greeted first and then hears, unasked, all that the page tells, from the present values on', async () => {
    const rig = new SessionRig();
    await rig.publish(position('opened'), equity('1.0'), risk, log('past'));
    const { socket } = connect(rig);
    expect(typesOf(socket.read())).toEqual([
      'connection_established',
      'position_update',
      'equity_update',
      'risk_status_update',
    ]);
    await rig.publish(position('closed'), equity('2.0'), risk, log('now'), log('noise', 'debug'));
    rig.clock.advance(20);
    expect(new Set(typesOf(socket.read()))).toEqual(
      new Set(['position_update', 'equity_update', 'risk_status_update', 'system_log']),
    );
  });

  // Promise: carry.suppress-equal
  it('is told of equal values in a row once', async () => {
    const rig = new SessionRig();
    const { socket } = connect(rig);
    for (const worth of ['10.0', '10.0', '10.5', '10.5', '10.0']) {
      await rig.publish(equity(worth));
      rig.clock.advance(1_000);
    }
    const said = socket.read().flatMap((message) => (message['data'] as { total_equity?: string })?.total_equity ?? []);
    expect(said).toEqual(['10.0', '10.5', '10.0']);
  });

  // Promise: carry.disconnect
  it('leaves nothing behind when its client goes away', async () => {
    const rig = new SessionRig();
    const { session } = connect(rig);
    session.onGone();
    expect(rig.clock.timerCount).toBe(0);
    expect(rig.delivery.audiences.size).toBe(0);
  });
});

describe('with nobody connected', () => {
  // Promise: carry.nobody-connected
  it('nothing is encoded, and whoever comes then gets the present values', async () => {
    const rig = new SessionRig();
    let encoded = 0;
    const { equity: view } = carry.views;
    if (view?.mode !== 'each') throw new Error('equity is said each');
    const counting: EachView<'equity'> = {
      ...view,
      encode: (event, context) => {
        encoded += 1;
        return view.encode(event, context);
      },
    };
    const counted: Dialect = { ...carry, views: { ...carry.views, equity: counting } };
    connect(rig, counted).session.onGone();
    for (let value = 1; value <= 100; value += 1) await rig.publish(equity(`${value}`));
    expect(encoded).toBe(0);
    expect(connect(rig, counted).socket.read()[1]).toMatchObject({ data: { total_equity: '100' } });
    expect(encoded).toBe(1);
  });
});

describe('a carry client that is not let in', () => {
  // Promises: carry.token-missing, carry.token-invalid, ruling-10.refusals
  it.each([
    ['UNAUTHENTICATED', 'Authentication required'],
    ['INVALID_TOKEN', 'Invalid token'],
    ['TOKEN_EXPIRED', 'Invalid token'],
  ] as const)('by %s hears nothing and is closed with 1008 and the page’s words', (code, reason) => {
    const { socket } = new SessionRig().refuse(new PitwallError(code, 'why'), carry);
    expect(socket.read()).toEqual([]);
    expect(socket.endings).toEqual([{ how: 'close', code: 1008, reason }]);
  });
});
