import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { houseViolations } from './house-rules.ts';
import { sourceFiles } from './source-files.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

function problemsOf(path: string, text: string): string[] {
  return houseViolations([{ path, text }]).map(({ problem }) => problem);
}

describe('the house rules', () => {
  it('are kept by every file of this repository', () => {
    expect(houseViolations(sourceFiles(root))).toEqual([]);
  });

  it.each([
    '// oxlint-disable-next-line max-lines',
    '/* eslint-disable */',
    '// @ts-ignore',
    '// @ts-expect-error: it is fine',
    '// @ts-nocheck',
  ])('see a check that is switched off by %s', (comment) => {
    expect(problemsOf('packages/model/src/a.ts', `const a = 1;\n${comment}\n`).join()).toContain(
      'switches a check off',
    );
  });

  it('see formatting that is switched off', () => {
    expect(problemsOf('docs/a.md', '<!-- prettier-ignore -->')).toHaveLength(1);
  });

  it.each(['it.only(', 'describe.skip(', 'it.todo(', 'test.concurrent.only('])('see a test left out by %s', (call) => {
    expect(problemsOf('packages/model/src/a.test.ts', `${call}'works', () => {});`)).toHaveLength(1);
  });

  it.each(['see /work/notes', "open('/tmp/a.csv')", '/root/.config', '(/work/main)'])('see the path in: %s', (text) => {
    expect(problemsOf('README.md', text).join()).toContain("somebody's machine");
  });

  it.each(['GET /v1/work/', 'https://example.com/tmp/a', 'a/work/b', 'framework/tmp'])('let pass: %s', (text) => {
    expect(problemsOf('README.md', text)).toEqual([]);
  });

  it('see a package registry', () => {
    expect(problemsOf('docs/a.md', 'from https://registry.npmjs.org/ws')).toHaveLength(1);
    expect(problemsOf('packages/gateway/src/a.ts', 'await registry.metrics()')).toEqual([]);
  });

  it.each(['TODO', 'FIXME', 'HACK'])('see work left behind as %s', (word) => {
    expect(problemsOf('packages/model/src/a.ts', `// ${word} later`)).toHaveLength(1);
  });

  it.each([
    'packages/model/src/utils/amount.ts',
    'packages/model/src/helpers.ts',
    'packages/model/src/types.ts',
    'packages/model/shared/a.md',
    'packages/gateway/src/session-manager.ts',
    'packages/gateway/src/common.test.ts',
  ])('see that %s has the name of a drawer', (path) => {
    expect(problemsOf(path, '').join()).toContain('says nothing');
  });

  it('let a name pass that only contains such a word', () => {
    expect(problemsOf('packages/gateway/src/shared-deltas.ts', '')).toEqual([]);
    expect(problemsOf('packages/gateway/src/prototypes.ts', '')).toEqual([]);
  });

  it('see the line after the three hundredth, in code only', () => {
    expect(problemsOf('packages/model/src/a.ts', 'x\n'.repeat(300))).toEqual([]);
    expect(problemsOf('packages/model/src/a.ts', 'x\n'.repeat(301)).join()).toContain('has 301 lines');
    expect(problemsOf('docs/a.md', 'x\n'.repeat(301))).toEqual([]);
  });

  it('tell the line of what they found', () => {
    expect(problemsOf('packages/model/src/a.ts', 'const a = 1;\n// FIXME\n').join()).toContain('line 2');
  });
});
