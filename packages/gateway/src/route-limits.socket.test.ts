import { dialects } from '@pitwall/dialects';
import { HandshakeRefused, RawClient } from '@pitwall/testkit';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { Gateway } from './gateway-contract.ts';
import { createGateway } from './gateway.ts';
import { defaultGatewayOptions } from './options.ts';
import type { GatewayOptions } from './options.ts';

const running: Gateway[] = [];
const clients: RawClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  for (const gateway of running.splice(0)) await gateway.stop();
});

const start = async (options: Partial<GatewayOptions>): Promise<number> => {
  const settings = { ...defaultGatewayOptions, port: 0, legacyPorts: false, dev: true, ...options };
  const gateway = createGateway(settings, { dialects, logger: pino({ level: 'silent' }), version: 'test' });
  running.push(gateway);
  return (await gateway.start()).main.port;
};

const connect = async (port: number, path: string): Promise<RawClient> => {
  const client = await RawClient.open({ port, path });
  clients.push(client);
  return client;
};

const metricsOf = async (port: number): Promise<string> => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();

describe('limits of a route, over real sockets', () => {
  it('let a dialect send smaller frames than another', async () => {
    const port = await start({ routeLimits: { titan: { maxInboundFrameBytes: 200 } } });
    const [small, big] = [await connect(port, '/ws/titan'), await connect(port, '/ws/quantmind')];
    const frame = JSON.stringify({ action: 'ping', padding: 'x'.repeat(300) });
    small.sendText(frame);
    expect(await small.closed).toMatchObject({ code: 1009 });
    big.sendText(frame);
    expect(await big.next()).toMatchObject({ type: 'pong' });
    await expect.poll(() => metricsOf(port)).toContain('pitwall_closes_total{code="1009"} 1');
  });

  it('let a route hold fewer connections of an address than its dialect, with a reason that says which limit', async () => {
    const port = await start({ routeLimits: { 'main/ws/console': { maxConnectionsPerIp: 1 } } });
    await connect(port, '/ws/console');
    const refused = await connect(port, '/ws/console').catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(HandshakeRefused);
    expect(refused).toMatchObject({ status: 429, head: expect.stringMatching(/retry-after: 5/i) as string });
    await connect(port, '/ws/titan');
    expect(await metricsOf(port)).toContain('pitwall_refused_connections_total{reason="too-many-of-address"} 1');
  });

  it('discard what one route sends too often, and read the same on another', async () => {
    const port = await start({ routeLimits: { quantmind: { inboundMessages: 2, inboundWindowMs: 60_000 } } });
    const [limited, free] = [await connect(port, '/ws/quantmind'), await connect(port, '/ws/mci')];
    for (let sent = 0; sent < 5; sent += 1) {
      limited.sendJson({ action: 'ping' });
      free.sendJson({ event: 'heartbeat:ack' });
    }
    expect([await limited.next(), await limited.next()]).toEqual([
      expect.objectContaining({ type: 'pong' }),
      expect.objectContaining({ type: 'pong' }),
    ]);
    await expect.poll(() => metricsOf(port)).toContain('pitwall_inbound_discarded_total{dialect="quantmind"} 3');
    expect(await metricsOf(port)).not.toContain('pitwall_inbound_discarded_total{dialect="mci"}');
  });
});
