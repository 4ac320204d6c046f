import { beforeEach, describe, expect, it } from 'vitest';
import { FakePlatform, settle } from '../../fake-platform.fixture.ts';
import { createBacktestClient } from './create-backtest-client.ts';
import type { WebSocketClient, WebSocketClientOptions } from './websocket-client.ts';

const confirmed = { type: 'subscription_confirmed', topic: 'backtest' };
const subscribe = { action: 'subscribe', topic: 'backtest' };
const start = { type: 'backtest_start', data: { backtest_id: 'b1', timestamp: '2024-01-15T10:30:00.000Z' } };
const progress = { type: 'backtest_progress', data: { backtest_id: 'b1', progress: 50 } };
const complete = { type: 'backtest_complete', data: { backtest_id: 'b1', final_balance: 12500 } };

let platform: FakePlatform;

beforeEach(() => {
  platform = new FakePlatform();
});

const begin = (options: WebSocketClientOptions = {}, url = 'http://localhost:8000'): Promise<WebSocketClient> =>
  createBacktestClient(url, { resume: false, ...options }, platform.ports);

/** What a promise is rejected with. */
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no failure',
    (error: unknown) => error,
  );

const connected = async (options: WebSocketClientOptions = {}): Promise<WebSocketClient> => {
  const client = begin(options);
  platform.socket.open();
  platform.socket.receive(confirmed);
  return client;
};

/** How long it waits after each of so many broken connections in a row, in ms. */
const waitsOf = (client: WebSocketClient, count: number): number[] =>
  Array.from({ length: count }, () => {
    platform.socket.end(1006);
    const waitMs = (client.status.retryAtMs ?? NaN) - platform.clock.now();
    platform.clock.advance(waitMs);
    return waitMs;
  });

describe("quantmind's backtest client", () => {
  it('connects to the /ws of a web server and subscribes to backtests', async () => {
    const client = await connected();
    expect(platform.socket.url).toBe('ws://localhost:8000/ws');
    expect(platform.socket.said).toEqual([subscribe]);
    expect(client.status.state).toBe('live');
  });

  it("takes a path as it is given, such as that of Pitwall's main listener", () => {
    begin({}, 'https://desk.example/ws/quantmind').catch(() => undefined);
    expect(platform.socket.url).toBe('wss://desk.example/ws/quantmind');
  });

  it('is there only once the subscription is confirmed', async () => {
    let isThere = false;
    const client = begin().then(() => (isThere = true));
    platform.socket.open();
    await settle();
    expect(isThere).toBe(false);
    platform.socket.receive(confirmed);
    await client;
    expect(isThere).toBe(true);
  });

  it("gives each message to the listeners of its type, as the page's example does", async () => {
    const client = await connected();
    const heard: unknown[] = [];
    client.on('backtest_start', (message) => heard.push(message.data.backtest_id));
    client.on('backtest_progress', (message) => heard.push(`${message.data.progress}%`));
    client.on('backtest_complete', (message) => {
      heard.push(message.data.final_balance);
      client.disconnect();
    });
    platform.clock.advance(0);
    for (const message of [start, progress, complete]) platform.socket.receive(message);
    expect(heard).toEqual(['b1', '50%', 12500]);
    expect(platform.socket.closedWith?.code).toBe(1000);
    expect(platform.clock.timerCount).toBe(0);
  });

  it('lets listeners that were added right after it hear what came in one piece with the confirmation', async () => {
    const promise = begin();
    platform.socket.open();
    platform.socket.receive(confirmed);
    platform.socket.receive(start);
    platform.socket.receive(progress);
    const client = await promise;
    const heard: string[] = [];
    client.on('backtest_start', ({ type }) => heard.push(type));
    client.on('backtest_progress', ({ type }) => heard.push(type));
    platform.clock.advance(0);
    expect(heard).toEqual(['backtest_start', 'backtest_progress']);
  });

  it('holds back no flood for listeners that are late', async () => {
    const client = await connected();
    const heard: unknown[] = [];
    client.on('backtest_progress', ({ data }) => heard.push(data.progress));
    for (let n = 0; n < 1_100; n += 1) platform.socket.receive({ ...progress, data: { progress: n } });
    expect(heard).toEqual(Array.from({ length: 1_100 }, (_, n) => n));
  });

  it('comes back after 5 s, as the page says, and subscribes again', async () => {
    const client = await connected();
    expect(waitsOf(client, 3)).toEqual([5_000, 5_000, 5_000]);
    platform.socket.open();
    expect(platform.socket.said).toEqual([subscribe]);
  });

  it('gives up after ten attempts in a row, as the page does', async () => {
    const client = await connected();
    waitsOf(client, 10);
    platform.socket.end(1006);
    expect(client.status).toMatchObject({ state: 'failed', why: { code: 'GAVE_UP' } });
    expect(platform.sockets).toHaveLength(11);
  });

  it('is never there when the first connection cannot be had either', async () => {
    const client = begin({ maxReconnectAttempts: 2 });
    const failure = failureOf(client);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      platform.socket.end(1006);
      platform.clock.advance(5_000);
    }
    expect(await failure).toMatchObject({ code: 'GAVE_UP' });
    expect(platform.sockets).toHaveLength(3);
  });

  it('is there after all when a later attempt succeeds', async () => {
    const client = begin();
    platform.socket.end(1006);
    platform.clock.advance(5_000);
    platform.socket.open();
    platform.socket.receive(confirmed);
    expect((await client).status.state).toBe('live');
  });

  it('does not come back after a close that the client asked for, as the page says', async () => {
    const client = await connected();
    platform.socket.end(1000);
    expect(client.status.state).toBe('failed');
    expect(platform.clock.timerCount).toBe(1);
    platform.clock.advance(60_000);
    expect(platform.sockets).toHaveLength(1);
  });

  it.each([1001, 1012, 1013])('comes back after %i, clean as that close is', async (code) => {
    const client = await connected();
    platform.socket.end(code);
    expect(client.status.state).toBe('waiting');
  });

  it('is refused at once with a token that is no good', async () => {
    const failure = failureOf(begin({ token: 'forged' }));
    platform.socket.open();
    platform.socket.receive({ type: 'error', error: 'the token is not valid' });
    platform.socket.end(4401, 'invalid token');
    expect(await failure).toMatchObject({ code: 'UNAUTHENTICATED', status: 4401 });
    expect(platform.sockets).toHaveLength(1);
  });

  it('says what to look at when it hears another dialect', async () => {
    const failure = failureOf(begin());
    platform.socket.open();
    platform.socket.receive({ type: 'connection_established', timestamp: '2024-01-15T10:30:00.000Z', message: 'Hi' });
    platform.clock.advance(10_000);
    expect(await failure).toMatchObject({ code: 'PROTOCOL', how: expect.stringContaining('carry') });
    expect(platform.socket.closedWith?.code).toBe(1000);
  });
});

describe("quantmind's keep-alive", () => {
  it('asks with a ping when nothing came for 30 s, and is content with any answer', async () => {
    const client = await connected();
    platform.clock.advance(30_000);
    expect(platform.socket.said).toEqual([subscribe, { action: 'ping' }]);
    platform.socket.receive({ type: 'pong' });
    platform.clock.advance(20_000);
    expect(client.status.state).toBe('live');
  });

  it('sends no ping while messages come', async () => {
    await connected();
    for (let n = 0; n < 12; n += 1) {
      platform.clock.advance(10_000);
      platform.socket.receive(progress);
    }
    expect(platform.socket.said).toEqual([subscribe]);
  });

  it('replaces a connection that does not answer for 10 s', async () => {
    const client = await connected();
    platform.clock.advance(40_000);
    expect(client.status).toMatchObject({ state: 'waiting', why: { code: 'MUTE' } });
  });
});

describe("quantmind's subscriptions", () => {
  it('to an unknown topic are rejected with the words of the server, and are not asked for again', async () => {
    const client = await connected();
    const failure = failureOf(client.subscribe('backtest:none'));
    platform.socket.receive({ type: 'error', error: 'there is no backtest:none' });
    platform.clock.advance(500);
    expect(await failure).toMatchObject({
      code: 'REFUSED',
      message: expect.stringContaining('there is no'),
    });
    waitsOf(client, 1);
    platform.socket.open();
    expect(platform.socket.said).toEqual([subscribe]);
  });

  it('that were given up are not asked for again', async () => {
    const client = await connected();
    client.unsubscribe('backtest');
    expect(platform.socket.said.at(-1)).toEqual({ action: 'unsubscribe', topic: 'backtest' });
    waitsOf(client, 1);
    platform.socket.open();
    expect(platform.socket.said).toEqual([]);
  });

  it('that wait are rejected when the client disconnects', async () => {
    const client = await connected();
    const failure = failureOf(client.subscribe('logs'));
    client.disconnect();
    expect(await failure).toMatchObject({ code: 'CLOSED' });
    expect(platform.clock.timerCount).toBe(1);
  });

  it('wait for their confirmation through a lost connection', async () => {
    const client = await connected();
    const logs = client.subscribe('logs');
    waitsOf(client, 1);
    platform.socket.open();
    platform.socket.receive(confirmed);
    platform.socket.receive({ type: 'subscription_confirmed', topic: 'logs' });
    await expect(logs).resolves.toBeUndefined();
  });

  // Promise: ruling-6.replay
  it('comes back with the older cursor when it was cut off before all of its topics were heard again', async () => {
    const client = await connected({ resume: true });
    void client.subscribe('trading');
    platform.socket.receive({ type: 'subscription_confirmed', topic: 'trading' });
    platform.socket.receive({ ...progress, seq: 'e.7' });
    const comeBack = (): string => {
      const [waitMs = NaN] = waitsOf(client, 1);
      expect(waitMs).toBeGreaterThan(0);
      platform.socket.open();
      return platform.socket.url;
    };
    expect(comeBack()).toContain('since=e.7');
    platform.socket.receive(confirmed);
    // What this connection says of one topic tells nothing of the other, which was missed as well.
    platform.socket.receive({ ...progress, seq: 'e.9' });
    expect(comeBack()).toContain('since=e.7');
    platform.socket.receive(confirmed);
    platform.socket.receive({ type: 'subscription_confirmed', topic: 'trading' });
    platform.socket.receive({ ...progress, seq: 'e.9' });
    expect(comeBack()).toContain('since=e.9');
    client.disconnect();
  });
});
