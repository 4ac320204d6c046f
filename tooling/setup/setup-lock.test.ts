import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeSetupLock } from './setup-lock.cjs';

/** No process has this number: Linux ends at four million. */
const deadProcess = 2 ** 30;

let folder = '';
let path = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pitwall-lock-'));
  path = join(folder, 'cache', 'setup.lock');
});

afterEach(() => rmSync(folder, { recursive: true }));

function mustNotWait(): never {
  throw new Error('nobody holds this lock');
}

describe('the setup lock', () => {
  it('names its holder and is gone when given back', async () => {
    const release = await takeSetupLock(path, mustNotWait);
    expect(readFileSync(path, 'utf8')).toBe(String(process.pid));
    release();
    expect(existsSync(path)).toBe(false);
  });

  it('keeps a second setup waiting until the first has ended, and tells it who that is', async () => {
    const release = await takeSetupLock(path, mustNotWait);
    const order: string[] = [];
    const releaseSecond = await takeSetupLock(path, (pid) => {
      order.push(`waits for ${pid}`);
      release();
    });
    expect(order).toEqual([`waits for ${process.pid}`]);
    releaseSecond();
  });

  it('is taken over from a process that has died', async () => {
    (await takeSetupLock(path, mustNotWait))();
    writeFileSync(path, String(deadProcess));
    const release = await takeSetupLock(path, mustNotWait);
    expect(readFileSync(path, 'utf8')).toBe(String(process.pid));
    release();
  });

  it('is taken over when nobody has touched it for a minute, for process numbers are used again', async () => {
    (await takeSetupLock(path, mustNotWait))();
    writeFileSync(path, String(process.ppid));
    const twoMinutesAgo = new Date(Date.now() - 120_000);
    utimesSync(path, twoMinutesAgo, twoMinutesAgo);
    const release = await takeSetupLock(path, mustNotWait);
    expect(readFileSync(path, 'utf8')).toBe(String(process.pid));
    release();
  });
});
