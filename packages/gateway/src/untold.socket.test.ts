import { dialects } from '@pitwall/dialects';
import { RawClient } from '@pitwall/testkit';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { Gateway } from './gateway-contract.ts';
import { createGateway } from './gateway.ts';
import { defaultGatewayOptions } from './options.ts';

const running: Gateway[] = [];
const clients: RawClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  for (const gateway of running.splice(0)) await gateway.stop();
});

/** A gateway that logs everything it can, and what it logged. */
const start = async () => {
  const lines: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const gateway = createGateway(
    { ...defaultGatewayOptions, port: 0, legacyPorts: false, dev: true },
    { dialects, logger, version: 'test' },
  );
  running.push(gateway);
  const { main } = await gateway.start();
  return { gateway, lines, ...main };
};

const connect = async (port: number, path: string): Promise<RawClient> => {
  const client = await RawClient.open({ port, path });
  clients.push(client);
  return client;
};

describe('a carry client whose connection breaks', () => {
  // Promises: carry.failed-send, carry.no-recursion, carry.disconnect
  it('costs the others nothing, and no line of the system’s log tells of it', async () => {
    const { gateway, port } = await start();
    const [broken, other] = [await connect(port, '/ws/carry'), await connect(port, '/ws/carry')];
    await other.until((message) => message['type'] === 'connection_established');
    const said = (index: number) => ({ kind: 'log', data: { level: 'info', message: `line ${index}` } }) as const;
    for (let index = 0; index < 50; index += 1) {
      await gateway.publish([said(index)]);
      if (index === 10) broken.socket.resetAndDestroy();
    }
    await gateway.publish([{ kind: 'equity', data: { equity: 1 } }]);
    const heard: unknown[] = [];
    await other.until((message) => {
      heard.push((message['data'] as { message?: string }).message ?? message['type']);
      return message['type'] === 'equity_update';
    });
    expect(heard).toEqual([...Array.from({ length: 50 }, (_, index) => `line ${index}`), 'equity_update']);
  });
});

describe('what belongs to an account', () => {
  // Promise: ruling-11.isolation-metrics
  it('is in no metric and no line of the log', async () => {
    const { gateway, lines, port, url } = await start();
    const client = await connect(port, '/ws/titan?account=secret-desk');
    await gateway.publish([
      { kind: 'equity', account: 'secret-desk', data: { equity: 918_273, highWatermark: 1, drawdown: 5 } },
      { kind: 'position', account: 'secret-desk', data: { action: 'odd-word', symbol: 'SECRETCOIN', side: 'long' } },
      { kind: 'equity', account: 'secret-desk', data: { equity: 'not-918273' } },
    ] as never);
    await client.until((message) => message['type'] === 'EQUITY_UPDATE');
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(lines.length).toBeGreaterThan(0);
    for (const text of [metrics, ...lines]) expect(text).not.toMatch(/918.?273|SECRETCOIN/);
    expect(metrics).not.toContain('secret-desk');
  });
});
