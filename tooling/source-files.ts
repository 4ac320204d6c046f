import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of the repository, as the house's rules look at it. */
export interface SourceFile {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Something that a rule forbids. */
export interface Violation {
  readonly path: string;
  readonly problem: string;
}

const notOurs = new Set(['node_modules', 'dist', 'coverage', '.git', '.cache', 'package-lock.json']);
const readable = /\.(?:ts|tsx|js|cjs|mjs|json|md|yaml|yml|css|html)$|^\.ci\//;

/** Every text file that people write here. */
export function sourceFiles(root: string, folder = ''): SourceFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !notOurs.has(entry.name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return sourceFiles(root, path);
      return entry.isFile() && readable.test(path) ? [{ path, text: readFileSync(join(root, path), 'utf8') }] : [];
    });
}

/** True for code that is compiled or run. */
export function isCode(path: string): boolean {
  return /\.(?:ts|tsx|js|cjs|mjs)$/.test(path);
}

/** True for files which only tests load. */
export function isTest(path: string): boolean {
  return /\.(?:test|fixture)\.ts$/.test(path);
}
