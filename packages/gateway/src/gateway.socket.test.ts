import type { EventDraft } from '@pitwall/model';
import { dialects } from '@pitwall/dialects';
import type { Dialect } from '@pitwall/dialects';
import { HandshakeRefused, probeDialect, RawClient } from '@pitwall/testkit';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { Gateway, GatewayAddresses } from './gateway-contract.ts';
import { createGateway } from './gateway.ts';
import { defaultGatewayOptions } from './options.ts';
import type { GatewayOptions } from './options.ts';

const running: Gateway[] = [];
const clients: RawClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  for (const gateway of running.splice(0)) await gateway.stop();
});

const start = async (
  options: Partial<GatewayOptions> = {},
  spoken: readonly Dialect[] = [...dialects, probeDialect],
): Promise<{ gateway: Gateway; addresses: GatewayAddresses; port: number }> => {
  const gateway = createGateway(
    { ...defaultGatewayOptions, port: 0, legacyPorts: false, dev: true, drainSpreadMs: 50, ...options },
    { dialects: spoken, logger: pino({ level: 'silent' }), version: 'test' },
  );
  running.push(gateway);
  const addresses = await gateway.start();
  return { gateway, addresses, port: addresses.main.port };
};

const connect = async (port: number, path: string, headers: Record<string, string> = {}): Promise<RawClient> => {
  const client = await RawClient.open({ port, path, headers });
  clients.push(client);
  return client;
};

const refusalOf = async (
  port: number,
  path: string,
  headers: Record<string, string> = {},
): Promise<HandshakeRefused> => {
  const outcome = await RawClient.open({ port, path, headers }).catch((thrown: unknown) => thrown);
  if (outcome instanceof HandshakeRefused) return outcome;
  throw new Error('The handshake was not refused');
};

const equity = (value: number): EventDraft => ({ kind: 'equity', data: { equity: value } });
const trade = (tradeId: string): EventDraft => ({
  kind: 'trade',
  data: { tradeId, symbol: 'BTC', side: 'buy', status: 'filled' },
});

const probe = async (port: number, topics: readonly string[], query = ''): Promise<RawClient> => {
  const client = await connect(port, `/ws/probe${query}`);
  client.sendJson({ ask: 'subscribe', topics });
  await client.until((message) => message['type'] === 'reply:subscribed');
  return client;
};

describe('the gateway over real sockets', () => {
  // Promises: titan.reconnect, ruling-7.snapshot
  it('gives a titan client what is published, from the present state on', async () => {
    const { gateway, port } = await start();
    await gateway.publish([equity(1000)]);
    const client = await connect(port, '/ws/titan');
    expect(await client.next()).toMatchObject({ type: 'EQUITY_UPDATE', data: { equity: 1000 } });
    await gateway.publish([equity(1001)]);
    expect(await client.next()).toMatchObject({ type: 'EQUITY_UPDATE', data: { equity: 1001 } });
  });

  // Promises: ruling-1.main-listener, ruling-1.subprotocol, titan.path
  it('speaks a dialect at its own path, and at /ws by subprotocol', async () => {
    const { gateway, port } = await start();
    await gateway.publish([equity(5)]);
    for (const [path, headers] of [
      ['/ws/console', {}],
      ['/ws', { 'Sec-WebSocket-Protocol': 'titan' }],
    ] as const) {
      const client = await connect(port, path, headers);
      expect(await client.next()).toMatchObject({ type: 'EQUITY_UPDATE' });
    }
  });

  // Promises: titan.origin, ruling-10.origin, ruling-10.host
  it('answers an unknown path with 404, a foreign Host with 421 and a foreign Origin with 403', async () => {
    const { port } = await start();
    expect((await refusalOf(port, '/ws/unknown')).status).toBe(404);
    expect((await refusalOf(port, '/ws/titan', { Host: 'evil.example' })).status).toBe(421);
    expect((await refusalOf(port, '/ws/titan', { Origin: 'https://evil.example' })).status).toBe(403);
  });

  // Promise: ruling-10.origin
  it('admits loopback origins and listed ones', async () => {
    const { port } = await start({ allowedOrigins: ['https://desk.example'] });
    for (const Origin of ['http://localhost:5173', 'https://desk.example']) {
      const client = await connect(port, '/ws/titan', { Origin });
      expect(client.socket.readyState).toBe('open');
    }
  });

  // Promises: titan.connection-rate, ruling-10.too-many, ruling-14.new-connections, ruling-14.loopback
  it('answers the eleventh titan connection within a minute with 429 and Retry-After', async () => {
    const { port } = await start();
    for (let count = 0; count < 10; count += 1) (await connect(port, '/ws/titan')).destroy();
    const refusal = await refusalOf(port, '/ws/titan');
    expect(refusal.status).toBe(429);
    expect(refusal.head).toMatch(/Retry-After: [0-9]+/);
    await connect(port, '/ws/quantmind');
  });

  // Promises: titan.connections-per-address, ruling-10.too-many, ruling-14.open-connections
  it('answers more connections of one address than it may have with 429, and lets it come back when one is gone', async () => {
    const { port } = await start({ maxConnectionsPerIp: 2 });
    const first = await connect(port, '/ws/probe');
    await connect(port, '/ws/probe');
    expect((await refusalOf(port, '/ws/probe')).status).toBe(429);
    first.destroy();
    await first.closed;
    for (let attempt = 0; ; attempt += 1) {
      const again = await RawClient.open({ port, path: '/ws/probe' }).catch(() => undefined);
      if (again === undefined && attempt < 50) continue;
      expect(again).toBeDefined();
      if (again !== undefined) clients.push(again);
      break;
    }
  });

  // Promises: ruling-17.all-accounts, ruling-11.isolation-live
  it('shows an account to those who name it, and all to those who name *, each message with its account', async () => {
    const { gateway, port } = await start();
    const alice = await connect(port, '/ws/titan?account=alice');
    const all = await connect(port, '/ws/titan?account=*');
    await gateway.publish([
      { ...equity(1), account: 'bob' },
      { ...equity(2), account: 'alice' },
    ]);
    expect(await alice.next()).toMatchObject({ data: { equity: 2 } });
    expect(await all.next()).toMatchObject({ data: { equity: 1, account: 'bob' } });
    expect(await all.next()).toMatchObject({ data: { equity: 2, account: 'alice' } });
  });

  // Promises: ruling-17.foreign-account, ruling-10.refusals
  it('refuses another account than its own outside of development, after the handshake, with 4403', async () => {
    const { port } = await start({ dev: false });
    const client = await connect(port, '/ws/titan?account=alice');
    expect(await client.closed).toMatchObject({ code: 4403 });
  });

  // Promise: ruling-14.frame-size
  it('closes a frame above 64 KiB with 1009 and goes on for everybody else', async () => {
    const { gateway, port } = await start();
    const other = await probe(port, ['equity']);
    const client = await connect(port, '/ws/probe');
    client.sendText(JSON.stringify('x'.repeat(65_534)));
    await client.until((message) => message['type'] === 'reply:error');
    client.sendFrame(0x1, Buffer.alloc(65_537, 0x20));
    expect(await client.closed).toMatchObject({ code: 1009 });
    const flooding = await connect(port, '/ws/probe');
    flooding.sendFrame(0x1, Buffer.alloc(10 * 1024 * 1024, 0x20));
    expect(await flooding.closed).toMatchObject({ code: 1009 });
    await gateway.publish([equity(3)]);
    expect(await other.next()).toMatchObject({ type: 'equity' });
  });

  // Promises: titan.validation, ruling-16.answered, ruling-16.unreadable-frames
  it('survives broken frames, half frames, binary and nonsense, and counts what it could not read', async () => {
    const { gateway, port } = await start();
    const other = await probe(port, ['equity']);
    for (const bytes of [
      Buffer.from([0xff, 0xff, 0xff]),
      Buffer.from([0x81, 0x85, 1, 2]),
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
    ]) {
      const client = await connect(port, '/ws/probe');
      client.socket.write(bytes);
      client.socket.end();
      await client.closed;
    }
    const client = await connect(port, '/ws/probe');
    for (let count = 0; count < 20; count += 1) {
      if (count % 2 === 0) client.sendFrame(0x2, Buffer.from([1, 2, 3]));
      else client.sendText('{"broken');
    }
    expect(await client.closed).toMatchObject({ code: 1008 });
    await gateway.publish([equity(3)]);
    expect(await other.next()).toMatchObject({ type: 'equity' });
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics).toMatch(/pitwall_inbound_invalid_total\{dialect="probe"\} 20/);
  });

  it('answers control pings, and stops answering a peer that pings without reading', async () => {
    const { port } = await start();
    const client = await connect(port, '/ws/probe');
    client.sendFrame(0x9, Buffer.from('hello'));
    await expect.poll(() => client.controls).toContain('pong');
  });

  // Promise: quantmind.drain-fin
  it('drains with notice and 1001 where the dialect closes, with FIN alone for quantmind, and takes no new ones', async () => {
    const { gateway, port } = await start();
    const titan = await connect(port, '/ws/titan');
    const quantmind = await connect(port, '/ws/quantmind');
    await gateway.drain();
    expect(await titan.closed).toMatchObject({ code: 1001 });
    expect(await quantmind.closed).toEqual({});
    await expect(RawClient.open({ port, path: '/ws/titan' })).rejects.toThrow(/ECONNREFUSED|ended before/);
  });

  it('sends what was published just before a drain ahead of the close', async () => {
    const { gateway, port } = await start();
    const client = await probe(port, ['trades']);
    const published = gateway.publish([trade('last')]);
    await published;
    await gateway.drain();
    expect(await client.next()).toMatchObject({ type: 'trade', key: 'last' });
    expect(await client.closed).toMatchObject({ code: 1001 });
  });

  it('cuts off a peer that does not answer when the time for draining is over', async () => {
    const { gateway, port } = await start({ drainTimeoutMs: 200 });
    const client = await connect(port, '/ws/probe');
    client.answersClose = false;
    client.socket.pause();
    await gateway.drain();
    client.socket.resume();
    expect(await client.closed).toBeDefined();
  });

  // Promise: ruling-1.busy-port
  it('says what is spoken where somebody asks a WebSocket’s path for a page', async () => {
    const { addresses } = await start();
    const answer = await fetch(`${addresses.main.url}/ws/titan`);
    expect([answer.status, answer.headers.get('upgrade')]).toEqual([426, 'websocket']);
    expect(await answer.json()).toMatchObject({
      spoken: expect.arrayContaining([{ dialect: 'titan', path: '/ws/titan' }]),
    });
  });

  it('warns about a busy legacy port, names it, and starts all the same; a free one it opens', async () => {
    const other = await start();
    const routes = { main: [], legacy: [{ port: other.port, path: '/old' }] };
    const spoken = [{ ...probeDialect, traits: { ...probeDialect.traits, routes } }];
    const without = await start({ legacyPorts: true }, spoken);
    expect(without.addresses.warnings).toEqual([expect.stringContaining(`Port ${other.port} `)]);
    expect(without.addresses.routes.map((route) => route.legacy)).toEqual([false]);
    await other.gateway.stop();
    const { addresses } = await start({ legacyPorts: true }, spoken);
    expect(addresses.warnings).toEqual([]);
    expect(addresses.routes).toContainEqual({
      dialect: 'probe',
      url: `ws://127.0.0.1:${other.port}/old`,
      legacy: true,
      needsToken: false,
    });
  });
});

describe('a reader that stops reading', () => {
  // Promises: carry.non-blocking, ruling-15.nobody-delayed, ruling-15.catches-up
  it('delays nobody, is bounded in memory, and has every trade once and in order when it reads again', async () => {
    const { gateway, port } = await start({ highWaterBytes: 65_536, maxLagMs: 3_600_000 });
    const slow = await probe(port, ['trades']);
    const quick = await probe(port, ['trades']);
    slow.socket.pause();
    const padding = 'x'.repeat(400);
    const total = 40_000;
    for (let from = 0; from < total; from += 500) {
      const drafts = Array.from({ length: 500 }, (_, index): EventDraft => ({
        kind: 'trade',
        data: {
          tradeId: `t${from + index}`,
          symbol: 'BTC',
          side: 'buy',
          status: 'filled',
          platform: padding.slice(0, 60),
        },
      }));
      await gateway.publish(drafts);
    }
    const ids = async (client: RawClient): Promise<string[]> => {
      const seen: string[] = [];
      while (seen.length < total) {
        const message = await client.next();
        if (message['type'] === 'trade') seen.push(String(message['key']));
      }
      return seen;
    };
    const wanted = Array.from({ length: total }, (_, index) => `t${index}`);
    expect(await ids(quick)).toEqual(wanted);
    slow.socket.resume();
    expect(await ids(slow)).toEqual(wanted);
  });
});
