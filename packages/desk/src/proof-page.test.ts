import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { demoStreaks } from './fleet/demo-fleet.ts';

const docs = new URL('../../../docs/', import.meta.url);
const page = readFileSync(new URL('desk-proof.md', docs), 'utf8');
const desk = readFileSync(new URL('desk.md', docs), 'utf8');

/** What the rows of a table prove, and by which tests: a file, and titles in it. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('.test.ts)'))
  .map((line) => ({ what: line.split('|')[1]?.trim() ?? '', line, tests: testsIn(line) }));

function testsIn(line: string): readonly { readonly path: string; readonly titles: readonly string[] }[] {
  return line.split(/(?=\[[a-z-]+\]\(\.\.\/packages)/).flatMap((part) => {
    const [, path] = /^\[[a-z-]+\]\(([^)]+\.test\.ts)\)/.exec(part) ?? [];
    return path === undefined
      ? []
      : [{ path, titles: [...part.matchAll(/“([^”]+)”/g)].map(([, title = '']) => title) }];
  });
}

const hasTitle = (path: string, title: string): boolean => {
  const file = new URL(path, docs);
  return existsSync(file) && readFileSync(file, 'utf8').includes(`'${title}'`);
};

describe('the page of proof', () => {
  it('has a proof of everything that it names', () => {
    expect(rows.length).toBeGreaterThan(30);
    expect(new Set(rows.map(({ line }) => line)).size).toBe(rows.length);
    const inTables = page
      .split('\n')
      .filter((line) => /^\| [a-zA-Z]/.test(line) && !/^\| (rule|figure) +\|/.test(line));
    expect(inTables.filter((line) => rows.every((row) => row.line !== line))).toEqual([]);
  });

  it.each(rows)('proves $what by tests that there are', ({ tests }) => {
    expect(tests.length).toBeGreaterThan(0);
    const missing = tests.flatMap(({ path, titles }) =>
      titles.length === 0 ? [path] : titles.filter((title) => !hasTitle(path, title)),
    );
    expect(missing).toEqual([]);
  });

  it('misses a test that is not there', () => {
    expect(testsIn('| a | [b](../packages/b.test.ts): “no such title” |')).toEqual([
      { path: '../packages/b.test.ts', titles: ['no such title'] },
    ]);
    expect(hasTitle('../packages/desk/src/demo.test.ts', 'no such title')).toBe(false);
    expect(hasTitle('../packages/desk/src/demo.test.ts', 'reads them all as days')).toBe(true);
  });
});

it('the page of the demo names the losses in a row as they are', () => {
  expect(desk).toContain(`${demoStreaks.softLosingStreak} losses ours`);
  expect(desk).toContain(`${demoStreaks.hardLosingStreak} losses`);
});
