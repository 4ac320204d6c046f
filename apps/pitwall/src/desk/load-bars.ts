import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { defaultLotSize, parseBars, sp500, timeframeOf } from '@pitwall/desk';
import type { Bar, Instrument } from '@pitwall/desk';
import type { DeskOptions } from '../configuration/desk-options.ts';
import { CommandError } from '../exit-codes.ts';

/** Bars with what they are bars of. */
export interface LoadedBars {
  readonly bars: readonly Bar[];
  readonly instrument: Instrument;
  /** Where they come from, for people. */
  readonly origin: string;
}

/** Reads the bars of a file, or the bundled ones. Throws `INVALID_BARS` that names the lines which are wrong. */
export const loadBars = async (options: DeskOptions, bundledPath: string): Promise<LoadedBars> => {
  const { data, symbol, currency } = options;
  const path = data === '' ? bundledPath : data;
  const bars = await readBars(path, data === '' ? 'the bundled prices' : data);
  if (data === '') {
    return { bars, instrument: { ...sp500, symbol: symbol || sp500.symbol }, origin: 'S&P 500 index, bundled' };
  }
  const named =
    symbol ||
    basename(data)
      .replace(/\.csv$/i, '')
      .toUpperCase();
  return { bars, instrument: { symbol: named, currency, lotSize: defaultLotSize }, origin: data };
};

const readBars = async (path: string, name: string): Promise<readonly Bar[]> => {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
  try {
    return await parseBars(lines, { name });
  } catch (thrown) {
    if (thrown instanceof Error && 'syscall' in thrown) {
      throw new CommandError('FAILED', `The prices cannot be read: ${thrown.message}`, { cause: thrown });
    }
    throw thrown;
  }
};

/** The bars in words: how many, of which length, from when to when. */
export const describeBars = ({ bars }: LoadedBars): string => {
  const timeframe = timeframeOf(bars);
  return `${bars.length} bars${timeframe === undefined ? '' : ` of ${timeframe}`}, ${day(bars[0])} to ${day(bars.at(-1))}`;
};

const day = (bar: Bar | undefined): string => (bar === undefined ? '' : new Date(bar.time).toISOString().slice(0, 10));
