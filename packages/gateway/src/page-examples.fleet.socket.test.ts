import { RawClient } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { exampleFiles, exampleOf, PageGateway } from './page-gateway.fixture.ts';

interface Message {
  readonly type: string;
  readonly data?: object;
}

const example = (file: string): Message => exampleOf('fleet', file) as Message;

/** Talk has no facts in it, so it cannot be published. */
const talk = ['connection', 'ping', 'pong', 'error', 'resume', 'auth', 'authenticated'];

const facts = exampleFiles('fleet')
  .map((file): [string, Message] => [file, example(file)])
  .filter(([, { type }]) => !talk.includes(type));

/** Those of which the present value is kept for whoever comes later, in the page's order. */
const states = ['bots.json', 'balances.json', 'metrics.json', 'system-health.json'].map(example);

const isoTime: unknown = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);

const gateway = new PageGateway();

const publish = async (message: unknown): Promise<void> => {
  expect(await gateway.post('/v1/ingest/fleet', message)).toMatchObject({ accepted: 1, refused: 0 });
};

/** Greeted, with the present values behind it: a ping that was sent after them is answered. */
const reader = async (path: string): Promise<{ client: RawClient; snapshot: unknown[] }> => {
  const client = await RawClient.open({ port: gateway.port, path });
  expect(await client.next()).toEqual({ ...example('connection.json'), ts: isoTime });
  client.sendFrame(0x9, Buffer.alloc(0));
  await expect.poll(() => client.controls).toContain('pong');
  return { client, snapshot: client.takeAll().map((text): unknown => JSON.parse(text)) };
};

describe('an example of the fleet page', () => {
  it.each(facts)('%s that is published comes back to a fleet client as it was', async (_file, message) => {
    const { client } = await reader(`/api/ws?types=${message.type}`);
    await publish(message);
    expect(await client.next()).toEqual(message);
    client.destroy();
  });
});

describe('a fleet client', () => {
  it('gets the present values with their own times after the greeting, in the page’s order, and nothing that ended', async () => {
    for (const [, message] of facts) await publish(message);
    const { client, snapshot } = await reader('/ws/fleet');
    expect(snapshot).toEqual(states);
    client.destroy();
  });

  it('is answered in the page’s words: a pong to its ping, nothing to its pong, an error to what is unknown', async () => {
    const { client } = await reader('/api/ws?types=trades');
    client.sendJson(example('pong.json'));
    client.sendJson(example('ping.json'));
    expect(await client.next()).toEqual(example('pong.json'));
    client.sendJson({ type: 'subscribe' });
    expect(await client.next()).toMatchObject({
      type: 'error',
      data: { code: 'INVALID_MESSAGE', details: expect.stringContaining('subscribe') },
      ts: isoTime,
    });
    client.sendText('no json');
    expect(await client.next()).toMatchObject({ type: 'error', data: { code: 'INVALID_MESSAGE' } });
    await publish(example('trades.json'));
    expect(await client.next()).toEqual(example('trades.json'));
    client.destroy();
  });

  it('hears of other facts what the page has words for, and of the end of a bot nothing', async () => {
    const { client } = await reader('/api/ws?account=desk&types=bots,trades');
    const say = async (kind: string, data: object): Promise<void> => {
      expect(await gateway.post('/v1/events', { kind, account: 'desk', data })).toMatchObject({ accepted: 1 });
    };
    await say('bot', { botId: 'b', status: 'running', winRate: '0.68', pnl: '150.50' });
    expect(await client.next()).toMatchObject({
      type: 'bots',
      data: { id: 'b', status: 'running', win_rate: 0.68, pnl: 150.5 },
    });
    await say('bot', { botId: 'b', status: 'removed' });
    await say('equity', { equity: 1 });
    const trade = { tradeId: 't', symbol: 'BTC-ZAR', side: 'sell', quantity: '0.1', price: '0.7', status: 'filled' };
    await say('trade', trade);
    expect(await client.next()).toMatchObject({ type: 'trades', data: { id: 't', total: 0.07, pnl: null } });
    client.destroy();
    const later = await reader('/api/ws?account=desk&types=bots,trades');
    expect(later.snapshot).toEqual([]);
    later.client.destroy();
  });

  // Promises: fleet.polling-fallback, fleet.poll
  it('that polls is told the same', async () => {
    for (const [, message] of facts) await publish(message);
    const answer = async (query: string): Promise<{ cursor: string; messages: Message[] }> =>
      (await (await fetch(`${gateway.url}/ws/fleet/poll?${query}`)).json()) as { cursor: string; messages: Message[] };
    const first = await answer('types=bots,balances,metrics,system_health,trades');
    expect(first.messages.filter(({ type }) => type !== 'connection')).toEqual(states);
    await publish(example('trades.json'));
    const next = await answer(`types=bots,balances,metrics,system_health,trades&since=${first.cursor}`);
    expect(next.messages).toMatchObject([example('trades.json')]);
  });
});
