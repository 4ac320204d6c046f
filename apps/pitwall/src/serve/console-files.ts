import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConsoleFiles } from '@pitwall/gateway';
import { Type } from 'typebox';
import { Check } from 'typebox/value';

/** What the console's build says about itself. */
const PageList = Type.Object({ pages: Type.Array(Type.String({ pattern: '^[a-z][a-z-]*$' })) });

/** Where the build puts the console: beside the compiled command, also for who runs it from its sources. */
export const consoleDirectory = (): string => {
  const beside = import.meta.url.endsWith('.ts') ? '../../dist/console/' : '../console/';
  return fileURLToPath(new URL(beside, import.meta.url));
};

const isMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR');

const readPages = async (directory: string): Promise<readonly string[]> => {
  const list: unknown = JSON.parse(await readFile(join(directory, 'pages.json'), 'utf8'));
  if (!Check(PageList, list))
    throw new Error(`${join(directory, 'pages.json')} is none of a built console; build it anew`);
  return list.pages;
};

/** Reads the built console, about a megabyte; undefined where none was built, which is no reason not to start. */
export const readConsoleFiles = async (directory: string): Promise<ConsoleFiles | undefined> => {
  try {
    const [pages, index, names] = await Promise.all([
      readPages(directory),
      readFile(join(directory, 'index.html')),
      readdir(join(directory, 'assets')),
    ]);
    const assets = await Promise.all(
      names.map(async (name) => [name, await readFile(join(directory, 'assets', name))] as const),
    );
    return { pages, index, assets: new Map(assets) };
  } catch (thrown) {
    if (isMissing(thrown)) return undefined;
    throw thrown;
  }
};
