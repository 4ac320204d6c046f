import { readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PitwallError } from '@pitwall/model';

/** Finds modules of strategies by the names that callers give. */
export interface StrategyFiles {
  /** Path of the module of that name. Throws `NOT_FOUND` that names what there is. */
  find(name: string): string;
}

/** A plain file name of a module: no separator of any system, no leading dot, so that no name can lead out of the directory. */
const plainName = /^[A-Za-z0-9][A-Za-z0-9._ -]{0,120}\.(?:mjs|js|mts|ts)$/;

/** Most names that an error lists. */
const maxListed = 20;

/** Whether it is how a module is named, and not a built-in strategy. */
export const isModuleName = (name: string): boolean => /\.(?:mjs|js|mts|ts)$/.test(name);

/**
 * The modules directly in one directory, empty for none. What is asked for over a network names a file there and can lead nowhere
 * else: the code that runs is code that whoever runs the gateway put there.
 */
export const createStrategyFiles = (directory: string): StrategyFiles => ({
  find(name) {
    const path = directory === '' || !plainName.test(name) ? undefined : pathWithin(directory, name);
    if (path !== undefined) return path;
    const names = directory === '' ? [] : listed(directory);
    const known = names.length === 0 ? 'there is none (backtestStrategyDirectory)' : `there is ${names.join(', ')}`;
    throw new PitwallError('NOT_FOUND', `There is no strategy module ${JSON.stringify(name.slice(0, 60))}; ${known}`);
  },
});

/** The real path of a file directly in a directory; a link that leads elsewhere is none. */
const pathWithin = (directory: string, name: string): string | undefined => {
  try {
    const path = realpathSync(join(directory, name));
    return dirname(path) === realpathSync(directory) && statSync(path).isFile() ? path : undefined;
  } catch {
    return undefined;
  }
};

const listed = (directory: string): readonly string[] => {
  try {
    return readdirSync(directory)
      .filter((name) => plainName.test(name))
      .slice(0, maxListed);
  } catch {
    return [];
  }
};
