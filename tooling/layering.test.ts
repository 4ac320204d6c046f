import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importRules } from './import-rules.ts';
import { importsOf, layeringViolations } from './layering.ts';
import { layers, packageName } from './layers.ts';
import { sourceFiles } from './source-files.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = sourceFiles(root);

function problemsOf(path: string, ...specifiers: string[]): string[] {
  const text = specifiers.map((specifier) => `import { x } from '${specifier}';`).join('\n');
  return layeringViolations([{ path, text }]).map(({ problem }) => problem);
}

describe('the layers of this repository', () => {
  it('are kept by every import of every file', () => {
    expect(layeringViolations(files)).toEqual([]);
  });

  it('are looked for in files that are really there', () => {
    const seen = files.filter(({ path }) => path.startsWith('packages/') && path.endsWith('.ts'));
    expect(seen.length).toBeGreaterThan(50);
    expect(seen.flatMap(({ text }) => importsOf(text)).length).toBeGreaterThan(100);
  });

  it('are the same in the compiler, whose project references go no further than the table', () => {
    const references = Object.entries(layers).flatMap(([path, layer]) => {
      const config = files.find((file) => file.path === `${path}/tsconfig.json`);
      const named = [...(config?.text.matchAll(/"path": "(?:\.\.\/)+([^"]+)"/g) ?? [])].map(([, name = '']) => name);
      const allowed = layer.packages.map((name) => name.replace('@pitwall/', ''));
      return named.map((name) => name.replace('packages/', '')).filter((name) => !allowed.includes(name));
    });
    expect(references).toEqual([]);
  });
});

describe('the reading of imports', () => {
  it('finds every form in which a module can be named', () => {
    const text = `
      import { a } from './a.ts';
      import type { B } from './b.ts';
      import {
        c,
        d,
      } from './c.ts';
      import './effect.ts';
      export { e } from './e.ts';
      export * from './all.ts';
      const later = await import('./later.ts');
    `;
    const found = importsOf(text).toSorted();
    expect(found).toEqual(['a', 'all', 'b', 'c', 'e', 'effect', 'later'].map((name) => `./${name}.ts`));
  });

  it('does not take an example in a comment for an import', () => {
    expect(importsOf(" * import { publish } from '@pitwall/gateway';\n")).toEqual([]);
  });
});

const forbidden: readonly (readonly [path: string, specifier: string, problem: string])[] = [
  ['packages/model/src/a.ts', '@pitwall/gateway', 'may import no other package'],
  ['packages/model/src/a.ts', '@pitwall/model', 'imports its own package'],
  ['packages/model/src/a.ts', '@pitwall/testkit', 'may import no other package'],
  ['packages/dialects/src/titan/a.ts', '@pitwall/model/src/kind.ts', 'reaches into another package'],
  ['packages/dialects/src/titan/a.ts', '../quantmind/b.ts', 'titan may import wire'],
  ['packages/dialects/src/wire/a.ts', '../titan/b.ts', 'wire may import no other folder'],
  ['packages/dialects/src/titan/a.ts', 'node:fs', 'nothing of Node'],
  ['packages/desk/src/a.ts', 'fs', 'nothing of Node'],
  ['packages/desk/src/a.ts', '@pitwall/gateway', 'may import @pitwall/model'],
  ['packages/desk/src/a.test.ts', '@pitwall/gateway', 'may import @pitwall/model, @pitwall/testkit'],
  ['packages/desk/src/a.ts', '../../model/src/kind.ts', 'leaves its workspace'],
  ['packages/gateway/src/log/a.ts', '../state/b.ts', 'log may import observe'],
  ['packages/gateway/src/delivery/a.ts', '../session/b.ts', 'delivery may import state, log, observe'],
  ['packages/gateway/src/delivery/deep/a.ts', '../../http/b.ts', 'delivery may import state, log, observe'],
  ['packages/gateway/src/observe/a.ts', '../log/b.ts', 'observe may import no other folder'],
  ['packages/gateway/src/http/a.ts', '../transport/b.ts', 'http may import'],
  ['packages/gateway/src/http/a.test.ts', '../transport/b.ts', 'http may import'],
  ['packages/gateway/src/session/a.ts', '../gateway.ts', 'the file that assembles it'],
  ['packages/gateway/src/session/a.ts', '../index.ts', 'imports a barrel'],
  ['e2e/faces/a.test.ts', '@pitwall/client/src/faces/titan/messages.ts', 'reaches into another package'],
  ['packages/gateway/src/http/a.ts', '@pitwall/client/titan', 'may import @pitwall/dialects, @pitwall/model'],
  ['packages/gateway/src/cellar/a.ts', '../log/b.ts', 'the folder cellar is not in'],
  ['packages/newcomer/src/a.ts', './b.ts', 'packages/newcomer is not in'],
];

const allowed: readonly (readonly [path: string, specifier: string])[] = [
  ['packages/dialects/src/titan/a.ts', '@pitwall/model'],
  ['packages/dialects/src/titan/a.ts', '../wire/b.ts'],
  ['packages/dialects/src/dialects.ts', './titan/b.ts'],
  ['packages/model/src/a.test.ts', '@pitwall/testkit'],
  ['packages/model/src/a.test.ts', 'node:fs'],
  ['packages/gateway/src/gateway.ts', './http/b.ts'],
  ['packages/gateway/src/session/a.ts', '../delivery/b.ts'],
  ['packages/gateway/src/session/a.ts', '../clock.ts'],
  ['packages/gateway/src/log/a.ts', 'node:sqlite'],
  ['apps/pitwall/src/demo/a.ts', '@pitwall/desk'],
  ['e2e/faces/a.test.ts', '@pitwall/client/titan'],
];

describe('the layering rules', () => {
  it.each(forbidden)('forbid %s to import %s', (path, specifier, problem) => {
    expect(problemsOf(path, specifier).join('; ')).toContain(problem);
  });

  it.each(allowed)('allow %s to import %s', (path, specifier) => {
    expect(problemsOf(path, specifier)).toEqual([]);
  });

  it('name each forbidden import of a file', () => {
    expect(problemsOf('packages/model/src/a.ts', '@pitwall/desk', './b.ts', 'node:fs')).toHaveLength(2);
  });
});

/** True when the lint rule for these files refuses the import. */
function isRestricted(glob: string, specifier: string): boolean {
  const override = importRules().find(({ files: globs }) => globs.includes(glob));
  if (override === undefined) throw new Error(`No lint rule speaks of ${glob}`);
  const [, { patterns }] = override.rules['no-restricted-imports'];
  return patterns.some(({ regex }) => new RegExp(regex).test(specifier));
}

describe('the lint rules made from the same table', () => {
  it('forbid every package that the table does not allow, and no other', () => {
    const names = Object.keys(layers)
      .filter((path) => path.startsWith('packages/'))
      .map(packageName);
    for (const [path, layer] of Object.entries(layers)) {
      const open = names.filter((name) => !isRestricted(`${path}/**/*.ts`, name));
      expect(open.toSorted()).toEqual([...layer.packages].toSorted());
    }
  });

  it('keep folders, barrels, insides of packages and Node apart', () => {
    expect(isRestricted('packages/gateway/src/log/**/*.ts', '../delivery/audience.ts')).toBe(true);
    expect(isRestricted('packages/gateway/src/delivery/**/*.ts', '../log/event-log.ts')).toBe(false);
    expect(isRestricted('packages/gateway/src/delivery/**/*.ts', '../gateway.ts')).toBe(true);
    expect(isRestricted('packages/model/**/*.ts', './index.ts')).toBe(true);
    expect(isRestricted('packages/model/**/*.ts', 'node:fs')).toBe(true);
    expect(isRestricted('packages/model/**/*.test.ts', 'node:fs')).toBe(false);
    expect(isRestricted('apps/pitwall/**/*.ts', '@pitwall/model/src/kind.ts')).toBe(true);
    expect(isRestricted('packages/model/**/*.ts', '@pitwall/client/titan')).toBe(true);
    expect(isRestricted('e2e/**/*.ts', '@pitwall/client/titan')).toBe(false);
    expect(isRestricted('e2e/**/*.ts', '@pitwall/client/titan/messages')).toBe(true);
  });
});
