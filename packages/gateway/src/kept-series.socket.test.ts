import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dialects } from '@pitwall/dialects';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from './clock.ts';
import type { Gateway } from './gateway-contract.ts';
import { createGateway } from './gateway.ts';
import { openDurableLog } from './log/durable/durable-log.ts';
import { defaultDurableLogOptions } from './log/durable/durable-log-options.ts';
import { defaultGatewayOptions } from './options.ts';
import { createFileStartRecord } from './series/start-record.ts';

const noonMs = 1_702_512_000_000;

let directory: string;
let running: Gateway | undefined;
let lines: string[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-series-'));
  lines = [];
});

afterEach(async () => {
  await running?.stop();
  rmSync(directory, { recursive: true });
});

/** What tests read of a series. */
interface Body {
  readonly cursor: string;
  readonly coversSinceMs: number;
  readonly gaps: readonly object[];
  readonly bars: readonly object[];
}

/** Stops the gateway that runs, and starts one on the same files. */
const restart = async () => {
  await running?.stop();
  const unexpected = (fault: unknown): void => void lines.push(String(fault));
  const parts = { clock: systemClock, onFailed: unexpected, onRefused: unexpected, onFault: unexpected };
  const { log } = await openDurableLog(join(directory, 'log'), defaultDurableLogOptions, parts);
  const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const starts = createFileStartRecord(join(directory, 'log', 'starts'));
  const gateway = createGateway(
    { ...defaultGatewayOptions, port: 0, legacyPorts: false, dev: true },
    { dialects, logger, version: 'test', log, starts },
  );
  running = gateway;
  const { main } = await gateway.start();
  const text = async (path: string): Promise<string> => (await fetch(`http://127.0.0.1:${main.port}${path}`)).text();
  const read = async (path: string): Promise<Body> => JSON.parse(await text(path)) as Body;
  const worth = (second: number, equity: string) =>
    gateway.publish([{ kind: 'equity', data: { equity }, occurredAt: noonMs + second * 1_000 }]);
  return { gateway, text, read, worth };
};

describe('series over restarts of a gateway with its log on the disk', () => {
  it('go on with the bars of before, and tell of each time in which no gateway was there', async () => {
    const first = await restart();
    await first.worth(0, '100.0');
    await first.worth(1, '101');
    const before = await first.read('/v1/series/equity?intervalMs=5000');
    expect(before.gaps).toEqual([]);

    const second = await restart();
    const after = await second.read('/v1/series/equity?intervalMs=5000');
    expect(after).toEqual({ ...before, gaps: [{ fromMs: noonMs + 1_000 }] });
    await second.worth(60, '99');

    const third = await restart();
    await third.worth(61, '98');
    expect(await third.read('/v1/series/equity?intervalMs=60000')).toMatchObject({
      coversSinceMs: noonMs,
      gaps: [
        { fromMs: noonMs + 1_000, toMs: noonMs + 60_000 },
        { fromMs: noonMs + 60_000, toMs: noonMs + 61_000 },
      ],
      bars: [
        { open: '100.0', high: '101', low: '100.0', close: '101', count: 2 },
        { open: '99', high: '99', low: '98', close: '98', count: 2 },
      ],
    });
    expect(lines).toEqual([]);
  });

  it('tell of the last gap alone where starts cannot be read, and say why', async () => {
    await (await restart()).worth(0, '1');
    await (await restart()).worth(1, '2');
    await running?.stop();
    rmSync(join(directory, 'log', 'starts'));
    mkdirSync(join(directory, 'log', 'starts'));
    const third = await restart();
    expect((await third.read('/v1/series/equity')).gaps).toEqual([{ fromMs: noonMs + 1_000 }]);
    expect(lines.map((line) => /earlier starts cannot be read|start cannot be written down/.exec(line)?.[0])).toEqual([
      'earlier starts cannot be read',
      'start cannot be written down',
    ]);
  });

  it('are counted in metrics, without the names of accounts', async () => {
    const { gateway, text } = await restart();
    await gateway.publish([
      { kind: 'equity', account: 'secret-account', data: { equity: 1 } },
      { kind: 'market', data: { symbol: 'BTC', price: 1 } },
    ]);
    const metrics = await text('/metrics');
    expect(metrics).toContain('pitwall_series{kind="equity"} 1\n');
    expect(metrics).toContain('pitwall_series{kind="market"} 1\n');
    expect(metrics).not.toContain('secret-account');
  });
});
