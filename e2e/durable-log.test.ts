import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PitwallProcess } from './pitwall-process.ts';

let directory: string;
const running: PitwallProcess[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-durable-'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((gateway) => gateway.stop('SIGKILL')));
  rmSync(directory, { recursive: true });
});

const serveWithin = (within: readonly string[], ...args: readonly string[]): PitwallProcess => {
  const environment = { PITWALL_MEMORY: 'false', XDG_STATE_HOME: directory };
  const words = ['serve', '--dev', '--port', '0', '--no-legacy-ports', ...args];
  const gateway = new PitwallProcess(words, environment, within);
  running.push(gateway);
  return gateway;
};

const serve = (...args: readonly string[]): PitwallProcess => serveWithin([], ...args);

const epochOf = async (port: number): Promise<unknown> => {
  const health = (await (await fetch(`http://127.0.0.1:${port}/health`)).json()) as { readonly epoch?: string };
  return health.epoch;
};

interface Result {
  readonly seq: string;
  readonly duplicate: boolean;
}

const publish = async (port: number, items: readonly object[]): Promise<readonly Result[]> => {
  const answer = await fetch(`http://127.0.0.1:${port}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(items),
  });
  return ((await answer.json()) as { readonly results: readonly Result[] }).results;
};

const position = (id: string, symbol: string) => ({
  kind: 'position',
  id,
  account: 'main',
  data: { action: 'opened', symbol },
});

describe('pitwall serve with its log on the disk', () => {
  it('is killed and goes on: the same epoch, the same states, and a retry is known', async () => {
    const first = serve();
    const port = await first.port();
    expect((await first.print(/ log +(\S+)\n/))[1]).toBe(join(directory, 'pitwall', 'log'));
    const epoch = await epochOf(port);
    const results = await publish(port, [position('1', 'BTC'), position('2', 'ETH')]);
    expect(results).toMatchObject([{ duplicate: false }, { duplicate: false }]);
    await first.stop('SIGKILL');

    const second = serve();
    const nextPort = await second.port();
    expect(await epochOf(nextPort)).toBe(epoch);
    const [again, fresh] = await publish(nextPort, [position('1', 'BTC'), position('3', 'SOL')]);
    expect(again).toMatchObject({ ...results[0], duplicate: true });
    expect(Number(fresh?.seq)).toBeGreaterThan(Number(results[1]?.seq));
    const metrics = await (await fetch(`http://127.0.0.1:${nextPort}/metrics`)).text();
    expect(metrics).toMatch(/^pitwall_retained_keys 3$/m);
    expect((await second.stop()).code).toBe(0);
    expect(second.stderr).toContain('the log goes on');
  });

  it('refuses a directory that another one uses, and says what to do', async () => {
    const first = serve('--data-dir', join(directory, 'data'));
    await first.port();
    const ending = await serve('--data-dir', join(directory, 'data')).ended;
    expect(ending).toMatchObject({ code: 1, stdout: '' });
    expect(ending.stderr).toContain('another process uses it');
  });

  it('keeps nothing with --memory', async () => {
    const first = serve('--memory');
    const epoch = await epochOf(await first.port());
    await first.print(/ log +in memory/);
    await first.stop();
    expect(await epochOf(await serve('--memory').port())).not.toBe(epoch);
  });

  // A limit on the size of files makes the system refuse a write with an error that is no full disk.
  it.runIf(process.platform !== 'win32')('drains and ends with 70 when its disk fails, and loses nothing', async () => {
    const first = serveWithin(['bash', '-c', 'trap "" XFSZ; ulimit -f 1024; exec "$@"', 'bash']);
    const port = await first.port();
    const message = 'x'.repeat(20_000);
    let taken = 0;
    for (let results: readonly Result[] = []; taken < 1000; taken += 1) {
      results = await publish(port, [{ kind: 'log', data: { level: 'info', message } }]);
      if (results[0]?.seq === undefined) break;
    }
    expect(await first.ended).toMatchObject({ code: 70 });
    expect(first.stderr).toContain('The log has failed: disk I/O error');
    const second = serve();
    const metrics = await (await fetch(`http://127.0.0.1:${await second.port()}/metrics`)).text();
    const head = Number(/^pitwall_log_head_seq (\d+)$/m.exec(metrics)?.[1]);
    expect(taken).toBeGreaterThan(1);
    expect(head).toBeGreaterThanOrEqual(taken);
    expect(second.stderr).toContain('the log goes on');
  });
});
