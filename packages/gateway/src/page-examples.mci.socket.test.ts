import { RawClient } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { exampleOf, PageGateway } from './page-gateway.fixture.ts';

type Message = Record<string, unknown>;

const example = (name: string): Message => exampleOf('mci', `${name}.json`) as Message;

const time = 1_706_400_000_000;

const gateway = new PageGateway();

const publish = async (message: unknown, accepted = 1): Promise<void> => {
  expect(await gateway.post('/v1/ingest/mci', message)).toMatchObject({ accepted, refused: 0 });
};

const isNow = (value: unknown): void => {
  expect(Math.abs(Date.now() - Number(value))).toBeLessThan(60_000);
};

const connect = async (path = '/telemetry'): Promise<RawClient> => {
  const client = await RawClient.open({ port: gateway.port, path });
  const ack = await client.next();
  expect(ack).toMatchObject({
    event: 'connection:ack',
    data: { connectionId: expect.any(String), version: '1.0.0' },
  });
  return client;
};

/** Subscribed, with the present values behind it: a ping that was sent after them is answered. */
const listen = async (
  channels: readonly string[],
  path?: string,
): Promise<{ client: RawClient; snapshot: unknown[] }> => {
  const client = await connect(path);
  client.sendJson({ event: 'subscribe', data: { channels } });
  expect(await client.next()).toMatchObject({ event: 'subscribed', data: { channels } });
  client.sendFrame(0x9, Buffer.alloc(0));
  await expect.poll(() => client.controls).toContain('pong');
  return { client, snapshot: client.takeAll().map((text): unknown => JSON.parse(text)) };
};

const isEndOf = (message: Message, symbol: string): boolean => {
  const { action, symbol: of } = message['data'] as Message;
  return action === 'CLOSED' && of === symbol;
};

describe('an example of the mci page', () => {
  // Promises: mci.path, mci.positions-update, mci.orders-update, mci.account-update, mci.health-update, mci.market-update, mci.activity-log
  it.each([
    ['positions-update', 'positions', 1],
    ['orders-update', 'orders', 1],
    ['account-update', 'account', 1],
    ['health-update', 'health', 1],
    ['market-update', 'market', 2],
    ['activity-log', 'activity', 1],
  ])('%s that is published comes back to an mci client as it was', async (name, channel, facts) => {
    const { client } = await listen([channel]);
    await publish(example(name), facts);
    expect(await client.next()).toEqual(example(name));
    client.destroy();
  });
});

describe('an mci client', () => {
  it('hears nothing before it subscribes, then the present values with their own times', async () => {
    for (const name of ['positions-update', 'orders-update', 'account-update', 'activity-log']) {
      await publish(example(name));
    }
    await publish(example('market-update'), 2);
    const { client, snapshot } = await listen(['positions', 'orders', 'account', 'market', 'activity']);
    expect(snapshot).toEqual(['positions-update', 'orders-update', 'account-update', 'market-update'].map(example));
    client.destroy();
  });

  it('hears a list without what ended, and other dialects hear of the end', async () => {
    const list = (...symbols: string[]): unknown => ({
      event: 'positions:update',
      data: { positions: symbols.map((symbol) => ({ symbol, qty: 1, side: 'long', entryPrice: 2 })), timestamp: time },
    });
    const symbolsOf = (message: Message): unknown =>
      (message as { data: { positions: Message[] } }).data.positions.map(({ symbol }) => symbol);
    const titan = await RawClient.open({ port: gateway.port, path: '/ws/titan?types=POSITION_UPDATE' });
    const { client } = await listen(['positions']);
    for (const symbols of [['A', 'B'], ['B']]) {
      expect(await gateway.post('/v1/ingest/mci', list(...symbols))).toMatchObject({ refused: 0 });
      expect(symbolsOf(await client.next())).toEqual(symbols);
    }
    const { data } = (await titan.until((message) => isEndOf(message, 'A'))) as { data: Message };
    expect(data).toMatchObject({ position: { symbol: 'A', side: 'LONG' } });
    titan.destroy();
    client.destroy();
  });

  // Promise: mci.partly-wrong
  it('is told of channels that do not exist, in one error after the confirmation of the others', async () => {
    const client = await connect();
    client.sendJson({ event: 'subscribe', data: { channels: ['activity', 'prices', 'news'] } });
    expect(await client.next()).toMatchObject({ event: 'subscribed', data: { channels: ['activity'] } });
    expect(await client.next()).toMatchObject({
      event: 'error',
      data: { code: 'SUBSCRIPTION_ERROR', error: { why: expect.stringContaining('prices, news') } },
    });
    client.sendJson({ event: 'subscribe', data: { channels: ['news'] } });
    expect(await client.next()).toMatchObject({ event: 'error' });
    client.sendJson({ event: 'unsubscribe', data: { channels: ['activity'] } });
    const { data } = (await client.next()) as { data: Message };
    expect(data['channels']).toEqual(['activity']);
    isNow(data['unsubscribedAt']);
    client.destroy();
  });

  it.each([
    ['subscribe without channels', '{"event":"subscribe"}'],
    ['an unknown event', '{"event":"order","data":{}}'],
    ['no JSON', 'hello'],
  ])('that sends %s is told so and stays', async (_what, frame) => {
    const client = await connect();
    client.sendText(frame);
    expect(await client.next()).toMatchObject({ event: 'error', data: { code: 'SUBSCRIPTION_ERROR' } });
    client.sendJson(example('heartbeat-ack'));
    client.sendJson({ event: 'subscribe', data: { channels: ['activity'] } });
    expect(await client.next()).toMatchObject({ event: 'subscribed' });
    client.destroy();
  });

  // Promise: mci.subscribe-again
  it('that subscribes twice is confirmed twice and gets one snapshot', async () => {
    await publish(example('orders-update'));
    const { client, snapshot } = await listen(['orders']);
    expect(snapshot).toEqual([example('orders-update')]);
    client.sendJson({ event: 'subscribe', data: { channels: ['orders'] } });
    expect(await client.next()).toMatchObject({ event: 'subscribed', data: { channels: ['orders'] } });
    await publish(example('orders-update'));
    expect(await client.next()).toEqual(example('orders-update'));
    client.destroy();
  });

  // Promise: mci.disconnect
  it('that disconnects is told so and closed with 1000', async () => {
    const client = await connect('/ws/mci');
    client.sendJson(example('disconnect'));
    expect(await client.next()).toEqual(example('connection-closed'));
    expect(await client.closed).toMatchObject({ code: 1000 });
  });
});
