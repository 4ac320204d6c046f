import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Where revocations outlive a restart. */
export interface RevocationStore {
  /** All that is kept; empty at first. */
  read(): Promise<string>;
  /** Adds to the end. Resolves when it would survive a fall of the machine. */
  append(text: string): Promise<void>;
  /** Replaces all that is kept, or nothing of it. */
  replace(text: string): Promise<void>;
}

/** An open file as far as revocations write to it. */
export interface WrittenFile {
  stat(): Promise<{ readonly size: number }>;
  writeFile(text: string): Promise<void>;
  datasync(): Promise<void>;
  truncate(size: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens a file to write to. */
export type OpenFile = (path: string, flags: 'a' | 'w', mode: number) => Promise<WrittenFile>;

/** Readable by its owner alone: it names users. */
const fileMode = 0o600;

const isMissing = (thrown: unknown): boolean => thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';

const writeDurably = async (path: string, text: string, flags: 'a' | 'w', openFile: OpenFile): Promise<void> => {
  const file = await openFile(path, flags, fileMode);
  try {
    const { size } = await file.stat();
    try {
      await file.writeFile(text);
      await file.datasync();
    } catch (thrown) {
      // What a full disk took of it would stand before the next line, and make that one unreadable.
      await file.truncate(size);
      throw thrown;
    }
  } finally {
    await file.close();
  }
};

/** Makes a rename outlive a fall of the machine, where the system can open folders. */
const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r').catch(() => undefined);
  try {
    await folder?.sync().catch(() => undefined);
  } finally {
    await folder?.close();
  }
};

/** Keeps revocations in a file. */
export const createFileRevocationStore = (path: string, openFile: OpenFile = open): RevocationStore => ({
  async read() {
    try {
      return await readFile(path, 'utf8');
    } catch (thrown) {
      if (isMissing(thrown)) return '';
      throw thrown;
    }
  },
  append: (text) => writeDurably(path, text, 'a', openFile),
  async replace(text) {
    const beside = `${path}.new`;
    await writeDurably(beside, text, 'w', openFile);
    await rename(beside, path);
    await syncFolder(dirname(path));
  },
});

/** Keeps nothing: a restart forgets. */
export const forgetfulRevocationStore: RevocationStore = {
  read: () => Promise.resolve(''),
  append: () => Promise.resolve(),
  replace: () => Promise.resolve(),
};
