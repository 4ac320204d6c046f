import { readFile, rename, writeFile } from 'node:fs/promises';

/** Where it is written down at which heads of the log gateways began: what lies in between was heard, what lies around was not. */
export interface StartRecord {
  /** Heads of the log at earlier starts; none at first. */
  read(): Promise<readonly number[]>;
  /** Writes one more down. */
  add(headSeq: number): Promise<void>;
}

/** Most starts that are remembered. @default 1,000: more than a log's retention has, unless somebody restarts all day */
const maxStarts = 1_000;

/** A line that says no place, or half of one, says nothing. */
const startsIn = (text: string): readonly number[] =>
  text
    .split('\n')
    .filter((line) => /^[0-9]{1,15}$/.test(line))
    .map(Number);

const isMissing = (thrown: unknown): boolean => thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';

/**
 * Keeps starts in a file, a place of the log a line. It lies in the log's own directory, so that it comes and goes with it: places of
 * another log mean nothing.
 */
export const createFileStartRecord = (path: string): StartRecord => {
  const read = async (): Promise<readonly number[]> => {
    try {
      return startsIn(await readFile(path, 'utf8'));
    } catch (thrown) {
      if (isMissing(thrown)) return [];
      throw thrown;
    }
  };
  return {
    read,
    async add(headSeq) {
      // A gateway that begins again and again without a fact in between has begun once.
      const all = [...new Set([...(await read()), headSeq])].slice(-maxStarts);
      const beside = `${path}.new`;
      await writeFile(beside, `${all.join('\n')}\n`, { flush: true });
      await rename(beside, path);
    },
  };
};
