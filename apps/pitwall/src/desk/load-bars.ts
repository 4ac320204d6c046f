import { basename } from 'node:path';
import { barsOf, defaultLotSize, describeFinding, describeSource, sp500 } from '@pitwall/desk';
import type { Bar, BarFile, BarSeries, Instrument } from '@pitwall/desk';
import { PitwallError } from '@pitwall/model';
import type { DeskOptions } from '../configuration/desk-options.ts';
import { CommandError } from '../exit-codes.ts';
import { present } from '../present.ts';
import { readOptionsOf } from './data-reading.ts';
import { readDataFile } from './read-data-file.ts';

/** Bars with what they are bars of. */
export interface LoadedBars {
  readonly series: BarSeries;
  readonly bars: readonly Bar[];
  readonly instrument: Instrument;
  /** Where they come from, for people. */
  readonly origin: string;
  /** What the file was taken for, for people. */
  readonly readAs: string;
  /** What was repaired in it, and what is worth knowing about it, for people. */
  readonly notes: readonly string[];
}

/** Reads the bars of a file, or the bundled ones. Throws `INVALID_BARS` that names the lines which are wrong. */
export const loadBars = async (options: DeskOptions, bundledPath: string): Promise<LoadedBars> => {
  const { data, symbol, currency } = options;
  if (data === '') {
    const { timeframe, sessionZone } = readOptionsOf(options);
    const file = await orTellPeople(() =>
      readDataFile(bundledPath, { name: 'the bundled prices', ...present({ timeframe, sessionZone }) }),
    );
    const instrument = { ...sp500, symbol: symbol || sp500.symbol };
    // The notes of the bundled file are known: exchanges have holidays.
    return { ...loaded(file), instrument, origin: 'S&P 500 index, bundled', notes: [] };
  }
  const file = await orTellPeople(() => readDataFile(data, { ...readOptionsOf(options), name: data }));
  return {
    ...loaded(file),
    instrument: { symbol: symbol || symbolOf(data), currency, lotSize: defaultLotSize },
    origin: data,
  };
};

/** A file's name without its ending, in capitals. */
export const symbolOf = (path: string): string =>
  basename(path)
    .replace(/\.(?:csv|json|tsv|txt)$/i, '')
    .toUpperCase();

const loaded = ({ series, source, repairs, warnings }: BarFile) => ({
  series,
  bars: barsOf(series),
  readAs: describeSource(source),
  notes: [...repairs, ...warnings].map((finding) =>
    describeFinding(finding, source.separator === 'json' ? 'row' : 'line'),
  ),
});

/** Reads a file of the desk; what is wrong with it is told as a person who mends it wants to read it. */
export const orTellPeople = async <File>(read: () => Promise<File>): Promise<File> => {
  try {
    return await read();
  } catch (thrown) {
    if (thrown instanceof Error && 'syscall' in thrown) {
      throw new CommandError('FAILED', `The prices cannot be read: ${thrown.message}`, { cause: thrown });
    }
    throw thrown instanceof PitwallError && thrown.problems.length > 1 ? listing(thrown) : thrown;
  }
};

/** A person who mends a file wants all of its lines at once. */
const listing = (error: PitwallError): CommandError => {
  const places = error.problems.map(({ path, found, expected }) => `  ${path} is ${found}, expected ${expected}`);
  return new CommandError('FAILED', [error.message, ...places].join('\n'), { cause: error });
};

/** The bars in words: how many, of which length, from when to when. */
export const describeBars = ({ series }: LoadedBars): string => {
  const { timeframe, length, times } = series;
  return `${length} bars${timeframe === undefined ? '' : ` of ${timeframe}`}, ${day(times[0])} to ${day(times.at(-1))}`;
};

const day = (time: number | undefined): string => (time === undefined ? '' : new Date(time).toISOString().slice(0, 10));
