import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from './seeded-random.ts';
import { createStrategyFiles } from './strategy-files.ts';

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'pitwall-strategies-'));
  mkdirSync(join(root, 'strategies/folder.mjs'), { recursive: true });
  writeFileSync(join(root, 'strategies/mine.mjs'), 'export default 1');
  writeFileSync(join(root, 'outside.mjs'), 'export default 1');
  symlinkSync(join(root, 'outside.mjs'), join(root, 'strategies/link.mjs'));
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

describe('modules of strategies', () => {
  it('are those of the directory by their plain names', () => {
    expect(createStrategyFiles(join(root, 'strategies')).find('mine.mjs')).toBe(join(root, 'strategies/mine.mjs'));
  });

  it.each([
    '../outside.mjs',
    '..\\outside.mjs',
    '/etc/mine.mjs',
    'file:///etc/mine.mjs',
    'https://example.com/mine.mjs',
    'data:text/javascript,1.mjs',
    'folder.mjs',
    'folder.mjs/../../outside.mjs',
    'link.mjs',
    '.hidden.mjs',
    'mine.mjs\u0000.mjs',
    'mine.json',
    'absent.mjs',
    '',
  ])('are nowhere else: %j', (name) => {
    expect(() => createStrategyFiles(join(root, 'strategies')).find(name)).toThrow(
      /There is no strategy module .*mine\.mjs/,
    );
  });

  it('are none where there is no directory', () => {
    expect(() => createStrategyFiles('').find('mine.mjs')).toThrow('there is none (backtestStrategyDirectory)');
  });
});

describe('seeded chance', () => {
  it('is the same for the same seed, from 0 to below 1, and evenly spread', () => {
    const drawn = (seed: number): readonly number[] => {
      const random = seededRandom(seed);
      return Array.from({ length: 10_000 }, random);
    };
    expect(drawn(7)).toEqual(drawn(7));
    expect(drawn(7)[0]).not.toBe(drawn(8)[0]);
    expect(drawn(7).every((value) => value >= 0 && value < 1)).toBe(true);
    const tenths = Array.from({ length: 10 }, (_, tenth) =>
      drawn(7).filter((value) => Math.floor(value * 10) === tenth),
    );
    for (const { length } of tenths) expect(Math.abs(length - 1000)).toBeLessThan(150);
  });
});
