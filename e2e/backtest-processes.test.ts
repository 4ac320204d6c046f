import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PitwallProcess } from './pitwall-process.ts';

const directory = mkdtempSync(join(tmpdir(), 'pitwall-backtests-'));
const token = 'a-token-of-some-length';

beforeAll(() => {
  // So many that a backtest of them is busy for seconds, whatever the machine.
  const minutes = Array.from({ length: 300_000 }, (_, index) => {
    const price = 100 + (index % 97);
    return `${new Date(index * 60_000).toISOString()},${price},${price + 1},${price - 1},${price}`;
  });
  writeFileSync(join(directory, 'minutes.csv'), ['time,open,high,low,close', ...minutes].join('\n'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** A gateway with a backtest that has begun to read its bars, and the id of its process. */
const startBusy = async () => {
  const args = ['serve', '--dev', '--port', '0', '--no-legacy-ports', '--backtest-data-directory', directory];
  const gateway = new PitwallProcess(args, { PITWALL_PUBLISH_TOKEN: token });
  const url = `http://127.0.0.1:${await gateway.port()}/api/backtests`;
  const headers = { 'content-type': 'application/json' };
  const started = await fetch(url, { method: 'POST', headers, body: '{"data": "minutes.csv"}' });
  const { backtest_id: id } = (await started.json()) as { backtest_id: string };
  const [pid, ...others] = childrenOf(gateway.child.pid);
  if (pid === undefined || others.length > 0) throw new Error('the backtest has no process of its own');
  await expect.poll(() => isReading(pid)).toBe(true);
  return { gateway, pid, backtestUrl: `${url}/${id}` };
};

const childrenOf = (pid = 0): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);

const isReading = (pid: number): boolean =>
  readdirSync(`/proc/${pid}/fd`).some((name) => targetOf(`/proc/${pid}/fd/${name}`).endsWith('/minutes.csv'));

/** Where a link leads; one that was just taken away leads nowhere. */
const targetOf = (link: string): string => {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
};

/** Whether a process runs; one that has ended and whose parent does not look is none. */
const isRunning = (pid: number): boolean => {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

const answerOf = async (url: string) => (await (await fetch(url)).json()) as Record<string, unknown>;

// Only Linux tells by files what processes there are.
describe.runIf(process.platform === 'linux')('the process of a backtest', () => {
  it('ends with a gateway that drains', async () => {
    const { gateway, pid } = await startBusy();
    expect(isRunning(pid)).toBe(true);
    expect(await gateway.stop('SIGTERM')).toMatchObject({ code: 0, signal: null });
    expect(isRunning(pid)).toBe(false);
  });

  it('ends itself when the gateway is killed and can say nothing', async () => {
    const { gateway, pid } = await startBusy();
    // It is held, so that it is there for certain when the gateway is not any more.
    process.kill(pid, 'SIGSTOP');
    await gateway.stop('SIGKILL');
    expect(isRunning(pid)).toBe(true);
    process.kill(pid, 'SIGCONT');
    await expect.poll(() => isRunning(pid)).toBe(false);
  });

  it('is told as failed when it is killed, and the gateway goes on', async () => {
    const { gateway, pid, backtestUrl } = await startBusy();
    process.kill(pid, 'SIGKILL');
    await expect
      .poll(() => answerOf(backtestUrl))
      .toMatchObject({ status: 'failed', error: expect.stringContaining('SIGKILL') as string });
    await gateway.stop();
  });

  it('leaves it to the gateway to end it, when a terminal signals both', async () => {
    const { gateway, pid, backtestUrl } = await startBusy();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(pid, signal);
    await fetch(backtestUrl, { method: 'DELETE' });
    await expect.poll(() => answerOf(backtestUrl)).toMatchObject({ status: 'cancelled' });
    await gateway.stop();
  });

  it('is given none of the gateway’s environment', async () => {
    const { gateway, pid } = await startBusy();
    const environmentOf = (id = 0): string => readFileSync(`/proc/${id}/environ`, 'utf8');
    expect(environmentOf(gateway.child.pid)).toContain(token);
    const names = environmentOf(pid)
      .split('\0')
      .filter(Boolean)
      .map((entry) => entry.split('=')[0]);
    expect(names.filter((name) => name !== 'NODE_CHANNEL_FD' && name !== 'NODE_CHANNEL_SERIALIZATION_MODE')).toEqual(
      [],
    );
    await gateway.stop();
  });
});
