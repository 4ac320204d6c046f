import { platformPorts } from '@pitwall/client';
import type { Client, Fact } from '@pitwall/client';
import { afterEach, describe, expect, it } from 'vitest';
import { UpgradeBlocker } from '../faces/upgrade-blocker.ts';
import { CuttingProxy } from '../peers/cutting-proxy.ts';
import { ClientWorld, position, publish, trade } from './client-world.ts';

const world = new ClientWorld();
afterEach(() => world.end());

/** Takes in what a subscription tells. */
const listen = (client: Client) => {
  const trades: string[] = [];
  const gaps: string[] = [];
  const subscription = client.subscribe(
    { kinds: ['trade'] },
    {
      onFact: ({ data }) => void trades.push(data.tradeId),
      onGap: ({ reason }) => void gaps.push(reason),
    },
  );
  return { trades, gaps, subscription };
};

const live = async (client: Client, transport = 'websocket'): Promise<void> => {
  await expect.poll(() => client.status).toMatchObject({ state: 'live', transport });
};

const sizes = (facts: readonly Fact<'position'>[]) => facts.map(({ key, data }) => `${key} ${data.size}`).toSorted();

describe('a client of a real gateway', () => {
  it('hears what happens, to the digit, and keeps the latest values', async () => {
    const { gateway, port } = await world.start();
    await publish(gateway, position('0.10000000000000000001'), position('2', 'ETH'));
    const client = world.connect(port);
    const replica = client.state({ kinds: ['position'] });
    const { trades } = listen(client);
    await replica.ready();
    await live(client);
    await publish(gateway, trade('a'), position('3', 'ETH'), trade('b'), position('0', 'ETH', 'closed'));
    await expect.poll(() => trades).toEqual(['a', 'b']);
    await expect.poll(() => sizes(replica.list('position'))).toEqual(['BTC:long 0.10000000000000000001']);
    expect(replica.freshness.isLive).toBe(true);
    await expect.poll(() => client.clock?.roundTripMs).toBeGreaterThan(0);
    expect(client.counts).toEqual({ losses: 0, repeats: 0, unreadable: 0, mute: 0 });
  });

  it('hears two streams of the same words apart, and changes as whole facts', async () => {
    const { gateway, port } = await world.start();
    await publish(gateway, position('1'));
    const client = world.connect(port);
    const heard: string[][] = [[], []];
    for (const told of heard) {
      client.subscribe(
        { channels: ['positions'] },
        { delta: true, onFact: (fact) => void told.push(JSON.stringify(fact.data)) },
      );
    }
    await live(client);
    await publish(gateway, position('2'));
    await expect
      .poll(() => heard.map((told) => told.at(-1)))
      .toEqual(Array.from({ length: 2 }, () => JSON.stringify(position('2').data)));
  });

  it('goes on where it was over a restart of the gateway, with a log on the disk', async () => {
    const directory = world.directory();
    const first = await world.start({}, directory);
    const proxy = await CuttingProxy.open(first.port);
    const client = world.connect(proxy.port);
    const { trades, gaps } = listen(client);
    const replica = client.state({ kinds: ['position'] });
    await live(client);
    await publish(first.gateway, trade('a'), position('1'), position('1', 'ETH'));
    await expect.poll(() => trades).toEqual(['a']);
    proxy.cut();
    await publish(first.gateway, trade('b'), position('0', 'ETH', 'closed'));
    await world.stop(first.gateway);
    const second = await world.start({ port: first.port }, directory);
    await publish(second.gateway, trade('c'), position('2'));
    await expect.poll(() => trades).toEqual(['a', 'b', 'c']);
    await expect.poll(() => sizes(replica.list('position'))).toEqual(['BTC:long 2']);
    expect(gaps).toEqual([]);
    proxy.close();
  });

  it('says that there is a gap when the gateway comes back without its past', async () => {
    const first = await world.start();
    // Over HTTP, which may be quicker on a busy machine, the reason would be `reset`.
    const client = world.connect(first.port, { fallback: false });
    const { trades, gaps } = listen(client);
    const replica = client.state({ kinds: ['position'] });
    await live(client);
    await publish(first.gateway, trade('a'), position('1'));
    await expect.poll(() => [trades, replica.size]).toEqual([['a'], 1]);
    await world.stop(first.gateway);
    const second = await world.start({ port: first.port });
    await expect.poll(() => gaps).toEqual(['other-epoch']);
    await expect.poll(() => replica.size).toBe(0);
    await publish(second.gateway, trade('z'));
    await expect.poll(() => trades).toEqual(['a', 'z']);
  });

  it('brings a new token in place before the old one ends', async () => {
    const { gateway, port } = await world.start({ auth: 'required' });
    const reasons: string[] = [];
    const client = world.connect(port, {
      getToken: async (reason) => {
        reasons.push(reason);
        // The first one ends within the time of the warning.
        return world.tokenFor('ann', ['main'], reasons.length === 1 ? 10_000 : 600_000);
      },
    });
    const { trades } = listen(client);
    await live(client);
    await expect.poll(() => reasons).toEqual(['connect', 'expiring']);
    await publish(gateway, trade('a'));
    await expect.poll(() => trades).toEqual(['a']);
    expect(client.status).toMatchObject({ state: 'live', attempt: 1 });
  });

  it.each(['query', 'ticket'] as const)('sees what its token may see, shown by %s', async (tokenVia) => {
    const { gateway, port } = await world.start({ auth: 'required' });
    const client = world.connect(port, { token: await world.tokenFor('ann', ['main']), tokenVia });
    const { trades } = listen(client);
    await live(client);
    await publish(gateway, trade('not mine', 'other'), trade('mine'));
    await expect.poll(() => trades).toEqual(['mine']);
  });

  it('ends with a clear error when its token is refused', async () => {
    const { port } = await world.start({ auth: 'required' });
    const client = world.connect(port, { token: 'no token' });
    const facts = client.subscribe({ kinds: ['trade'] });
    await expect(facts.updates().next()).rejects.toMatchObject({ code: 'UNAUTHENTICATED', retry: false });
    expect(client.status).toMatchObject({ state: 'failed', why: { code: 'UNAUTHENTICATED' } });
  });

  it.each([
    ['sse', 1_000],
    ['polling', 0],
  ] as const)('reads by %s where there are no WebSockets', async (transport, sseFailures) => {
    const directory = world.directory();
    const first = await world.start({}, directory);
    await publish(first.gateway, trade('before'), position('1'), position('1', 'ETH'));
    const ports = { ...platformPorts(), sockets: undefined };
    const client = world.connect(first.port, { ports, sseFailures, pollWaitS: 1 });
    const { trades, gaps } = listen(client);
    const replica = client.state({ symbols: ['BTC', 'ETH'], kinds: ['position'] });
    await live(client, transport);
    await publish(first.gateway, trade('a'), position('2'), position('0', 'ETH', 'closed'));
    await expect.poll(() => trades).toEqual(['a']);
    await expect.poll(() => sizes(replica.list('position'))).toEqual(['BTC:long 2']);
    await world.stop(first.gateway);
    const second = await world.start({ port: first.port }, directory);
    await publish(second.gateway, trade('b'), position('3', 'ETH'));
    await expect.poll(() => trades).toEqual(['a', 'b']);
    await expect.poll(() => sizes(replica.list('position'))).toEqual(['BTC:long 2', 'ETH:long 3']);
    expect(gaps).toEqual([]);
  });

  it('reads over HTTP in a network that lets no WebSocket through, and by one as soon as it does', async () => {
    const { gateway, port } = await world.start();
    const network = await UpgradeBlocker.open(port);
    const client = world.connect(network.port);
    const { trades, gaps } = listen(client);
    await live(client, 'sse');
    await publish(gateway, trade('a'));
    await expect.poll(() => trades).toEqual(['a']);
    network.letsThrough = true;
    await live(client);
    await publish(gateway, trade('b'));
    await expect.poll(() => trades).toEqual(['a', 'b']);
    expect(gaps).toEqual([]);
    network.close();
  });

  it('publishes through an outage, each fact once', async () => {
    const directory = world.directory();
    const first = await world.start({ dev: true }, directory);
    const client = world.connect(first.port);
    const { trades } = listen(client);
    await live(client);
    const data = (tradeId: string) => ({ tradeId, symbol: 'BTC', side: 'buy', status: 'filled' });
    const receipt = await client.publish({ kind: 'trade', data: data('a') });
    expect(receipt.duplicate).toBe(false);
    await world.stop(first.gateway);
    const waiting = client.publish(['b', 'c'].map((tradeId) => ({ kind: 'trade', data: data(tradeId) }) as const));
    await world.start({ dev: true, port: first.port }, directory);
    expect(await waiting).toHaveLength(2);
    await client.flush();
    await expect.poll(() => trades).toEqual(['a', 'b', 'c']);
    await expect(client.publish({ kind: 'trade', data: { ...data('d'), side: '' } })).rejects.toMatchObject({
      code: 'REFUSED',
      gatewayCode: 'INVALID_EVENT',
    });
  });

  it('promises signs of life for a source, and says goodbye for it', async () => {
    const { port } = await world.start({ dev: true });
    const client = world.connect(port);
    const replica = client.state({ kinds: ['source-status'] });
    const status = () => replica.list('source-status').map(({ data }) => `${data.source} ${data.status}`);
    const stop = client.heartbeat({ source: 'bot-1', heartbeatMs: 1_000 });
    await expect.poll(status).toEqual(['bot-1 live']);
    stop();
    await expect.poll(status).toEqual(['bot-1 gone']);
  });
});
