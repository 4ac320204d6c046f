import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Catalog } from './catalog.ts';
import type { CatalogEntry } from './catalog.ts';
import type { LogStoreOptions } from './durable-log-options.ts';
import { bootIdOf, flushDirectory } from './file-identity.ts';
import { HeadMark } from './head-mark.ts';
import { judgePast } from './judge-past.ts';
import type { FoundSlice, Judgement } from './judge-past.ts';
import { removeSlice, Slice, sliceFiles, sliceNumberOf, slicePath } from './slice.ts';
import { isSqlite, unusable } from './store-errors.ts';

/** What a log begins with. */
export interface TakenUp {
  readonly catalog: Catalog;
  readonly entry: CatalogEntry;
  readonly mark: HeadMark;
  /** The files that are used, in their order. */
  readonly slices: readonly Slice[];
  /** Why its past was not trusted; absent when it was, `['it is new']` when there is none. */
  readonly doubts: readonly string[];
  /** The highest place that was ever given. */
  readonly lastSeq: number;
}

/** What the taking up works with. */
export interface TakeUpParts {
  readonly nowMs: number;
}

/** Put there by whoever restored the directory with a tool that hides it, such as a snapshot of a virtual machine. */
const restoredMarker = 'RESTORED';

/** Opens a directory, checks what is in it, and decides under which epoch it goes on. Throws `LOG_UNUSABLE`. */
export const takeUpPast = (directory: string, options: LogStoreOptions, { nowMs }: TakeUpParts): TakenUp => {
  const catalogPath = join(directory, 'catalog.db');
  const markPath = join(directory, 'head');
  const numbers = openDirectory(directory);
  if (!existsSync(catalogPath) && numbers.length > 0)
    throw unusable(directory, 'catalog.db is missing beside its files');
  const catalog = Catalog.open(catalogPath, options.lockWaitMs);
  try {
    const found = catalog.read();
    const past = found ?? newEntry();
    const slices = openSlices({ directory, numbers, entry: past }, options);
    const isOriginal =
      found === undefined || (catalog.isOriginal(found) && !existsSync(join(directory, restoredMarker)));
    const bootId = bootIdOf(nowMs);
    const headMark = found === undefined ? 0 : HeadMark.read(markPath);
    const facts = slices.map(({ fact }) => fact);
    const judgement = judgePast({ entry: past, slices: facts, headMark, bootId, isOriginal });
    const doubts = found === undefined ? ['it is new'] : judgement.doubts;
    const used = setAside(directory, slices, { judgement, nowMs });
    if (doubts.length > 0) for (const slice of used) slice.adopt();
    const entry = entryAfter(past, judgement, { isTrusted: doubts.length === 0, bootId, options });
    catalog.write(entry, judgement.keepsKept ? 'stays' : 'emptied');
    const mark = HeadMark.open(markPath);
    mark.set(judgement.lastSeq);
    // Once on the disk it can only be overwritten in place: a crash of the machine never leaves none.
    mark.flush();
    rmSync(join(directory, restoredMarker), { force: true });
    flushDirectory(directory);
    return { catalog, entry, mark, slices: used, doubts, lastSeq: judgement.lastSeq };
  } catch (thrown) {
    catalog.close();
    throw thrown;
  }
};

/** Makes the directory, for its owner alone, and lists the numbers of its files. */
const openDirectory = (directory: string): readonly number[] => {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return readdirSync(directory)
      .map(sliceNumberOf)
      .filter((number) => number !== undefined)
      .toSorted((a, b) => a - b);
  } catch (thrown) {
    throw unusable(directory, thrown instanceof Error ? thrown.message : String(thrown), thrown);
  }
};

const newEpoch = (): string => randomBytes(6).toString('base64url');

const newEntry = (): CatalogEntry => ({
  logId: randomUUID(),
  epoch: newEpoch(),
  firstSlice: 1,
  lastSlice: 0,
  horizonSeq: 0,
  floorSeq: 0,
  bootId: '',
  durability: 'system',
  closed: true,
  file: '',
});

/** A file as it was found, opened where it can be. */
interface OpenedSlice {
  readonly fact: FoundSlice;
  readonly slice?: Slice;
}

const openSlices = (
  of: { readonly directory: string; readonly numbers: readonly number[]; readonly entry: CatalogEntry },
  { durability }: LogStoreOptions,
): readonly OpenedSlice[] => {
  const { directory, numbers, entry } = of;
  const opened: OpenedSlice[] = [];
  for (const number of numbers) {
    const path = slicePath(directory, number);
    // Retention had let go of it, and the process ended before the file was gone.
    if (number < entry.firstSlice) removeSlice(path);
    // It was being made when the process ended, so that nothing is in it yet.
    else if (number === entry.lastSlice + 1) removeSlice(path);
    else opened.push(openSlice(path, number, { logId: entry.logId, waitsForDisk: durability === 'system' }));
  }
  return opened;
};

const openSlice = (
  path: string,
  number: number,
  { logId, waitsForDisk }: { readonly logId: string; readonly waitsForDisk: boolean },
): OpenedSlice => {
  try {
    const slice = Slice.open(path, logId, waitsForDisk);
    if (!slice.isWhole) {
      slice.rest();
      return { fact: { number, isOriginal: true } };
    }
    const places = { afterSeq: slice.header.afterSeq, lastSeq: slice.lastSeq };
    const { isOriginal } = slice;
    slice.rest();
    return { slice, fact: { number, places, isOriginal } };
  } catch (thrown) {
    // What is another log's, a newer Pitwall's or not to be opened is for a person to look at.
    if (!isSqlite(thrown, 'corrupt')) throw thrown;
    return { fact: { number, isOriginal: true } };
  }
};

/** Moves what is not used out of the way, for a person to look at, and gives the rest. */
const setAside = (
  directory: string,
  slices: readonly OpenedSlice[],
  { judgement, nowMs }: { readonly judgement: Judgement; readonly nowMs: number },
): readonly Slice[] => {
  const used: Slice[] = [];
  const aside = join(directory, `set-aside-${new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-')}`);
  for (const { fact, slice } of slices) {
    if (slice !== undefined && judgement.used.includes(fact.number)) {
      used.push(slice);
      continue;
    }
    slice?.rest();
    mkdirSync(aside, { recursive: true, mode: 0o700 });
    for (const file of sliceFiles(slicePath(directory, fact.number))) {
      if (existsSync(file)) renameSync(file, join(aside, basename(file)));
    }
  }
  return used;
};

const entryAfter = (
  past: CatalogEntry,
  judgement: Judgement,
  now: { readonly isTrusted: boolean; readonly bootId: string; readonly options: LogStoreOptions },
): CatalogEntry => {
  const { used, horizonSeq, lastSeq } = judgement;
  const { isTrusted, bootId, options } = now;
  const began = isTrusted ? past : { ...past, epoch: newEpoch(), floorSeq: lastSeq };
  return {
    ...began,
    firstSlice: used[0] ?? past.lastSlice + 1,
    lastSlice: used.at(-1) ?? past.lastSlice,
    horizonSeq,
    bootId,
    durability: options.durability,
    closed: false,
  };
};
