import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const launcher = fileURLToPath(new URL('../bin/pitwall.js', import.meta.url));

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pitwall-launcher-'));
  for (const part of ['bin', 'dist', 'node_modules/.bin']) mkdirSync(join(folder, part), { recursive: true });
  copyFileSync(launcher, join(folder, 'bin/pitwall.js'));
  chmodSync(join(folder, 'bin/pitwall.js'), 0o755);
  // No Node is as new, so the launcher starts the one beside it.
  writeFileSync(join(folder, 'package.json'), '{"type":"module","engines":{"node":">=999.0"}}');
  symlinkSync(process.execPath, join(folder, 'node_modules/.bin/node'));
  writeFileSync(
    join(folder, 'dist/cli.js'),
    `for (const signal of ['SIGHUP', 'SIGTERM']) {
       process.on(signal, () => {
         console.log(signal);
         if (signal === 'SIGTERM') process.exit(7);
       });
     }
     setInterval(() => undefined, 1000);
     console.log('ready');`,
  );
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the command under a Node that is too old for it', () => {
  it('gets the signals that its launcher is sent, and ends the launcher with its exit code', async () => {
    const child = spawn(process.execPath, [join(folder, 'bin/pitwall.js')], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'close');
    let heard = '';
    child.stdout.on('data', (bytes: Buffer) => (heard += bytes.toString()));
    await expect.poll(() => heard).toBe('ready\n');
    child.kill('SIGHUP');
    await expect.poll(() => heard).toBe('ready\nSIGHUP\n');
    child.kill('SIGTERM');
    expect(await ended).toEqual([7, null]);
    expect(heard).toBe('ready\nSIGHUP\nSIGTERM\n');
  });
});
