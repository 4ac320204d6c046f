import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inexactVersions, lockedSources } from './dependencies.ts';
import { sourceFiles } from './source-files.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifests = sourceFiles(root).filter(({ path }) => /(?:^|\/)package\.json$/.test(path));

describe('the dependencies of this repository', () => {
  it('are exact versions everywhere', () => {
    expect(manifests.length).toBeGreaterThan(5);
    expect(manifests.flatMap(({ path, text }) => inexactVersions(path, text))).toEqual([]);
  });

  it('come from wherever the machine is told to look, for the lock names no host', () => {
    expect(lockedSources(readFileSync(`${root}/package-lock.json`, 'utf8'))).toEqual([]);
  });
});

describe('the check of dependencies', () => {
  it.each(['^1.2.3', '~1.2.3', '*', 'latest', '>=1', '1.x', 'https://example.com/a.tgz'])('refuses %s', (version) => {
    const manifest = JSON.stringify({ devDependencies: { thing: version } });
    expect(inexactVersions('package.json', manifest)).toEqual([
      { path: 'package.json', problem: `thing is ${version}` },
    ]);
  });

  it.each(['1.2.3', '7.0.2007', '1.0.0-beta.2', 'npm:@typescript/typescript6@6.0.2'])('accepts %s', (version) => {
    expect(inexactVersions('package.json', JSON.stringify({ dependencies: { thing: version } }))).toEqual([]);
  });

  it('finds a host in a lock file', () => {
    const lock = { packages: { 'node_modules/a': { resolved: 'https://example.com/a.tgz' }, 'node_modules/b': {} } };
    expect(lockedSources(JSON.stringify(lock))).toEqual(['https://example.com/a.tgz']);
  });
});
