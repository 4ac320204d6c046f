import { beforeEach, describe, expect, it } from 'vitest';
import { FakePlatform } from '../../fake-platform.fixture.ts';
import { ConsoleWebSocket } from './console-websocket.ts';
import type { ConsoleOptions } from './console-websocket.ts';
import type { TitanMessage } from './messages.ts';

const equity = { type: 'EQUITY_UPDATE', timestamp: 1702500000000, data: { equity: 2450, daily_pnl: 125.5 } };
const arm = { type: 'MASTER_ARM_CHANGE', timestamp: 1702500000000, data: { master_arm: true } };

let platform: FakePlatform;

beforeEach(() => {
  platform = new FakePlatform();
});

const open = (options: ConsoleOptions = {}, url = 'ws://localhost:3101/ws/console'): ConsoleWebSocket =>
  new ConsoleWebSocket(url, { resume: false, ...options }, platform.ports);

/** How long it waits after each of so many broken connections in a row, in ms. */
const waitsOf = (client: ConsoleWebSocket, count: number): number[] =>
  Array.from({ length: count }, () => {
    platform.socket.end(1006);
    const waitMs = (client.status.retryAtMs ?? NaN) - platform.clock.now();
    platform.clock.advance(waitMs);
    return waitMs;
  });

describe("titan's console connection", () => {
  it('connects when it is made', () => {
    open();
    expect(platform.socket.url).toBe('ws://localhost:3101/ws/console');
  });

  it('takes the address of the web server too', () => {
    open({}, 'https://titan.example');
    expect(platform.socket.url).toBe('wss://titan.example/ws/console');
  });

  it('asks for some types, an account and cursors where it is told to', () => {
    open({ types: ['EQUITY_UPDATE', 'POSITION_UPDATE'], account: 'main', token: 'a', resume: true });
    expect(platform.socket.url).toBe(
      'ws://localhost:3101/ws/console?types=EQUITY_UPDATE%2CPOSITION_UPDATE&token=a&account=main&resume=1',
    );
  });

  it('gives each message to the listeners of its type', () => {
    const client = open();
    const heard: unknown[] = [];
    client.on('EQUITY_UPDATE', (message) => heard.push(message.data.equity));
    platform.socket.open();
    platform.socket.receive(equity);
    platform.socket.receive(arm);
    expect(heard).toEqual([2450]);
  });

  it('gives each message to a subclass that handles messages itself', () => {
    const handled: string[] = [];
    class Dashboard extends ConsoleWebSocket {
      override handleMessage(message: TitanMessage): void {
        handled.push(message.type);
      }
    }
    expect(new Dashboard('ws://localhost:3101/ws/console', {}, platform.ports).status.state).toBe('opening');
    platform.socket.open();
    platform.socket.receive(equity);
    platform.socket.receive(arm);
    expect(handled).toEqual(['EQUITY_UPDATE', 'MASTER_ARM_CHANGE']);
  });

  it('passes over what is no message', () => {
    const client = open();
    const heard: unknown[] = [];
    client.on('EQUITY_UPDATE', (message) => heard.push(message));
    platform.socket.open();
    for (const frame of ['not JSON', '[1]', 'null', '{"data":{}}', '{"type":7}']) platform.socket.receive(frame);
    platform.socket.receive(equity);
    expect(heard).toEqual([equity]);
  });

  it('comes back as the page says: after 1, 2, 4, 8, 16 and then 30 s', () => {
    const client = open();
    expect(waitsOf(client, 7)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(client.reconnectAttempts).toBe(7);
  });

  it('gives up after ten attempts, and says so', () => {
    const client = open();
    const states: string[] = [];
    client.onStatus(({ state }) => states.push(state));
    waitsOf(client, 10);
    platform.socket.end(1006);
    expect(client.status).toMatchObject({ state: 'failed', why: { code: 'GAVE_UP' } });
    expect(states.at(-1)).toBe('failed');
    expect(platform.sockets).toHaveLength(11);
    expect(platform.clock.timerCount).toBe(0);
  });

  it('counts its attempts anew once it was connected, as the page does', () => {
    const client = open();
    waitsOf(client, 4);
    platform.socket.open();
    expect(client.reconnectAttempts).toBe(0);
    expect(waitsOf(client, 2)).toEqual([1_000, 2_000]);
  });

  it('takes other figures than those of the page', () => {
    const client = open({ reconnectIntervalMs: 100, maxReconnectIntervalMs: 150, maxReconnectAttempts: 2 });
    expect(waitsOf(client, 2)).toEqual([100, 150]);
    platform.socket.end(1006);
    expect(client.status.state).toBe('failed');
    expect(client).toMatchObject({ reconnectInterval: 100, maxReconnectInterval: 150, maxReconnectAttempts: 2 });
  });

  it.each([4401, 4403, 1008])('does not come back after %i, which no attempt would mend', (code) => {
    const client = open();
    platform.socket.open();
    platform.socket.end(code, 'as it says');
    expect(client.status).toMatchObject({ state: 'failed', why: { status: code, retry: false } });
    expect(platform.clock.timerCount).toBe(0);
  });

  it.each([1001, 1006, 1011, 1012, 1013, 4408, 4429])('comes back after %i', (code) => {
    const client = open();
    platform.socket.open();
    platform.socket.end(code);
    expect(client.status.state).toBe('waiting');
  });

  it('goes on after the last cursor when it asked for cursors', () => {
    open({ resume: true });
    platform.socket.open();
    platform.socket.receive({ type: 'resume', timestamp: 1, data: { recovered: false, cursor: 'k3Jx.17' } });
    platform.socket.end(1006);
    platform.clock.advance(1_000);
    expect(platform.socket.url).toBe('ws://localhost:3101/ws/console?since=k3Jx.17');
    platform.socket.open();
    platform.socket.receive({ ...equity, seq: 'k3Jx.18' });
    platform.socket.end(1006);
    platform.clock.advance(1_000);
    expect(platform.socket.url).toBe('ws://localhost:3101/ws/console?since=k3Jx.18');
  });

  it('tells whether it resumed, like any message', () => {
    const client = open({ resume: true });
    const heard: unknown[] = [];
    client.on('resume', ({ data }) => heard.push(data.recovered));
    platform.socket.open();
    platform.socket.receive({ type: 'resume', timestamp: 1, data: { recovered: true, cursor: 'k3Jx.17' } });
    expect(heard).toEqual([true]);
  });

  it('brings in a fresh token in place, and shows it from then on', () => {
    const client = open({ token: 'old' });
    expect(client.authenticate('fresh')).toBe(false);
    platform.socket.open();
    expect(client.authenticate('fresh')).toBe(true);
    expect(platform.socket.said).toEqual([{ type: 'auth', data: { token: 'fresh' } }]);
    platform.socket.end(1006);
    platform.clock.advance(1_000);
    expect(platform.socket.url).toBe('ws://localhost:3101/ws/console?token=fresh');
  });

  it('is replaced when a desk that publishes steadily falls silent', () => {
    const client = open({ silentAfterMs: 60_000 });
    platform.socket.open();
    platform.clock.advance(59_000);
    platform.socket.receive(equity);
    platform.clock.advance(100_000);
    expect(client.status.state).toBe('live');
    platform.clock.advance(21_500);
    expect(client.status).toMatchObject({ state: 'waiting', why: { code: 'MUTE' } });
  });

  it('leaves a quiet desk alone when nothing tells how often it speaks', () => {
    const client = open();
    platform.socket.open();
    platform.clock.advance(86_400_000);
    expect(client.status.state).toBe('live');
  });

  it('ends for good when it is closed, and connects again when it is asked to', () => {
    const client = open();
    platform.socket.open();
    client.close();
    expect(platform.socket.closedWith).toEqual({ code: 1000, reason: '' });
    platform.clock.advance(3_600_000);
    expect(platform.sockets).toHaveLength(1);
    expect(platform.clock.timerCount).toBe(0);
    client.connect();
    expect(platform.sockets).toHaveLength(2);
  });

  it('survives a subclass that throws, and goes on with the next message', () => {
    const handled: string[] = [];
    class Dashboard extends ConsoleWebSocket {
      override handleMessage(message: TitanMessage): void {
        handled.push(message.type);
        throw new Error('of the application');
      }
    }
    const client = new Dashboard('ws://localhost:3101/ws/console', {}, platform.ports);
    platform.socket.open();
    expect(() => platform.socket.receive(equity)).not.toThrow();
    expect(() => platform.clock.advance(0)).toThrow('of the application');
    platform.socket.receive(arm);
    expect(handled).toEqual(['EQUITY_UPDATE', 'MASTER_ARM_CHANGE']);
    expect(client.status.state).toBe('live');
  });

  it('says what is missing where there are no WebSockets', () => {
    const ports = { ...platform.ports, sockets: undefined };
    expect(() => new ConsoleWebSocket('ws://localhost:3101/ws/console', {}, ports)).toThrow(
      expect.objectContaining({ code: 'UNAVAILABLE', how: expect.stringContaining('Node 22') }),
    );
  });

  it('survives a listener that throws, whose error goes where those of handlers go', () => {
    const client = open();
    const heard: string[] = [];
    client.on('EQUITY_UPDATE', () => {
      throw new Error('of the application');
    });
    client.on('EQUITY_UPDATE', (message) => heard.push(message.type));
    platform.socket.open();
    platform.socket.receive(equity);
    expect(heard).toEqual(['EQUITY_UPDATE']);
    expect(() => platform.clock.advance(0)).toThrow('of the application');
    expect(client.status.state).toBe('live');
  });
});
