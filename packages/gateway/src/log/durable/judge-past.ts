import type { CatalogEntry } from './catalog.ts';

/** What was found of one file. */
export interface FoundSlice {
  readonly number: number;
  /** Places of the file before it, and of its own last event. Absent when it cannot be read. */
  readonly places?: { readonly afterSeq: number; readonly lastSeq: number };
  /** Whether it is the file that was made here, and no copy. */
  readonly isOriginal: boolean;
}

/** What a log finds of its past at a start. */
export interface FoundPast {
  readonly entry: CatalogEntry;
  /** In order of number, none of them before the first that should be there. */
  readonly slices: readonly FoundSlice[];
  /** The highest place ever confirmed, as far as it is known. */
  readonly headMark: number | undefined;
  /** The run of the machine. */
  readonly bootId: string;
  /** Whether the catalog is the file that was made here, and nobody said that it was restored. */
  readonly isOriginal: boolean;
}

/** What is made of it. */
export interface Judgement {
  /** Why the past cannot be trusted; empty when it can, and the epoch goes on. */
  readonly doubts: readonly string[];
  /** Numbers of the files that are used: the newest without a gap. */
  readonly used: readonly number[];
  /** Numbers of the files that are set aside, because they are damaged or lie before a gap. */
  readonly setAside: readonly number[];
  /** Whether the retained values of before the horizon hold. */
  readonly keepsKept: boolean;
  /** Events up to here are gone. */
  readonly horizonSeq: number;
  /** The highest place that was ever given. */
  readonly lastSeq: number;
}

/**
 * Decides whether a past can be trusted: whether every event that was ever confirmed and not removed by retention is there.
 * Then cursors hold. Where not, what is left is used as far as it has no gap, under a new epoch: states that are absent
 * are better than states whose end is missing.
 */
export const judgePast = (past: FoundPast): Judgement => {
  const { entry, slices, headMark } = past;
  const runs = withoutGaps(slices);
  const used = runs.at(-1) ?? [];
  const first = used[0];
  const keepsKept = first === undefined ? slices.length === 0 && !misses(past) : first.number === entry.firstSlice;
  const headSeq = Math.max(entry.horizonSeq, entry.floorSeq, ...used.map(lastSeqOf));
  const lastSeq = Math.max(headSeq, headMark ?? 0, ...slices.map(lastSeqOf));
  const numbers = new Set(used.map(({ number }) => number));
  return {
    doubts: doubtsOf(past, { headSeq, isWhole: keepsKept && used.length === slices.length }),
    used: [...numbers],
    setAside: slices.map(({ number }) => number).filter((number) => !numbers.has(number)),
    keepsKept,
    horizonSeq: first === undefined ? lastSeq : keepsKept ? entry.horizonSeq : (first.places?.afterSeq ?? 0),
    lastSeq,
  };
};

const lastSeqOf = ({ places }: FoundSlice): number => places?.lastSeq ?? 0;

const misses = ({ entry, slices }: FoundPast): boolean =>
  slices.length !== Math.max(0, entry.lastSlice - entry.firstSlice + 1);

/** Files in stretches, each of which follows the one before it both by number and by place. */
const withoutGaps = (slices: readonly FoundSlice[]): readonly (readonly FoundSlice[])[] => {
  const runs: FoundSlice[][] = [];
  let previous: FoundSlice | undefined;
  for (const slice of slices) {
    const { places } = slice;
    if (places !== undefined) {
      const follows = previous?.number === slice.number - 1 && previous.places?.lastSeq === places.afterSeq;
      if (follows) runs.at(-1)?.push(slice);
      else runs.push([slice]);
    }
    previous = places === undefined ? undefined : slice;
  }
  return runs;
};

const doubtsOf = (past: FoundPast, of: { readonly headSeq: number; readonly isWhole: boolean }): readonly string[] => {
  const { entry, slices, headMark, bootId } = past;
  const doubts: string[] = [];
  if (!past.isOriginal || slices.some(({ isOriginal }) => !isOriginal)) doubts.push('files were restored or copied');
  for (const { number, places } of slices) if (places === undefined) doubts.push(`file ${number} is damaged`);
  if (misses(past)) doubts.push('files are missing');
  else if (!of.isWhole && slices.every(({ places }) => places !== undefined))
    doubts.push('events are missing between files');
  if (headMark === undefined) doubts.push('the mark of the last confirmed event is missing');
  else if (headMark > of.headSeq) doubts.push(`events up to ${headMark} were confirmed, and they end at ${of.headSeq}`);
  if (!entry.closed && entry.durability === 'process' && entry.bootId !== bootId)
    doubts.push('the machine went down, and durability is "process"');
  return doubts;
};
