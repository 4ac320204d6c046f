import { RawClient } from '@pitwall/testkit';
import { expect, it } from 'vitest';
import { PitwallProcess } from './pitwall-process.ts';

const pagePath = '/ws/titan';
const total = 60_000;
const markBytes = 262_144;
/** A batch has at most 1,024 events; a signal is said in about 250 bytes here. */
const batchBytes = 1_024 * 300;

/** One NDJSON body of signals, each of them `every`. */
const signals = (from: number, count: number): string =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      kind: 'signal',
      data: { signalId: `s${from + index}`, type: 'confirm', symbol: 'BTCUSDT', direction: 'long', status: 'filled' },
    }),
  ).join('\n');

const metric = async (port: number, name: string): Promise<number> => {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(new RegExp(`^${name} ([0-9.e+]+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
};

const readAll = async (client: RawClient): Promise<string[]> => {
  const ids: string[] = [];
  while (ids.length < total) {
    const message = await client.next();
    if (message['type'] === 'SIGNAL_NOTIFICATION') ids.push((message['data'] as { signal_id: string }).signal_id);
  }
  return ids;
};

// Promises: ruling-15.nobody-delayed, ruling-15.catches-up
it('a reader that stops reading under load costs bounded memory, delays nobody and misses nothing', async () => {
  const gateway = new PitwallProcess([
    'serve',
    '--dev',
    '--port',
    '0',
    '--no-legacy-ports',
    // How long a reader may stand still is no matter here: a loaded machine takes its time to publish all.
    '--max-lag-ms',
    '3600000',
  ]);
  const port = await gateway.port();
  const slow = await RawClient.open({ port, path: pagePath });
  const quick = await RawClient.open({ port, path: pagePath });
  slow.socket.pause();
  let unsentMaxBytes = 0;
  for (let from = 0; from < total; from += 5_000) {
    const response = await fetch(`http://127.0.0.1:${port}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: signals(from, 5_000),
    });
    expect(response.status).toBe(200);
    unsentMaxBytes = Math.max(unsentMaxBytes, await metric(port, 'pitwall_unsent_bytes_max'));
  }
  const wanted = Array.from({ length: total }, (_, index) => `s${index}`);
  expect(await readAll(quick)).toEqual(wanted);
  expect(await metric(port, 'pitwall_fell_behind_total')).toBeGreaterThanOrEqual(1);
  expect(await metric(port, 'pitwall_lagging_readers')).toBe(1);
  // Its mark, and the one batch that took it above.
  expect(unsentMaxBytes).toBeGreaterThan(0);
  expect(unsentMaxBytes).toBeLessThan(markBytes + batchBytes);
  slow.socket.resume();
  expect(await readAll(slow)).toEqual(wanted);
  await expect.poll(() => metric(port, 'pitwall_lagging_readers')).toBe(0);
  slow.destroy();
  quick.destroy();
  expect((await gateway.stop()).code).toBe(0);
}, 60_000);
