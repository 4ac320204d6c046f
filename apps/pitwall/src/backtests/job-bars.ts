import { barsOf, indexAtOrAfter, resample, timeframeMs, zoneClock } from '@pitwall/desk';
import type { Bar, BarSeries } from '@pitwall/desk';
import { describeFound, PitwallError } from '@pitwall/model';
import { readDataFile } from '../desk/read-data-file.ts';
import { present } from '../present.ts';
import type { BacktestJob } from './backtest-job.ts';

const dayMs = 86_400_000;

/**
 * Reads the bars that a job is to trade: of its file, in its timeframe, within its days. Throws `INVALID_BARS` for a file that
 * cannot be read, and `INVALID_REQUEST` when it has no such bars.
 */
export const barsOfJob = async (job: BacktestJob, stop: AbortSignal): Promise<readonly Bar[]> => {
  const { request, dataPath, dataName, reading = {} } = job;
  const { timeframe: given, ...others } = reading;
  const whole = present({ timeframe: request.timeframe === undefined ? given : undefined });
  const { series } = await readDataFile(dataPath, { ...others, ...whole, name: dataName }, stop);
  return barsOf(between(inTimeframe(series, job), request));
};

const inTimeframe = (series: BarSeries, { request, reading }: BacktestJob): BarSeries => {
  const wanted = request.timeframe;
  const found = series.timeframe;
  if (wanted === undefined || wanted === found) return series;
  if (found !== undefined && timeframeMs[wanted] > timeframeMs[found]) {
    return resample(series, { timeframe: wanted, clock: zoneClock(reading?.sessionZone ?? 'UTC') }).series;
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
