import { RawClient } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { exampleFiles, exampleOf, PageGateway } from './page-gateway.fixture.ts';

interface Message {
  readonly type: string;
}

const example = (file: string): Message => exampleOf('carry', file) as Message;

/** Talk has no facts in it, so it cannot be published. */
const talk = ['connection_established', 'resume', 'authenticated', 'error', 'auth'];

const facts = exampleFiles('carry')
  .map((file): [string, Message] => [file, example(file)])
  .filter(([, { type }]) => !talk.includes(type));

const gateway = new PageGateway();

const publish = async (message: unknown): Promise<void> => {
  expect(await gateway.post('/v1/ingest/carry', message)).toMatchObject({ accepted: 1, refused: 0 });
};

/** Greeted, with the present values behind it: a ping that was sent after them is answered. */
const reader = async (path = '/ws/carry'): Promise<{ client: RawClient; snapshot: unknown[] }> => {
  const client = await RawClient.open({ port: gateway.port, path });
  expect(await client.next()).toEqual({
    ...example('connection-established.json'),
    timestamp: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
  });
  client.sendFrame(0x9, Buffer.alloc(0));
  await expect.poll(() => client.controls).toContain('pong');
  return { client, snapshot: client.takeAll().map((text): unknown => JSON.parse(text)) };
};

describe('an example of the carry page', () => {
  it.each(facts)('%s that is published comes back to a carry client as it was', async (_file, message) => {
    const { client } = await reader();
    await publish(message);
    expect(await client.next()).toEqual(message);
    client.destroy();
  });
});

describe('a carry client', () => {
  // Promise: carry.greeting-first
  it('gets the present values with their own times after the greeting, and nothing that ended', async () => {
    const kept = ['position-update.json', 'equity-update.json', 'risk-status-normal.json'].map(example);
    for (const message of kept) await publish(message);
    await publish(example('system-log.json'));
    const { client, snapshot } = await reader();
    expect(snapshot).toEqual(kept);
    await publish(example('position-update-closed.json'));
    client.destroy();
    const later = await reader();
    expect(later.snapshot).toEqual(kept.slice(1));
    later.client.destroy();
  });

  it('hears a value that repeats itself once, and of other facts what the page has words for', async () => {
    const { client } = await reader('/ws/carry?account=desk');
    const say = async (kind: string, data: object): Promise<void> => {
      expect(await gateway.post('/v1/events', { kind, account: 'desk', data })).toMatchObject({ accepted: 1 });
    };
    const legs = { spotEntryPrice: 1, perpEntryPrice: 1.5, spotQuantity: 2, perpQuantity: 2 };
    const hedge = { action: 'updated', positionId: 'p', symbol: 'BTC/USDT', ...legs };
    await say('equity', { equity: '10.0' });
    expect(await client.next()).toMatchObject({ type: 'equity_update', data: { current_equity: '10.0' } });
    await say('position', hedge);
    expect(await client.next()).toMatchObject({ type: 'position_update', data: { perp_entry_price: '1.5' } });
    await say('log', { level: 'debug', message: 'not for this page' });
    await say('position', { action: 'opened', positionId: 'q', symbol: 'BTC', side: 'long', size: 1, entryPrice: 1 });
    await say('equity', { equity: '10.0' });
    // It may go no sooner than the equity before it, so nothing else can still be on its way when it comes.
    await say('position', { ...hedge, unrealizedPnl: '0.50' });
    expect(await client.next()).toMatchObject({ type: 'position_update', data: { unrealized_pnl: '0.50' } });
    client.destroy();
  });
});
