import { describeFinding, describeSource, fundingRatesOf } from '@pitwall/desk';
import type { BarFile, FundingFile, PerpData } from '@pitwall/desk';
import { PitwallError } from '@pitwall/model';
import type { DeskOptions } from '../configuration/desk-options.ts';
import { present } from '../present.ts';
import { readOptionsOf } from './data-reading.ts';
import { orTellPeople, symbolOf } from './load-bars.ts';
import { readDataFile } from './read-data-file.ts';
import { readFundingFile } from './read-funding-file.ts';

/** A perpetual of files, with what people may want to know of them. */
export interface LoadedPerp {
  readonly perp: PerpData;
  /** Where it comes from and what the files were taken for. */
  readonly readAs: string;
  /** What was repaired in them, and what is worth knowing about them. */
  readonly notes: readonly string[];
}

/**
 * Reads the perpetual that the carry bot trades, and what it paid; none where no file was given. Throws `INVALID_BARS` that names the
 * lines which are wrong, and `INVALID_OPTION` for files that lack the one they belong to.
 */
export const loadPerp = async (options: DeskOptions): Promise<LoadedPerp | undefined> => {
  const { data, perpData, perpSymbol, funding } = options;
  if (perpData === '' && funding === '') return undefined;
  if (perpData === '') throw new PitwallError('INVALID_OPTION', 'funding needs perpData, the prices of what paid it');
  if (data === '') throw new PitwallError('INVALID_OPTION', 'perpData needs data, the prices of its spot');
  const reading = readOptionsOf(options);
  const bars = await orTellPeople(() => readDataFile(perpData, { ...reading, name: perpData }));
  const { separator, decimalMark, timeUnit, timeZone, strict } = reading;
  const said = present({ separator, decimalMark, timeUnit, timeZone, strict });
  const paid =
    funding === '' ? undefined : await orTellPeople(() => readFundingFile(funding, { ...said, name: funding }));
  const rates = paid === undefined ? [] : fundingRatesOf(paid.series);
  return {
    perp: { symbol: perpSymbol || symbolOf(perpData), bars: bars.series, funding: rates },
    readAs: `${describeSource(bars.source)}; ${paid === undefined ? 'without funding' : `${rates.length} fundings`}`,
    notes: [...notesOf(perpData, bars), ...(paid === undefined ? [] : notesOf(funding, paid))],
  };
};

const notesOf = (name: string, { source, repairs, warnings }: BarFile | FundingFile): readonly string[] =>
  [...repairs, ...warnings].map(
    (finding) => `${name}: ${describeFinding(finding, source.separator === 'json' ? 'row' : 'line')}`,
  );
