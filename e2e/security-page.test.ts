import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../', import.meta.url);

const page = readFileSync(new URL('SECURITY.md', root), 'utf8');

const options = readFileSync(new URL('docs/options.md', root), 'utf8');

/** The threats by their headings. */
const threats = page
  .split('\n### ')
  .slice(1)
  .map((text) => (text.split('\n## ')[0] ?? '').split('\n'))
  .map(([name = '', ...lines]) => ({ name, lines, text: lines.join('\n') }));

/** The tests that a line names: a file, and titles in it. */
const testsIn = (line: string): readonly { readonly path: string; readonly title: string }[] => {
  const [, path, titles = ''] = /^- \[[^\]]+\]\(([^)]+)\): (.*)$/.exec(line) ?? [];
  if (path === undefined) return [];
  return [...titles.matchAll(/“([^”]+)”/g)].map(([, title = '']) => ({ path, title }));
};

const hasTest = ({ path, title }: { path: string; title: string }): boolean => {
  const file = new URL(path, root);
  const titled = [`('${title}'`, `  '${title}',`, `(\`${title}\``];
  return existsSync(file) && titled.some((text) => readFileSync(file, 'utf8').includes(text));
};

describe.each(threats)('the threat “$name”', ({ lines, text }) => {
  it('says what an attacker does, what stops it and what holds that', () => {
    expect(text).toMatch(/\*\*Attack\.\*\*[\s\S]+\*\*Stopped by\.\*\*[\s\S]+\*\*Held by\.\*\*/);
  });

  it('is held by tests that there are', () => {
    const tests = lines.flatMap(testsIn);
    expect(tests.length).toBeGreaterThan(0);
    expect(tests.filter((test) => !hasTest(test))).toEqual([]);
  });

  it('names settings that there are', () => {
    const named = [...text.matchAll(/`([a-z]+(?:[A-Z][a-z0-9]*)+)`/g)].map(([, name]) => name);
    expect(named.filter((name) => !options.includes(`\`${name}\``))).toEqual([]);
  });
});

it('the page has its threats, each once', () => {
  expect(threats.length).toBeGreaterThan(10);
  expect(new Set(threats.map(({ name }) => name)).size).toBe(threats.length);
});

it('a test that is not there is missed', () => {
  const [test] = testsIn('- [isolation.test.ts](e2e/isolation.test.ts): “no such title”');
  expect(test).toEqual({ path: 'e2e/isolation.test.ts', title: 'no such title' });
  expect(hasTest({ path: 'e2e/isolation.test.ts', title: 'no such title' })).toBe(false);
  expect(hasTest({ path: 'e2e/none.test.ts', title: 'an admin heard every account' })).toBe(false);
  expect(hasTest({ path: 'e2e/isolation.test.ts', title: 'an admin heard every account' })).toBe(true);
});
