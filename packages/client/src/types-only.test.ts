import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('.', import.meta.url);

const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.ts') && !/\.(?:test|fixture)\.ts$/u.test(path),
);

describe('what a client brings along', () => {
  it('is nothing of another package but types', () => {
    const imports = sources.flatMap((path) => {
      const text = readFileSync(new URL(path, root), 'utf8');
      return [...text.matchAll(/^(?:import|export)\b(?! type)[^;]*?from '([^.'][^']*)'/gmu)].map(([, name]) => [
        path,
        name,
      ]);
    });
    expect(sources.length).toBeGreaterThan(40);
    expect(imports).toEqual([]);
  });

  it('has core types that stand alone: nobody need install the model to read them', () => {
    const core = sources.filter((path) => !path.startsWith('faces'));
    const named = core.filter((path) => /from '@pitwall\//u.test(readFileSync(new URL(path, root), 'utf8')));
    expect(named).toEqual([]);
  });
});
