import { mci } from '@pitwall/dialects';
import type { EventDraft } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { SessionRig } from './session-rig.fixture.ts';
import type { FakeSocket } from './session-rig.fixture.ts';

const channels = ['positions', 'orders', 'account', 'health', 'market', 'activity'];

const position = (symbol: string, currentPrice: number, action = 'updated'): EventDraft => ({
  kind: 'position',
  data: { action, symbol, side: 'long', size: 1, entryPrice: 1, currentPrice },
});

const quote = (symbol: string, price: number): EventDraft => ({ kind: 'market', data: { symbol, price } });

const equity = (amount: number): EventDraft => ({ kind: 'equity', data: { equity: amount } });

const order = (orderId: string, status: string): EventDraft => ({
  kind: 'order',
  data: { orderId, status, symbol: 'TCS', side: 'buy', quantity: 1 },
});

const subscribed = (rig: SessionRig, ...topics: string[]) => {
  const connected = rig.connect('', mci);
  connected.ask({ event: 'subscribe', data: { channels: topics.length === 0 ? channels : topics } });
  rig.clock.endTurns();
  connected.socket.read();
  return connected;
};

/** What came in each of some spans of time. */
const over = (rig: SessionRig, socket: FakeSocket, spansMs: readonly number[]): Record<string, unknown>[][] =>
  spansMs.map((ms) => {
    rig.clock.advance(ms);
    rig.clock.endTurns();
    return socket.read();
  });

const eventsOf = (messages: readonly Record<string, unknown>[]): unknown[] => messages.map(({ event }) => event);

describe('an mci session', () => {
  // Promises: mci.ack, mci.no-data-unasked
  it('is greeted, and hears nothing before it subscribes', async () => {
    const rig = new SessionRig();
    const { socket } = rig.connect('', mci);
    await rig.publish(equity(1), position('A', 1), order('o', 'new'));
    expect(socket.read()).toEqual([
      {
        event: 'connection:ack',
        data: { connectionId: 'ws-1', serverTime: rig.clock.now(), version: '1.0.0' },
      },
    ]);
    expect(over(rig, socket, [20_000])).toEqual([[]]);
  });

  it('hears a list without the positions that it has no words for, which are counted', async () => {
    const rig = new SessionRig();
    const { socket } = subscribed(rig, 'positions');
    await rig.publish(position('A', 1), { kind: 'position', data: { action: 'opened', symbol: 'B' } });
    expect(over(rig, socket, [1_000])).toMatchObject([
      [{ event: 'positions:update', data: { positions: [{ symbol: 'A' }] } }],
    ]);
    expect(rig.delivery.stats.untranslatable).toEqual(new Map([['mci position', 1]]));
  });

  // Promises: mci.subscribe, mci.orders-snapshot
  it('gets the present values of its channels, living orders as new or filled in part', async () => {
    const rig = new SessionRig();
    await rig.publish(position('A', 1), equity(1), quote('T', 5), { kind: 'health', data: { status: 'healthy' } });
    await rig.publish(order('o1', 'new'), order('o2', 'partially_filled'), order('o3', 'new'), order('o3', 'filled'));
    const { socket, ask } = rig.connect('', mci);
    ask({ event: 'subscribe', data: { channels } });
    rig.clock.endTurns();
    const [ack, confirmed, ...present] = socket.read();
    expect([ack?.['event'], confirmed]).toMatchObject(['connection:ack', { event: 'subscribed', data: { channels } }]);
    expect(present).toMatchObject([
      { event: 'positions:update', data: { positions: [{ symbol: 'A' }] } },
      { event: 'orders:update', data: { type: 'new', order: { id: 'o1' } } },
      { event: 'orders:update', data: { type: 'partial_fill', order: { id: 'o2' } } },
      { event: 'account:update', data: { equity: 1 } },
      { event: 'health:update' },
      { event: 'market:update', data: { symbols: { T: { price: 5 } } } },
    ]);
  });
});

describe('positions in an mci session', () => {
  // Promises: mci.positions-rate, mci.positions-edge
  it('come as a whole list a second after the first change, and no sooner than a second after that', async () => {
    const rig = new SessionRig();
    const { socket } = subscribed(rig, 'positions');
    await rig.publish(position('A', 1));
    expect(over(rig, socket, [600])).toEqual([[]]);
    await rig.publish(position('B', 1, 'opened'));
    expect(over(rig, socket, [400])).toMatchObject([
      [{ event: 'positions:update', data: { positions: [{ symbol: 'A' }, { symbol: 'B' }] } }],
    ]);
    await rig.publish(position('A', 2));
    await rig.publish(position('B', 2, 'closed'));
    expect(over(rig, socket, [900, 100])).toMatchObject([
      [],
      [{ data: { positions: [{ symbol: 'A', currentPrice: 2 }] } }],
    ]);
  });

  it('are not said again while they stay as they are, and an empty list says that the last has closed', async () => {
    const rig = new SessionRig();
    const { socket } = subscribed(rig, 'positions');
    await rig.publish(position('A', 1));
    over(rig, socket, [1000]);
    await rig.publish(position('A', 1));
    expect(over(rig, socket, [1000, 10_000])).toEqual([[], []]);
    await rig.publish(position('A', 1, 'closed'));
    expect(over(rig, socket, [1000])).toMatchObject([[{ data: { positions: [] } }]]);
  });
});

describe('the watchlist in an mci session', () => {
  // Promises: mci.market-rate, mci.market-watchlist
  it('comes whole, at most once a second, when a quote has changed', async () => {
    const rig = new SessionRig();
    const { socket } = subscribed(rig, 'market');
    await rig.publish(quote('A', 1), quote('B', 1), quote('C', 1));
    expect(over(rig, socket, [999, 1])).toMatchObject([
      [],
      [{ event: 'market:update', data: { symbols: { A: { price: 1 }, B: { price: 1 }, C: { price: 1 } } } }],
    ]);
    for (let price = 2; price < 12; price += 1) {
      await rig.publish(quote('B', price));
      rig.clock.advance(200);
    }
    rig.clock.endTurns();
    expect(socket.read()).toMatchObject([
      { data: { symbols: { A: { price: 1 }, B: { price: 6 } } } },
      { data: { symbols: { A: { price: 1 }, B: { price: 11 } } } },
    ]);
    expect(over(rig, socket, [5000])).toEqual([[]]);
  });
});

describe('account and health in an mci session', () => {
  // Promises: mci.account-rate, mci.health-rate, mci.account-timestamp
  it('come every five seconds although nothing changes, with the time of saying', async () => {
    const rig = new SessionRig();
    await rig.publish(equity(7), { kind: 'health', data: { status: 'healthy' } });
    const { socket } = subscribed(rig, 'account', 'health');
    const startMs = rig.clock.now();
    const said = over(rig, socket, [5000, 5000, 5000]);
    for (const messages of said) expect(eventsOf(messages)).toEqual(['account:update', 'health:update']);
    expect(said.map(([account]) => account?.['data'])).toEqual([
      { equity: 7, timestamp: startMs + 5000 },
      { equity: 7, timestamp: startMs + 10_000 },
      { equity: 7, timestamp: startMs + 15_000 },
    ]);
  });

  it('come every five seconds although they change all the time', async () => {
    const rig = new SessionRig();
    await rig.publish(equity(0));
    const { socket } = subscribed(rig, 'account');
    for (let amount = 1; amount <= 60; amount += 1) {
      await rig.publish(equity(amount));
      rig.clock.advance(250);
    }
    rig.clock.endTurns();
    const startMs = rig.clock.now() - 15_000;
    expect(socket.read().map(({ data }) => data)).toEqual([
      { equity: 1, timestamp: startMs },
      { equity: 20, timestamp: startMs + 5000 },
      { equity: 40, timestamp: startMs + 10_000 },
      { equity: 60, timestamp: startMs + 15_000 },
    ]);
  });
});

describe('orders and activity in an mci session', () => {
  // Promises: mci.orders-rate, mci.activity-rate
  it('come each, in order and at once', async () => {
    const rig = new SessionRig();
    const { socket } = subscribed(rig, 'orders', 'activity');
    const entry = (activityId: string): EventDraft => ({
      kind: 'activity',
      data: { activityId, type: 'system', message: 'm' },
    });
    await rig.publish(
      order('o', 'new'),
      order('o', 'partially_filled'),
      entry('a1'),
      order('o', 'filled'),
      entry('a2'),
    );
    expect(socket.read()).toMatchObject([
      { data: { type: 'new' } },
      { data: { type: 'partial_fill' } },
      { event: 'activity:log', data: { id: 'a1' } },
      { data: { type: 'filled' } },
      { event: 'activity:log', data: { id: 'a2' } },
    ]);
  });
});

describe('an mci session without a channel', () => {
  // Promises: mci.unsubscribe, mci.unsubscribe-all
  it('hears nothing but talk, and may subscribe again', async () => {
    const rig = new SessionRig();
    const { socket, ask } = subscribed(rig, 'orders', 'account');
    ask({ event: 'unsubscribe', data: { channels } });
    expect(socket.read()).toMatchObject([{ event: 'unsubscribed', data: { channels } }]);
    await rig.publish(order('o', 'new'), equity(1));
    expect(over(rig, socket, [20_000])).toEqual([[]]);
    ask({ event: 'subscribe', data: { channels: ['orders'] } });
    rig.clock.endTurns();
    expect(eventsOf(socket.read())).toEqual(['subscribed', 'orders:update']);
  });
});

describe('the heartbeat of an mci session', () => {
  // Promises: mci.heartbeat, mci.heartbeat-ack, mci.heartbeat-control
  it('comes every 30 s with a control ping, and two missed ones end the session with 4408', () => {
    const rig = new SessionRig();
    const { socket, session } = rig.connect('', mci);
    socket.read();
    const startMs = rig.clock.now();
    expect(over(rig, socket, [30_000])).toEqual([
      [{ event: 'heartbeat', data: { serverTime: startMs + 30_000, connectionUptime: 30_000 } }],
    ]);
    expect(socket.controls).toEqual(['ping']);
    session.onMessage('{"event":"heartbeat:ack","data":{"clientTime":1}}');
    expect(over(rig, socket, [30_000, 30_000]).map(eventsOf)).toEqual([['heartbeat'], ['heartbeat']]);
    expect(over(rig, socket, [9_999])).toEqual([[]]);
    expect(socket.endings).toEqual([]);
    expect(over(rig, socket, [1])).toMatchObject([[{ event: 'connection:closed', data: { reason: 'error' } }]]);
    expect(socket.endings).toMatchObject([{ how: 'close', code: 4408 }]);
  });
});

describe('the end of an mci session', () => {
  // Promises: mci.reconnect, mci.drain
  it('of a draining gateway is announced: come back in five seconds', () => {
    const rig = new SessionRig();
    const { socket, session } = rig.connect('', mci);
    socket.read();
    session.announceDrain();
    session.drain();
    expect(socket.read()).toMatchObject([
      {
        event: 'reconnect',
        data: { reason: 'server_restart', delay: 5000, message: 'Please reconnect in 5 seconds' },
      },
      { event: 'connection:closed', data: { reason: 'server_shutdown' } },
    ]);
    expect(socket.endings).toMatchObject([{ how: 'close', code: 1001 }]);
  });

  // Promises: mci.connection-closed, mci.disconnect
  it('that the client asks for is confirmed before the close', () => {
    const rig = new SessionRig();
    const { socket, ask } = rig.connect('', mci);
    ask({ event: 'disconnect' });
    expect(socket.read().at(-1)).toEqual({
      event: 'connection:closed',
      data: { reason: 'client_disconnect', message: 'Connection closed gracefully' },
    });
    expect(socket.endings).toMatchObject([{ how: 'close', code: 1000 }]);
  });
});
