import { beforeEach, describe, expect, it } from 'vitest';
import { FakePlatform } from '../../fake-platform.fixture.ts';
import { createCarryClient } from './carry-client.ts';
import type { CarryOptions } from './carry-client.ts';

const time = '2024-01-15T10:30:00.000Z';
const hello = { type: 'connection_established', timestamp: time, message: 'Connected' };
const equity = {
  type: 'equity_update',
  timestamp: time,
  data: { total_equity: '10000.00', current_equity: '10000.00' },
};

let platform: FakePlatform;

beforeEach(() => {
  platform = new FakePlatform();
});

const open = (options: CarryOptions = {}, url = 'ws://localhost:8000/ws?token=your-auth-token') =>
  createCarryClient(url, { resume: false, ...options }, platform.ports);

describe("carry's client", () => {
  it('connects when it is made, with the token of its address', () => {
    open();
    expect(platform.socket.url).toBe('ws://localhost:8000/ws?token=your-auth-token');
  });

  it('shows a token of its own instead', () => {
    open({ token: 'mine' });
    expect(platform.socket.url).toBe('ws://localhost:8000/ws?token=mine');
  });

  it('asks for a token before each attempt where it can', async () => {
    const tokens = ['first', 'second'];
    open({ getToken: () => tokens.shift() ?? 'none' });
    expect(platform.socket.url).toBe('ws://localhost:8000/ws?token=first');
    platform.socket.end(1006);
    platform.clock.advance(500);
    expect(platform.socket.url).toBe('ws://localhost:8000/ws?token=second');
  });

  it('is live once the server greeted', () => {
    const client = open();
    const states: string[] = [];
    client.onStatus(({ state }) => states.push(state));
    platform.socket.open();
    expect(states).toEqual(['greeting']);
    platform.socket.receive(hello);
    expect(states).toEqual(['greeting', 'catching-up', 'live']);
  });

  it('gives each message to the listeners of its type, its decimals as they are', () => {
    const client = open();
    const heard: unknown[] = [];
    client.on('connection_established', (message) => heard.push(message.message));
    client.on('equity_update', (message) => heard.push(message.data.total_equity));
    platform.socket.open();
    platform.socket.receive(hello);
    platform.socket.receive(equity);
    expect(heard).toEqual(['Connected', '10000.00']);
  });

  it('comes back with growing waits of which chance takes a part', () => {
    const client = open();
    const waits = Array.from({ length: 7 }, () => {
      platform.socket.end(1006);
      const waitMs = (client.status.retryAtMs ?? NaN) - platform.clock.now();
      platform.clock.advance(waitMs);
      return waitMs;
    });
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  });

  it.each(['Authentication required', 'Invalid token'])('does not come back after 1008 "%s"', (reason) => {
    const client = open();
    platform.socket.open();
    platform.socket.end(1008, reason);
    expect(client.status).toMatchObject({ state: 'failed', why: { status: 1008, retry: false } });
    expect(client.status.why?.message).toContain(reason);
  });

  it('ends for good when it is disconnected', () => {
    const client = open();
    platform.socket.open();
    client.disconnect();
    expect(platform.socket.closedWith?.code).toBe(1000);
    expect(platform.clock.timerCount).toBe(0);
  });
});
