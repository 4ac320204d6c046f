import { describeFinding, describeSource, indexAtOrAfter, resample, timeframeMs, zoneClock } from '@pitwall/desk';
import type { BarFile, BarSeries, FundingFile, FundingSeries, ReadOptions } from '@pitwall/desk';
import { describeFound, PitwallError } from '@pitwall/model';
import type { DataOptions } from '../configuration/data-options.ts';
import { readOptionsOf } from '../desk/data-reading.ts';
import { readDataFile } from '../desk/read-data-file.ts';
import { readFundingFile } from '../desk/read-funding-file.ts';
import { present } from '../present.ts';
import type { BacktestJob } from './backtest-job.ts';
import type { DataFile } from './data-files.ts';
import { readingDefaults } from './reading-defaults.ts';

const dayMs = 86_400_000;

/** What a backtest trades. */
export interface JobSeries {
  readonly series: BarSeries;
  readonly perp?: BarSeries;
  readonly funding?: FundingSeries;
  /** What the files were taken for, what was repaired in them and what is worth knowing, for people. */
  readonly notes: readonly string[];
}

/**
 * Reads what a job is to trade: of its files, in its timeframe, within its days. Asked to stop, it reads no further. Throws
 * `INVALID_BARS` for a file that cannot be read, and `INVALID_REQUEST` when it has no such bars.
 */
export const seriesOfJob = async (job: BacktestJob, stop: AbortSignal): Promise<JobSeries> => {
  const notes: string[] = [];
  const take = async (file: DataFile): Promise<BarSeries> => {
    const options = readingOf(file, job.request);
    const read = await readDataFile(file.path, { ...options, name: file.name }, stop);
    notes.push(...notesOf(file, read));
    return between(inTimeframe(read.series, job.request, options), job.request);
  };
  const series = await take(job.data);
  const perp = job.perpData === undefined ? undefined : await take(job.perpData);
  const { funding } = job;
  if (funding === undefined) return { series, ...present({ perp }), notes };
  const paid = await readFundingFile(funding.path, { ...fundingReadingOf(job), name: funding.name }, stop);
  notes.push(...notesOf(funding, paid));
  return { series, ...present({ perp }), funding: paid.series, notes };
};

/** How a file is read: as it was told to whoever has it, then as the request says. */
const readingOf = (
  { reading = {} }: DataFile,
  { timeframe: wanted, ...request }: BacktestJob['request'],
): ReadOptions => {
  const { timeframe: given, ...others } = reading;
  const asked: DataOptions = { ...readingDefaults, ...present(request), timeframe: 'file' };
  const { strict, impossible, sessionZone, ...said } = readOptionsOf(asked);
  return {
    ...others,
    ...said,
    ...present({
      strict: request.dataStrict === undefined ? others.strict : strict,
      impossible: request.dataImpossible === undefined ? others.impossible : impossible,
      sessionZone: request.sessionZone === undefined ? others.sessionZone : sessionZone,
      timeframe: wanted === undefined ? given : undefined,
    }),
  };
};

/** What of it is about funding files too; their format shows in their header. */
const fundingReadingOf = ({ funding, request }: BacktestJob) => {
  if (funding === undefined) return {};
  const { separator, decimalMark, timeUnit, timeZone, strict } = readingOf(funding, request);
  return present({ separator, decimalMark, timeUnit, timeZone, strict });
};

const notesOf = ({ name, isBundled }: DataFile, { source, repairs, warnings }: BarFile | FundingFile): string[] => {
  // Those of the bundled file are known: exchanges have holidays.
  if (isBundled) return [];
  const findings = [...repairs, ...warnings].map((finding) =>
    describeFinding(finding, source.separator === 'json' ? 'row' : 'line'),
  );
  return [`${name} read as ${describeSource(source)}`, ...findings.map((finding) => `${name}: ${finding}`)];
};

const inTimeframe = (
  series: BarSeries,
  { timeframe: wanted }: BacktestJob['request'],
  reading: ReadOptions,
): BarSeries => {
  const found = series.timeframe;
  if (wanted === undefined || wanted === found) return series;
  if (found !== undefined && timeframeMs[wanted] > timeframeMs[found]) {
    return resample(series, { timeframe: wanted, clock: zoneClock(reading.sessionZone ?? 'UTC') }).series;
  }
  const expected = found === undefined ? 'none, because the bars are of no known timeframe' : `${found} or longer`;
  throw new PitwallError('INVALID_REQUEST', `The bars are ${found ?? 'of no known timeframe'}, not ${wanted}`, {
    problems: [{ path: '/timeframe', found: describeFound(wanted), expected }],
  });
};

const between = (series: BarSeries, { startDate, endDate }: BacktestJob['request']): BarSeries => {
  const from = startDate === undefined ? -Infinity : Date.parse(`${startDate}T00:00:00Z`);
  const before = endDate === undefined ? Infinity : Date.parse(`${endDate}T00:00:00Z`) + dayMs;
  const chosen = series.slice(indexAtOrAfter(series, from), indexAtOrAfter(series, before));
  if (chosen.length > 0) return chosen;
  const days = [series.times[0], series.times.at(-1)].map((time) => new Date(time ?? 0).toISOString().slice(0, 10));
  const path = startDate === undefined ? '/endDate' : '/startDate';
  const expected = `a time in which there are bars: ${days.join(' to ')}`;
  throw new PitwallError('INVALID_REQUEST', `There are no bars in that time: the data goes from ${days.join(' to ')}`, {
    problems: [{ path, found: describeFound(startDate ?? endDate), expected }],
  });
};
