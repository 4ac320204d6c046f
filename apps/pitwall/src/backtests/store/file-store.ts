import { Buffer } from 'node:buffer';
import { chmod, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Compile } from 'typebox/compile';
import { BacktestAnswer, listedOf } from '../backtest-answer.ts';
import { parseJson } from '../../terminal/json-fields.ts';
import type { BacktestStore, KeptEntry } from './backtest-store.ts';

/** What a store of files works with. */
export interface FileStoreParts {
  /** Told of a file that holds no backtest; it stays where it is. */
  readonly onUnreadable: (path: string) => void;
}

/** Ids become names of files, so they hold nothing that could lead elsewhere. */
const idPattern = /^[A-Za-z0-9-]{1,64}$/;

const ending = '.json';
const unfinishedEnding = '.part';

const answers = Compile(BacktestAnswer);

/**
 * Keeps each backtest in a file of a directory, which is made if need be and is its owner's alone. A file is written beside its
 * place, brought to the disk and then moved there, so a crash leaves the old one or the new one.
 */
export const createFileStore = (directory: string, { onUnreadable }: FileStoreParts): BacktestStore => {
  const pathOf = (backtestId: string): string | undefined =>
    idPattern.test(backtestId) ? join(directory, `${backtestId}${ending}`) : undefined;
  // One after the other, so that of two writes of one backtest the later one stays.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const done = last.then(work, work);
    last = done;
    return done;
  };
  const read = async (
    path: string,
  ): Promise<{ readonly answer: BacktestAnswer; readonly bytes: number } | undefined> => {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    const answer = parseJson(text);
    if (answers.Check(answer)) return { answer, bytes: Buffer.byteLength(text) };
    onUnreadable(path);
    return undefined;
  };
  return {
    load: () =>
      inTurn(async () => {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        // A directory that was there before may have been open to others.
        await chmod(directory, 0o700);
        const entries: KeptEntry[] = [];
        for (const name of await readdir(directory)) {
          if (name.endsWith(unfinishedEnding)) await rm(join(directory, name), { force: true });
          const path = name.endsWith(ending) ? pathOf(name.slice(0, -ending.length)) : undefined;
          const found = path === undefined ? undefined : await read(path);
          if (found !== undefined) entries.push({ listed: listedOf(found.answer), bytes: found.bytes });
        }
        return entries;
      }),
    put: (answer) =>
      inTurn(async () => {
        const path = pathOf(answer.backtest_id);
        if (path === undefined) throw new Error(`${answer.backtest_id} is no id that a file can have`);
        const text = JSON.stringify(answer);
        await writeSafely(path, text);
        return Buffer.byteLength(text);
      }),
    async get(backtestId) {
      const path = pathOf(backtestId);
      return path === undefined ? undefined : (await read(path))?.answer;
    },
    remove: (backtestId) =>
      inTurn(async () => {
        const path = pathOf(backtestId);
        if (path !== undefined) await rm(path, { force: true });
      }),
  };
};

const writeSafely = async (path: string, text: string): Promise<void> => {
  const beside = `${path}${unfinishedEnding}`;
  try {
    const file = await open(beside, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (thrown) {
    // A full disk has no room for halves.
    await rm(beside, { force: true });
    throw thrown;
  }
};
