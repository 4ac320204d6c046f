import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readConsoleFiles } from './console-files.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pitwall-console-'));
});

afterEach(() => rm(directory, { recursive: true }));

const build = async (pages: string): Promise<void> => {
  await mkdir(join(directory, 'assets'));
  await writeFile(join(directory, 'index.html'), '<!doctype html>');
  await writeFile(join(directory, 'assets/index-a1.js'), 'run()');
  await writeFile(join(directory, 'pages.json'), pages);
};

it('reads a built console', async () => {
  await build('{"pages":["trades"]}');
  const files = await readConsoleFiles(directory);
  expect(files?.pages).toEqual(['trades']);
  expect([...(files?.assets.keys() ?? [])]).toEqual(['index-a1.js']);
});

it('takes a gateway without a console for one, and lets it start', async () => {
  await expect(readConsoleFiles(join(directory, 'nowhere'))).resolves.toBeUndefined();
});

it('refuses a list of pages that would open other paths', async () => {
  await build('{"pages":["../v1/events"]}');
  await expect(readConsoleFiles(directory)).rejects.toThrow('build it anew');
});
