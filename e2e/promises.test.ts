import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { citationsIn } from './promises/citation.ts';
import { promises } from './promises.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const testFiles = globSync('{packages/*/src,apps/*/src,bench/src,e2e,tooling}/**/*.test.ts', { cwd: root }).filter(
  (path) => !/(?:^|[\\/])(?:node_modules|dist)[\\/]/.test(path),
);

/** This file speaks of citations that are none. */
const citing = testFiles.filter((path) => !path.endsWith('promises.test.ts'));
const citations = citing.flatMap((path) => citationsIn(path, readFileSync(`${root}/${path}`, 'utf8')));

const ids = promises.flatMap((table) => Object.values(table).flatMap((group) => Object.keys(group)));
const known = new Set(ids);
const cited = new Set(citations.flatMap((citation) => citation.ids));

describe('the promises', () => {
  it('are each kept by a test that cites them', () => {
    expect(ids.filter((id) => !cited.has(id))).toEqual([]);
  });

  it('are cited by names that exist', () => {
    const unknown = citations.filter(({ ids: named }) => named.some((id) => !known.has(id)));
    expect(unknown).toEqual([]);
  });

  it('are cited right above a test', () => {
    expect(citations.filter(({ aboveTest }) => !aboveTest)).toEqual([]);
  });

  it('have each a name of its own, made of its page or ruling and a word for it', () => {
    expect(known.size).toBe(ids.length);
    expect(
      ids.filter((id) => !/^(?:titan|carry|fleet|mci|quantmind|pitwall|sdk|ruling-[0-9]{1,2})\.[a-z0-9-]+$/.test(id)),
    ).toEqual([]);
  });
});

describe('a citation', () => {
  it.each([
    ["// Promise: titan.path\nit('is a test', () => {", ['titan.path'], true],
    ['  // Promise: titan.path, ruling-1.swap\n  it.each([\n', ['titan.path', 'ruling-1.swap'], true],
    ["// Promise: titan.path\ndescribe('tests', () => {", ['titan.path'], true],
    ["// Promise: titan.path\ndescribe.each(wires)('tests', () => {", ['titan.path'], true],
    ["// Promise: titan.path\n\nit('is too far away', () => {", ['titan.path'], false],
    ['// Promise: titan.path\nconst test = 1;', ['titan.path'], false],
    ['// Promise:\nit(', [''], true],
  ])('is read with what stands below it: %j', (text, named, aboveTest) => {
    expect(citationsIn('a.test.ts', text)).toEqual([{ at: 'a.test.ts:1', ids: named, aboveTest }]);
  });

  it('is nothing that stands within a line', () => {
    expect(citationsIn('a.test.ts', "const text = '// Promise: titan.path';\nit(")).toEqual([]);
  });
});
