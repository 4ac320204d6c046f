import { dialects } from '@pitwall/dialects';
import { createGateway, createLogger, defaultGatewayOptions, mintToken, systemClock } from '@pitwall/gateway';
import type { Gateway } from '@pitwall/gateway';
import type { EventDraft } from '@pitwall/model';
import { RawClient } from '@pitwall/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium } from './peers/chromium-page.ts';
import { createChromiumMaker } from './peers/chromium-peer.ts';
import { fieldsIn } from './peers/fields.ts';
import type { Fields } from './peers/fields.ts';
import { isAtHand } from './peers/peer.ts';
import type { PeerMaker } from './peers/peer.ts';
import { createPythonMaker, python } from './peers/python-peer.ts';

const pingIntervalMs = 500;
const pongTimeoutMs = 2_000;

// As the pages have it, but for time: nobody waits here for what a page does every 30 s.
const hurried = dialects.map((dialect) => ({
  ...dialect,
  traits: { ...dialect.traits, heartbeat: { ...dialect.traits.heartbeat, pingIntervalMs, pongTimeoutMs } },
}));

const identity = { jwtSecret: 'a secret of at least thirty-two bytes', auth: 'required' as const };
// One reader is enough for what else takes sixteen, and time for compression is not what this is about.
const compression = { compressionMinReaders: 1, compressionMsPerSecond: 1_000 };
const options = { ...defaultGatewayOptions, ...identity, ...compression, port: 0, legacyPorts: false, account: 'main' };

let gateway: Gateway;
let port: number;
let token: string;

beforeAll(async () => {
  const logger = createLogger({ level: 'silent' }, { destination: process.stderr });
  gateway = createGateway(options, { dialects: hurried, logger, version: 'test' });
  ({ port } = (await gateway.start()).main);
  await publish(equity);
  ({ token } = await mintToken(options, { subject: 'ann', accounts: ['main'], ttlMs: 3_600_000 }, systemClock));
});

afterAll(() => gateway.stop());

const urlOf = (path: string): string => `ws://127.0.0.1:${port}${path}?token=${token}`;

const publish = async (...drafts: EventDraft[]): Promise<void> => {
  for (const result of await gateway.publish(drafts)) if (!result.ok) throw result.error;
};

/** Waits until a session that answers no ping would have been closed, by a session of its own that is pinged too. */
const outliveTheSilent = async (): Promise<void> => {
  const metronome = await RawClient.open({ port, path: `/api/ws?token=${token}` });
  const beats = Math.ceil((pingIntervalMs + pongTimeoutMs) / pingIntervalMs) + 1;
  for (let beat = 0; beat < beats; beat += 1) await metronome.until(({ type }) => type === 'ping');
  metronome.destroy();
};

const isOfType = (type: string) => (message: Fields) => message['type'] === type;
const isEvent = (event: string) => (message: Fields) => message['event'] === event;

const equity: EventDraft = {
  kind: 'equity',
  account: 'main',
  data: { equity: '10000.10', highWatermark: '10500.00', cash: '4000.00', dailyPnl: '12.50', dailyPnlRatio: '0.00125' },
};

const arm = (reason: string): EventDraft => ({ kind: 'master-arm', account: 'main', data: { armed: true, reason } });

const pause = (message: string): EventDraft => ({
  kind: 'risk-status',
  account: 'main',
  data: { status: 'soft_pause', message, drawdownRatio: '-0.04', dailyLossRatio: '0.03' },
});

const trade = (tradeId: string): EventDraft => ({
  kind: 'trade',
  account: 'main',
  data: { tradeId, symbol: 'BTC-ZAR', side: 'buy', status: 'filled', quantity: '0.001', price: '850000' },
});

const backtest = (backtestId: string): EventDraft => ({
  kind: 'backtest-start',
  account: 'main',
  data: {
    backtestId,
    variant: 'vanilla',
    symbol: 'EURUSD',
    timeframe: 'H1',
    startDate: '2023-01-01',
    endDate: '2023-12-31',
  },
});

/** One session of each dialect, from the first message to the last. */
const sessions = (maker: PeerMaker): void => {
  it.concurrent('titan: present values, updates, and control pings that are answered', async () => {
    const peer = await maker.connect(urlOf('/ws/console'));
    expect(await peer.until(isOfType('EQUITY_UPDATE'))).toMatchObject({
      timestamp: expect.any(Number),
      data: { equity: 10000.1, high_watermark: 10500, daily_pnl_pct: 0.125 },
    });
    await outliveTheSilent();
    const reason = `titan-${maker.name}`;
    await publish(arm(reason));
    const heard = await peer.until((message) => fieldsIn(message, 'data')['reason'] === reason);
    expect(heard).toMatchObject({ type: 'MASTER_ARM_CHANGE', data: { master_arm: true } });
  });

  it.concurrent('carry: the greeting first, decimals to the digit, and control pings that are answered', async () => {
    const peer = await maker.connect(urlOf('/ws/carry'));
    expect(await peer.until(() => true)).toMatchObject({
      type: 'connection_established',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      message: 'Connected to Stable Cash & Carry WebSocket server',
    });
    const worth = await peer.until(isOfType('equity_update'));
    expect(worth).toMatchObject({ data: { current_equity: '10000.10', peak_equity: '10500.00' } });
    await outliveTheSilent();
    const text = `carry-${maker.name}`;
    await publish(pause(text));
    const heard = await peer.until((message) => fieldsIn(message, 'data')['message'] === text);
    expect(heard).toMatchObject({ type: 'risk_status_update', data: { drawdown_pct: '0.04', daily_loss_pct: '0.03' } });
  });

  it.concurrent('fleet: the greeting, trades, and JSON pings beside control pings', async () => {
    const peer = await maker.connect(urlOf('/api/ws'));
    expect(await peer.until(() => true)).toMatchObject({
      type: 'connection',
      data: { status: 'connected', mode: 'ws' },
      ts: expect.any(String),
    });
    const ping = await peer.until(isOfType('ping'));
    expect(ping['timestamp']).toEqual(expect.any(Number));
    await peer.send({ type: 'pong', timestamp: ping['timestamp'] });
    await outliveTheSilent();
    const id = `fleet-${maker.name}`;
    await publish(trade(id));
    const heard = await peer.until((message) => message['type'] === 'trades' && fieldsIn(message, 'data')['id'] === id);
    expect(heard).toMatchObject({ data: { symbol: 'BTC-ZAR', side: 'buy', status: 'filled', price: 850000 } });
  });

  it.concurrent('mci: the acknowledgement, a subscription, lists, heartbeats, and a farewell', async () => {
    const peer = await maker.connect(urlOf('/telemetry'));
    expect(await peer.until(() => true)).toMatchObject({
      event: 'connection:ack',
      data: { connectionId: expect.any(String), serverTime: expect.any(Number), version: '1.0.0' },
    });
    await peer.send({ event: 'subscribe', data: { channels: ['account', 'activity'] } });
    expect(await peer.until(() => true)).toMatchObject({
      event: 'subscribed',
      data: { channels: ['account', 'activity'], subscribedAt: expect.any(Number) },
    });
    await peer.until(isEvent('heartbeat'));
    await peer.send({ event: 'heartbeat:ack', data: { clientTime: 1 } });
    await outliveTheSilent();
    const activity: EventDraft = {
      kind: 'activity',
      account: 'main',
      data: { activityId: `mci-${maker.name}`, type: 'system', severity: 'info', message: 'Hello' },
    };
    await publish(activity);
    const heard = await peer.until((message) => fieldsIn(message, 'data')['id'] === `mci-${maker.name}`);
    expect(heard).toMatchObject({ event: 'activity:log', data: { message: 'Hello' } });
    await peer.send({ event: 'disconnect' });
    expect(await peer.until(isEvent('connection:closed'))).toMatchObject({ data: { reason: 'client_disconnect' } });
    expect((await peer.ended).code).toBe(1000);
  });

  it.concurrent(
    'pitwall: the greeting, a stream from its states to what happens, and JSON pings that tell where it is',
    async () => {
      const peer = await maker.connect(urlOf('/v1/stream'));
      const welcome = await peer.until(() => true);
      expect(welcome).toMatchObject({ type: 'welcome', protocol: 'pitwall.v1', accounts: ['main'] });
      await peer.send({ type: 'subscribe', id: 'r1', kinds: ['equity', 'trade'], delta: true });
      const { stream, cursor } = await peer.until(() => true);
      expect(await peer.until(isOfType('snapshot'))).toMatchObject({
        kind: 'equity',
        data: { equity: '10000.10' },
        stream,
      });
      const live = await peer.until(isOfType('live'));
      expect(live).toMatchObject({ stream, cursor: expect.any(String), last: expect.any(String) });
      expect(cursor).toEqual(expect.any(String));
      const ping = await peer.until(isOfType('ping'));
      expect(fieldsIn(ping, 'streams')[String(stream)]).toMatchObject({ throughSeq: expect.any(String) });
      await peer.send({ type: 'pong' });
      await outliveTheSilent();
      const id = `pitwall-${maker.name}`;
      await publish(trade(id));
      const heard = await peer.until(({ type, data }) => type === 'event' && JSON.stringify(data).includes(id));
      expect(heard).toMatchObject({
        type: 'event',
        kind: 'trade',
        data: { price: '850000' },
        prev: expect.any(String),
      });
    },
  );

  it.concurrent('quantmind: a subscription, a backtest, a ping, and control pings that are answered', async () => {
    const peer = await maker.connect(urlOf('/ws/quantmind'));
    await peer.send({ action: 'subscribe', topic: 'backtest' });
    expect(await peer.until(() => true)).toEqual({ type: 'subscription_confirmed', topic: 'backtest' });
    await peer.send({ action: 'ping' });
    expect(await peer.until(isOfType('pong'))).toEqual({ type: 'pong' });
    await outliveTheSilent();
    const id = `bt-${maker.name}`;
    await publish(backtest(id));
    const heard = await peer.until(
      (message) => message['type'] === 'backtest_start' && fieldsIn(message, 'data')['backtest_id'] === id,
    );
    expect(heard).toMatchObject({ data: { variant: 'vanilla', symbol: 'EURUSD', timeframe: 'H1' } });
  });

  it.concurrent('compression: what is large, and small ones together, say what they say plain', async () => {
    const peer = await maker.connect(`${urlOf('/ws/console')}&types=MASTER_ARM_CHANGE`);
    expect(peer.extensions).toContain('permessage-deflate');
    const plain = await RawClient.open({ port, path: `/ws/console?types=MASTER_ARM_CHANGE&token=${token}` });
    const reasons = Array.from({ length: 40 }, (_, n) => `deflate-${maker.name}-${n} `.repeat(n % 10 === 0 ? 80 : 2));
    const isMine = (message: Fields): boolean =>
      String(fieldsIn(message, 'data')['reason']).startsWith(`deflate-${maker.name}-`);
    await publish(...reasons.map(arm));
    for (const reason of reasons) {
      const heard = await peer.until(isMine);
      expect(heard).toMatchObject({ data: { reason } });
      expect(await plain.until(isMine)).toEqual(heard);
    }
    plain.destroy();
  });

  it.concurrent('a token that is no good: the words and the close code of each page reach the program', async () => {
    const refused = async (path: string): Promise<readonly [Fields | undefined, number]> => {
      const peer = await maker.connect(`ws://127.0.0.1:${port}${path}?token=forged`);
      const { code } = await peer.ended;
      return [await peer.until(() => true).catch(() => undefined), code];
    };
    expect(await refused('/telemetry')).toMatchObject([
      { event: 'connection:error', data: { code: 'AUTH_REQUIRED' } },
      4401,
    ]);
    expect(await refused('/api/ws')).toMatchObject([{ type: 'error', data: { code: 'UNAUTHORIZED' } }, 4401]);
    expect(await refused('/ws/carry')).toEqual([undefined, 1008]);
    expect(await refused('/ws/console')).toEqual([undefined, 4401]);
  });
};

it('a client that answers no ping is closed 4408, so outliving it proves something', async () => {
  const client = await RawClient.open({ port, path: `/ws/carry?token=${token}` });
  client.answersPings = false;
  await outliveTheSilent();
  expect((await client.closed).code).toBe(4408);
});

describe.runIf(isAtHand(python))('a session of Python websockets', () => {
  const maker = createPythonMaker();
  afterAll(() => maker.close());
  sessions(maker);
});

describe.runIf(isAtHand(chromium))('a session of Chromium', () => {
  const maker = createChromiumMaker();
  afterAll(() => maker.close());
  sessions(maker);
});
