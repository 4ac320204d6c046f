import type { DatabaseSync } from 'node:sqlite';
import { unusable } from './store-errors.ts';

/** Marks a SQLite file as ours: "PITW". */
const applicationId = 0x50_49_54_57;

/** Version of the files' layout. A newer one is refused, since it may promise what this code would break. */
const formatVersion = 1;

/** A whole number out of a row. */
export const wholeOf = (row: Readonly<Record<string, unknown>> | undefined, name: string): number =>
  Number(row?.[name] ?? 0);

const pragma = (database: DatabaseSync, name: string): number =>
  wholeOf(database.prepare(`PRAGMA ${name}`).get(), name);

/** Marks a new file as ours. */
export const markFormat = (database: DatabaseSync): void => {
  database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${formatVersion}`);
};

/** Refuses a file that is another program's or a newer Pitwall's. */
export const assertFormat = (database: DatabaseSync, path: string): void => {
  if (pragma(database, 'application_id') !== applicationId) throw unusable(path, 'it is not a file of Pitwall');
  const version = pragma(database, 'user_version');
  if (version > formatVersion) {
    throw unusable(path, `a newer Pitwall has written it (format ${version}, this one knows ${formatVersion})`);
  }
};

/** Whether a file's pages are whole. Reads all of it, about a gigabyte a second. */
export const isWhole = (database: DatabaseSync): boolean => {
  const [verdict] = database.prepare('PRAGMA quick_check(1)').all();
  return verdict?.['quick_check'] === 'ok';
};
