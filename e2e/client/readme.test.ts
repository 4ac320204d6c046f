import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { ClientWorld, position, publish } from './client-world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(new URL('../../packages/client/README.md', import.meta.url), 'utf8');
const example = /```js\n([\s\S]*?)```/u.exec(readme)?.[1] ?? '';

const world = new ClientWorld();
afterEach(() => world.end());

describe('the example in the README of the client', () => {
  it('works when it is pasted', async () => {
    const { gateway, port } = await world.start({ dev: true, account: 'demo' });
    await publish(gateway, { ...position('0.5'), account: 'demo' });
    expect(example).toContain('127.0.0.1:8080');
    const script = example.replace('127.0.0.1:8080', `127.0.0.1:${port}`);
    const args = ['--conditions=pitwall-source', '--no-warnings', '--input-type=module', '--eval', script];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, timeout: 20_000 });
    expect(stdout.trim().split('\n')).toEqual([
      expect.stringMatching(/^now \w+ \S+ demo$/u),
      expect.stringMatching(/^now \w+ \S+ demo$/u),
      'was 10250.75',
    ]);
  });
});
