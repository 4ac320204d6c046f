import { Buffer } from 'node:buffer';
import { chmod, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDraft } from '@pitwall/model';
import type { EventDraft } from '@pitwall/model';
import { Compile } from 'typebox/compile';
import { BacktestAnswer, listedOf } from '../backtest-answer.ts';
import { CommandError } from '../../exit-codes.ts';
import { present } from '../../present.ts';
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
/** Of a file beside, with the event of its end, as long as that is not told. */
const untoldEnding = '.end';
const unfinishedEnding = '.part';

const answers = Compile(BacktestAnswer);

/**
 * Keeps each backtest in a file of a directory, which is made if need be and is its owner's alone. A file is written beside its
 * place, brought to the disk and then moved there, so a crash leaves the old one or the new one. An end that is still to be told is
 * written before the backtest is kept as ended, so that one that ended is known to be told or has it.
 */
export const createFileStore = (directory: string, parts: FileStoreParts): BacktestStore =>
  new FileStore(directory, parts);

class FileStore implements BacktestStore {
  readonly #directory: string;
  readonly #parts: FileStoreParts;
  /** One after the other, so that of two writes of one backtest the later one stays. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(directory: string, parts: FileStoreParts) {
    this.#directory = directory;
    this.#parts = parts;
  }

  load(): Promise<readonly KeptEntry[]> {
    return this.#inTurn(async () => {
      await this.#makeDirectory();
      const entries: KeptEntry[] = [];
      const names = new Set(await readdir(this.#directory));
      for (const name of names) {
        if (name.endsWith(unfinishedEnding)) await rm(join(this.#directory, name), { force: true });
        const path = name.endsWith(ending) ? this.#pathOf(name.slice(0, -ending.length)) : undefined;
        const found = path === undefined ? undefined : await this.#read(path);
        if (path === undefined || found === undefined) continue;
        const untold = names.has(untoldOf(name)) ? await this.#readEnd(untoldOf(path)) : undefined;
        entries.push({ listed: listedOf(found.answer), bytes: found.bytes, ...present({ untold }) });
      }
      return entries;
    });
  }

  put(answer: BacktestAnswer, untold?: EventDraft): Promise<number> {
    return this.#inTurn(async () => {
      const path = this.#pathOf(answer.backtest_id);
      if (path === undefined) throw new Error(`${answer.backtest_id} is no id that a file can have`);
      if (untold !== undefined) await writeSafely(untoldOf(path), JSON.stringify(untold));
      const text = JSON.stringify(answer);
      await writeSafely(path, text);
      return Buffer.byteLength(text);
    });
  }

  told(backtestId: string): Promise<void> {
    return this.#inTurn(async () => {
      const path = this.#pathOf(backtestId);
      if (path !== undefined) await rm(untoldOf(path), { force: true });
    });
  }

  async get(backtestId: string): Promise<BacktestAnswer | undefined> {
    const path = this.#pathOf(backtestId);
    return path === undefined ? undefined : (await this.#read(path))?.answer;
  }

  remove(backtestId: string): Promise<void> {
    return this.#inTurn(async () => {
      const path = this.#pathOf(backtestId);
      if (path === undefined) return;
      await rm(untoldOf(path), { force: true });
      await rm(path, { force: true });
    });
  }

  #pathOf(backtestId: string): string | undefined {
    return idPattern.test(backtestId) ? join(this.#directory, `${backtestId}${ending}`) : undefined;
  }

  async #read(path: string): Promise<{ readonly answer: BacktestAnswer; readonly bytes: number } | undefined> {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    const answer = parseJson(text);
    if (answers.Check(answer)) return { answer, bytes: Buffer.byteLength(text) };
    this.#parts.onUnreadable(path);
    return undefined;
  }

  async #makeDirectory(): Promise<void> {
    try {
      await mkdir(this.#directory, { recursive: true, mode: 0o700 });
      // A directory that was there before may have been open to others.
      await chmod(this.#directory, 0o700);
    } catch (cause) {
      const { message } = cause instanceof Error ? cause : new Error(String(cause));
      const how = 'make it a directory of this user, or choose another one with dataDir';
      throw new CommandError('FAILED', `Backtests cannot be kept: ${message}; ${how}`, { cause });
    }
  }

  async #readEnd(path: string): Promise<EventDraft | undefined> {
    try {
      return parseDraft(parseJson(await readFile(path, 'utf8')));
    } catch {
      this.#parts.onUnreadable(path);
      return undefined;
    }
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#last.then(work, work);
    this.#last = done;
    return done;
  }
}

/** Where the end of a backtest stands that is kept there. */
const untoldOf = (path: string): string => `${path.slice(0, -ending.length)}${untoldEnding}`;

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
