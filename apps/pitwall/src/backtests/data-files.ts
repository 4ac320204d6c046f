import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ReadOptions } from '@pitwall/desk';
import { PitwallError } from '@pitwall/model';

/** A file of bars that may be read. */
export interface DataFile {
  /** As callers name it. */
  readonly name: string;
  readonly path: string;
  readonly isBundled: boolean;
  /** How it is read; what is absent is detected. */
  readonly reading?: ReadOptions;
}

/** Finds files of bars by the names that callers give. */
export interface DataFiles {
  /** The file of that name; absent: the bundled one. Throws `NOT_FOUND` that names what there is. */
  find(name: string | undefined): DataFile;
}

/** Where the files are. */
export interface DataFilesOptions {
  /** The bars that come with Pitwall. */
  readonly bundledPath: string;
  /** Directory with further files, empty for none. */
  readonly directory: string;
  /** A single further file, such as the one that the demo trades; callers name it without its directory. @default none */
  readonly file?: string;
  /** How that single file is read. @default as detected */
  readonly reading?: ReadOptions;
}

/** Name of the bundled bars. */
const bundledName = 'sp500-daily.csv';

/** A plain file name: no separator of any system, no leading dot, so that no name can lead out of the directory. */
const plainName = /^[A-Za-z0-9][A-Za-z0-9._ -]{0,120}\.(?:csv|tsv|txt|json)$/i;

/** Most names that an error lists. */
const maxListed = 20;

/** Largest file that is read; its bars are kept in the memory of one process. */
const maxFileBytes = 512 * 1024 * 1024;

/** Looks for the bundled file, the single one and those of one directory, and nowhere else. */
export const createDataFiles = ({ bundledPath, directory, file = '', reading = {} }: DataFilesOptions): DataFiles => ({
  find(name) {
    if (name === undefined || name === bundledName || `${name}.csv` === bundledName) {
      return { name: bundledName, path: bundledPath, isBundled: true };
    }
    if (file !== '' && name === basename(file)) return { name, path: file, isBundled: false, reading };
    const path = directory === '' || !plainName.test(name) ? undefined : pathWithin(directory, name);
    if (path === undefined)
      throw new PitwallError('NOT_FOUND', `There is no data file ${shown(name)}; ${known(directory, file)}`);
    return { name, path, isBundled: false };
  },
});

/** The real path of a file directly in a directory; a link that leads elsewhere is none. */
const pathWithin = (directory: string, name: string): string | undefined => {
  try {
    const path = realpathSync(join(directory, name));
    const { size } = statSync(path);
    return dirname(path) === realpathSync(directory) && statSync(path).isFile() && size <= maxFileBytes
      ? path
      : undefined;
  } catch {
    return undefined;
  }
};

const known = (directory: string, file: string): string => {
  const names = [...(file === '' ? [] : [basename(file)]), ...(directory === '' ? [] : listed(directory))];
  const more = names.length > maxListed ? ` and ${names.length - maxListed} more` : '';
  return `there is ${[bundledName, ...names.slice(0, maxListed)].join(', ')}${more}`;
};

const listed = (directory: string): readonly string[] => {
  try {
    return readdirSync(directory).filter((name) => plainName.test(name));
  } catch {
    return [];
  }
};

const shown = (name: string): string => JSON.stringify(name.slice(0, 60));
