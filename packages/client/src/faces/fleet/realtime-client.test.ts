import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakePlatform } from '../../fake-platform.fixture.ts';
import { createRealtimeClient } from './realtime-client.ts';
import type { RealtimeClient, RealtimeOptions } from './realtime-client.ts';

const ts = '2026-01-14T16:30:00.000Z';
const greeting = { type: 'connection', data: { status: 'connected', mode: 'ws' }, ts };
const trade = { type: 'trades', data: { id: 't1', symbol: 'BTC-ZAR', side: 'buy', quantity: 0.001 }, ts };
const url = 'wss://desk.example/api/ws';

let platform: FakePlatform;
let told: unknown[];

beforeEach(() => {
  platform = new FakePlatform();
  told = [];
});

const make = (options: RealtimeOptions = {}): RealtimeClient => {
  const client = createRealtimeClient({ url, resume: false, polling: false, ...options }, platform.ports);
  client.on('connection', ({ status, mode }) => told.push(`${status} ${mode}`));
  return client;
};

const connect = (options: RealtimeOptions = {}): RealtimeClient => {
  const client = make(options);
  client.connect('jwt');
  platform.socket.open();
  platform.socket.receive(greeting);
  return client;
};

describe("fleet's client", () => {
  it('does nothing before it is told to connect', () => {
    const client = make();
    expect(platform.sockets).toHaveLength(0);
    expect(client.getStatus()).toEqual({ connected: false, mode: 'ws', status: 'disconnected' });
  });

  it('connects with its token to /api/ws of the server of its page', () => {
    vi.stubGlobal('location', { protocol: 'https:', host: 'your-domain.com' });
    createRealtimeClient({ resume: false }, platform.ports).connect('jwt');
    expect(platform.socket.url).toBe('wss://your-domain.com/api/ws?token=jwt');
  });

  it('says that it needs an address where there is no page', () => {
    const client = createRealtimeClient({}, platform.ports);
    expect(() => client.connect('jwt')).toThrow(expect.objectContaining({ code: 'INVALID_ADDRESS' }));
  });

  it('takes an address for one connection', () => {
    make().connect('jwt', { url: 'http://127.0.0.1:8080' });
    expect(platform.socket.url).toBe('ws://127.0.0.1:8080/api/ws?token=jwt');
  });

  it("hands each listener the data of its type, as the page's example does, and the message around it", () => {
    const client = connect();
    const heard: unknown[] = [];
    client.on('trades', (data, message) => heard.push(data.id, message.ts));
    platform.socket.receive(trade);
    expect(heard).toEqual(['t1', ts]);
  });

  it('tells that it is connected, and how', () => {
    const client = connect();
    expect(client.getStatus()).toEqual({ connected: true, mode: 'ws', status: 'connected' });
    expect(told).toEqual(['connected ws']);
  });

  it('answers the pings of the server', () => {
    connect();
    platform.socket.receive({ type: 'ping', timestamp: 1705251000000 });
    expect(platform.socket.said).toEqual([{ type: 'pong', timestamp: 1705251000000 }]);
  });

  it('asks a server that has been silent for 40 s, and replaces the connection when there is no answer for 10 s', () => {
    const client = connect();
    platform.clock.advance(40_000);
    expect(platform.socket.said).toEqual([{ type: 'ping', timestamp: platform.clock.now() }]);
    platform.clock.advance(10_000);
    expect(client.getStatus()).toMatchObject({ connected: false, status: 'disconnected' });
    expect(client.status.why?.code).toBe('MUTE');
  });

  it('tells itself that it lost its connection, and once only', () => {
    connect();
    platform.socket.end(1006);
    platform.clock.advance(1_000);
    platform.socket.open();
    platform.socket.receive(greeting);
    expect(told).toEqual(['connected ws', 'disconnected ws', 'connected ws']);
  });

  it('tells itself that no connection can be had, once for all attempts that fail', () => {
    make().connect('jwt');
    for (let attempt = 0; attempt < 4; attempt += 1) {
      platform.socket.end(1006);
      platform.clock.advance(30_000);
    }
    expect(told).toEqual(['error ws']);
    expect(platform.sockets.length).toBeGreaterThan(3);
  });

  it('comes back with growing waits, half a minute at most, and never gives up', () => {
    const client = make();
    client.connect('jwt');
    const waits = Array.from({ length: 40 }, () => {
      platform.socket.end(1006);
      const waitMs = (client.status.retryAtMs ?? NaN) - platform.clock.now();
      platform.clock.advance(waitMs);
      return waitMs;
    });
    expect(waits.slice(0, 7)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  });

  it('stops at a token that is refused, hands on the error, and tells that there is one', () => {
    const client = make();
    const errors: unknown[] = [];
    client.on('error', ({ code }) => errors.push(code));
    client.connect('forged');
    platform.socket.open();
    platform.socket.receive({ type: 'error', data: { code: 'UNAUTHORIZED', message: 'No', details: '' }, ts });
    platform.socket.end(4401, 'invalid token');
    expect(errors).toEqual(['UNAUTHORIZED']);
    expect(told).toEqual(['error ws']);
    expect(client.status).toMatchObject({ state: 'failed', why: { code: 'UNAUTHENTICATED' } });
    expect(platform.clock.timerCount).toBe(0);
  });

  it('tells that it is disconnected when it was told to, and does not come back', () => {
    const client = connect();
    client.disconnect();
    expect(told).toEqual(['connected ws', 'disconnected ws']);
    expect(client.getStatus()).toEqual({ connected: false, mode: 'ws', status: 'disconnected' });
    expect(platform.socket.closedWith?.code).toBe(1000);
    expect(platform.clock.timerCount).toBe(0);
  });

  it('goes on where it was when it connects again with a fresh token', () => {
    const client = connect({ resume: true });
    platform.socket.receive({ ...trade, seq: 'k3Jx.7' });
    client.connect('fresh');
    expect(platform.socket.url).toBe('wss://desk.example/api/ws?token=fresh&since=k3Jx.7');
    expect(platform.sockets[0]?.closedWith?.code).toBe(1000);
  });

  it('begins anew after a disconnect, for it may be somebody else', () => {
    const client = connect({ resume: true });
    platform.socket.receive({ ...trade, seq: 'k3Jx.7' });
    client.disconnect();
    client.connect('other');
    expect(platform.socket.url).toBe('wss://desk.example/api/ws?token=other&resume=1');
  });

  it('brings in a fresh token in place', () => {
    const client = connect();
    expect(client.authenticate('fresh')).toBe(true);
    expect(platform.socket.said).toEqual([{ type: 'auth', data: { token: 'fresh' } }]);
  });
});
