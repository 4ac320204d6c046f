import { beforeEach, describe, expect, it } from 'vitest';
import { FakePlatform, settle } from '../../fake-platform.fixture.ts';
import { createMciClient } from './mci-client.ts';
import type { MciClient, MciOptions } from './mci-client.ts';
import type { MciState } from './mci-states.ts';

const ack = { event: 'connection:ack', data: { connectionId: 'ws-1', serverTime: 1, version: '1.0.0' } };
const positions = { event: 'positions:update', data: { positions: [{ symbol: 'TCS', qty: 10 }], timestamp: 1 } };
const refusal = (code: string) => ({
  event: 'connection:error',
  data: { code, error: { what: 'Connection rejected', why: 'No valid session', how: 'Complete authentication first' } },
});
const subscribed = (...channels: string[]) => ({ event: 'subscribed', data: { channels, subscribedAt: 1 } });
const unsubscribed = (...channels: string[]) => ({ event: 'unsubscribed', data: { channels, unsubscribedAt: 1 } });
const closed = (reason: string) => ({ event: 'connection:closed', data: { reason, message: 'Closed' } });
const reconnect = (reason: string) => ({ event: 'reconnect', data: { reason, delay: 5000, message: 'Soon' } });

let platform: FakePlatform;
let states: MciState[];

beforeEach(() => {
  platform = new FakePlatform();
  states = [];
});

const make = (options: MciOptions = {}): MciClient => {
  const client = createMciClient('wss://mci.local/telemetry', { resume: false, ...options }, platform.ports);
  client.onState(({ to }) => states.push(to));
  return client;
};

const connect = (options: MciOptions = {}): MciClient => {
  const client = make(options);
  client.connect();
  platform.socket.open();
  platform.socket.receive(ack);
  return client;
};

const stream = (options: MciOptions = {}): MciClient => {
  const client = connect({ channels: ['positions', 'market'], ...options });
  platform.socket.receive(subscribed('positions', 'market'));
  platform.socket.receive(positions);
  states = [];
  return client;
};

describe("MCI's client", () => {
  it('does nothing before it is told to connect', () => {
    expect(make().state).toBe('Disconnected');
    expect(platform.sockets).toHaveLength(0);
  });

  it('goes through the states of the page as it connects, subscribes and hears data', () => {
    const client = connect({ channels: ['positions'] });
    expect(platform.socket.said).toEqual([{ event: 'subscribe', data: { channels: ['positions'] } }]);
    platform.socket.receive(subscribed('positions'));
    platform.socket.receive(positions);
    platform.socket.receive(positions);
    expect(states).toEqual(['Connecting', 'Connected', 'Subscribed', 'Streaming']);
    expect(client.state).toBe('Streaming');
  });

  it('is connected with the acknowledgement, not with the socket', () => {
    const client = make();
    client.connect();
    platform.socket.open();
    expect(client.state).toBe('Connecting');
  });

  it('gives each message to the listeners of its event', () => {
    const client = connect();
    const heard: unknown[] = [];
    client.on('positions:update', (message) => heard.push(message.data.positions[0]?.symbol));
    client.on('connection:closed', (message) => heard.push(message.data.reason));
    platform.socket.receive(positions);
    expect(heard).toEqual(['TCS']);
  });

  it('steps back as channels are given up: to Subscribed with some left, to Connected without any', () => {
    const client = stream();
    client.unsubscribe(['market']);
    platform.socket.receive(unsubscribed('market'));
    platform.socket.receive(positions);
    client.unsubscribe();
    platform.socket.receive(unsubscribed('positions'));
    expect(states).toEqual(['Subscribed', 'Streaming', 'Connected']);
    expect(platform.socket.said.slice(1)).toEqual([
      { event: 'unsubscribe', data: { channels: ['market'] } },
      { event: 'unsubscribe', data: { channels: ['positions'] } },
    ]);
  });

  it('acknowledges heartbeats', () => {
    connect();
    platform.socket.receive({ event: 'heartbeat', data: { serverTime: 1, connectionUptime: 30_000 } });
    expect(platform.socket.said).toEqual([{ event: 'heartbeat:ack', data: { clientTime: platform.clock.now() } }]);
  });

  it('counts a connection as lost when two heartbeats did not come', () => {
    const client = stream();
    platform.clock.advance(69_000);
    expect(client.state).toBe('Streaming');
    platform.clock.advance(1_000);
    expect(client.state).toBe('Reconnecting');
    expect(client.status.why?.code).toBe('MUTE');
  });

  it('subscribes again to what was subscribed, also later and by hand', () => {
    const client = stream();
    client.subscribe(['orders']);
    client.unsubscribe(['market']);
    platform.socket.end(1006);
    platform.clock.advance(1_000);
    platform.socket.open();
    platform.socket.receive(ack);
    expect(platform.socket.said).toEqual([{ event: 'subscribe', data: { channels: ['positions', 'orders'] } }]);
  });

  it('tells the server when it disconnects, hears the goodbye, and ends', () => {
    const client = stream();
    const heard: unknown[] = [];
    client.on('connection:closed', ({ data }) => heard.push(data.reason));
    client.on('positions:update', () => heard.push('late'));
    client.disconnect();
    expect(client.state).toBe('Disconnected');
    expect(platform.socket.said.at(-1)).toEqual({ event: 'disconnect' });
    platform.socket.receive(positions);
    platform.socket.receive(closed('client_disconnect'));
    expect(heard).toEqual(['client_disconnect']);
    expect(states).toEqual(['Disconnected']);
    expect(platform.clock.timerCount).toBe(0);
  });

  it('waits for the goodbye no longer than 2 s', () => {
    const client = stream();
    client.disconnect();
    platform.clock.advance(2_000);
    expect(platform.socket.closedWith?.code).toBe(1000);
    expect(client.status.state).toBe('closed');
    expect(platform.clock.timerCount).toBe(0);
  });

  it('connects anew at once when it is asked to during its goodbye', () => {
    const client = stream();
    client.disconnect();
    client.connect();
    expect(platform.sockets).toHaveLength(2);
    expect(client.state).toBe('Connecting');
  });
});

describe("MCI's reconnecting", () => {
  it('waits 1, 2, 4, 8 and 16 s, then gives up, as the page says', () => {
    const client = stream();
    const waits = Array.from({ length: 5 }, () => {
      platform.socket.end(1006);
      const waitMs = (client.status.retryAtMs ?? NaN) - platform.clock.now();
      platform.clock.advance(waitMs);
      return waitMs;
    });
    platform.socket.end(1006);
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
    expect(states.slice(0, 3)).toEqual(['Reconnecting', 'Connecting', 'Reconnecting']);
    expect(client.state).toBe('Disconnected');
    expect(client.status.why?.code).toBe('GAVE_UP');
    expect(platform.clock.timerCount).toBe(0);
  });

  it('counts its attempts anew once it is connected', () => {
    const client = stream();
    for (let loss = 0; loss < 8; loss += 1) {
      platform.socket.end(1006);
      platform.clock.advance(1_000);
      platform.socket.open();
      platform.socket.receive(ack);
    }
    expect(client.state).toBe('Connected');
  });

  it.each(['AUTH_REQUIRED', 'SESSION_EXPIRED'])('ends for good when it is refused with %s', (code) => {
    const client = make();
    client.connect();
    platform.socket.open();
    platform.socket.receive(refusal(code));
    expect(client.state).toBe('Disconnected');
    expect(client.status.why).toMatchObject({ code: 'UNAUTHENTICATED', gatewayCode: code });
    expect(client.status.why?.how).toBe('Complete authentication first');
    expect(platform.clock.timerCount).toBe(0);
  });

  it('comes back after a SERVER_ERROR, as the page says', () => {
    const client = make();
    client.connect();
    platform.socket.open();
    platform.socket.receive(refusal('SERVER_ERROR'));
    expect(client.state).toBe('Reconnecting');
  });

  it('comes back no earlier than a server that restarts asks it to', () => {
    const client = stream();
    platform.socket.receive(reconnect('server_restart'));
    platform.socket.receive(closed('server_shutdown'));
    expect(client.state).toBe('Reconnecting');
    platform.clock.advance(4_999);
    expect(platform.sockets).toHaveLength(1);
    platform.clock.advance(1_001);
    expect(platform.sockets).toHaveLength(2);
  });

  it('keeps to that delay also when the goodbye is lost', () => {
    stream();
    platform.socket.receive(reconnect('server_restart'));
    platform.socket.end(1006);
    platform.clock.advance(5_999);
    expect(platform.sockets).toHaveLength(1);
    platform.clock.advance(1);
    expect(platform.sockets).toHaveLength(2);
  });

  it('does not come back when its session has expired', () => {
    const client = stream();
    platform.socket.receive(closed('session_expired'));
    expect(client.state).toBe('Disconnected');
    expect(client.status.why?.code).toBe('UNAUTHENTICATED');
  });

  it('asks the close code what a goodbye for an error means', () => {
    const client = stream();
    platform.socket.receive(closed('error'));
    expect(client.state).toBe('Streaming');
    platform.socket.end(1013);
    expect(client.state).toBe('Reconnecting');
  });

  it('goes on after its last cursor', () => {
    stream({ resume: true });
    platform.socket.receive({ ...positions, seq: 'k3Jx.9' });
    platform.socket.end(1006);
    platform.clock.advance(1_000);
    expect(platform.socket.url).toBe('wss://mci.local/telemetry?since=k3Jx.9');
  });
});

describe("MCI's refresh of a session", () => {
  it('brings in a fresh token in place', async () => {
    const client = stream({ getToken: () => 'fresh' });
    platform.socket.receive(reconnect('session_refresh'));
    await settle();
    expect(platform.socket.said.at(-1)).toEqual({ event: 'auth', data: { token: 'fresh' } });
    expect(client.state).toBe('Streaming');
  });

  it('comes back after the delay when there is no fresh token to be had', async () => {
    const client = stream();
    platform.socket.receive(reconnect('session_refresh'));
    await settle();
    platform.clock.advance(4_999);
    expect(client.state).toBe('Streaming');
    platform.clock.advance(1);
    expect(client.state).toBe('Reconnecting');
  });

  it('comes back after the delay when the fresh token cannot be had now', async () => {
    let asked = 0;
    const client = stream({
      getToken: () => {
        asked += 1;
        if (asked > 1) throw new Error('The server of tokens is away');
        return 'first';
      },
    });
    platform.socket.receive(reconnect('session_refresh'));
    await settle();
    platform.clock.advance(5_000);
    expect(client.state).toBe('Reconnecting');
  });
});
