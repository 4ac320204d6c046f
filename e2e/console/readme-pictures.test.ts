import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readmeFolder, readmePictures } from './console-page.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

describe('the pictures of README.md', () => {
  it('are those that the tests of the console take, each with words for whoever cannot see it', () => {
    const shown = [...readme.matchAll(/!\[([^\]]{20,})\]\(docs\/pictures\/([\w-]+)\.png\)/g)].map(
      ([, , name = '']) => name,
    );
    expect(shown.toSorted()).toEqual(readmePictures.toSorted());
    expect(readdirSync(readmeFolder).toSorted()).toEqual(readmePictures.map((name) => `${name}.png`).toSorted());
  });
});
