import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSeriesReader } from '@pitwall/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PitwallProcess } from './pitwall-process.ts';

let directory: string;
let gateway: PitwallProcess | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-kept-series-'));
});

afterEach(async () => {
  await gateway?.stop('SIGKILL');
  rmSync(directory, { recursive: true });
});

const serve = async () => {
  const words = ['serve', '--dev', '--port', '0', '--no-legacy-ports', '--data-dir', directory];
  gateway = new PitwallProcess(words, { PITWALL_MEMORY: 'false' });
  const url = `http://127.0.0.1:${await gateway.port()}`;
  return { gateway, url, series: createSeriesReader(url) };
};

const publish = async (url: string, ...items: readonly object[]): Promise<void> => {
  const headers = { 'content-type': 'application/json' };
  const { status } = await fetch(`${url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(items) });
  expect(status).toBe(200);
};

const noonMs = 1_702_512_000_000;

const worth = (second: number, equity: string) => ({
  kind: 'equity',
  account: 'main',
  occurredAt: noonMs + second * 1_000,
  data: { equity },
});

const price = (second: number, amount: string) => ({
  kind: 'market',
  occurredAt: noonMs + second * 1_000,
  data: { symbol: 'BTC', price: amount },
});

it('a killed gateway has its past again, says when it was away, and goes on under the same cursors', async () => {
  const first = await serve();
  await publish(first.url, worth(0, '100.00'), worth(2, '101.50'), price(0, '42000.1'), worth(61, '99'));
  const before = await first.series.equity({ account: 'main', intervalMs: 60_000 });
  expect(before.bars.map(({ close }) => close)).toEqual(['101.50', '99']);
  await first.gateway.stop('SIGKILL');

  const second = await serve();
  const gap = { fromMs: noonMs + 61_000 };
  expect(await second.series.equity({ account: 'main', intervalMs: 60_000 })).toEqual({ ...before, gaps: [gap] });
  expect((await second.series.market({ symbol: 'BTC' })).bars).toMatchObject([{ open: '42000.1', count: 1 }]);
  await publish(second.url, worth(180, '98.5'));
  await second.gateway.stop('SIGKILL');

  const third = await serve();
  const after = await third.series.equity({ account: 'main', intervalMs: 60_000 });
  expect(after.gaps).toEqual([{ ...gap, toMs: noonMs + 180_000 }, { fromMs: noonMs + 180_000 }]);
  expect(after.bars.map(({ close }) => close)).toEqual(['101.50', '99', '98.5']);
  expect(after.cursor?.split('.')[0]).toBe(before.cursor?.split('.')[0]);
}, 120_000);
