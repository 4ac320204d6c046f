import { fundingSeries, type FundingSeries } from './funding-series.ts';
import type { FilePlan } from './reading/file-plan.ts';
import { FileReading } from './reading/file-reading.ts';
import { FindingBook, type Finding, type RepairCode, type WarningCode } from './reading/findings.ts';
import { FundingRows } from './reading/funding-rows.ts';
import { ProblemBook } from './reading/problems.ts';
import { readSettings, type ReadOptions } from './reading/read-options.ts';
import { putInOrder } from './reading/row-order.ts';
import { sourceOf } from './reading/source-of.ts';
import type { SourceDescription } from './reading/source.ts';
import { stepOf } from './timeframe.ts';

/** Options of {@link readFunding}: those of bars that are not about prices. */
export type ReadFundingOptions = Pick<
  ReadOptions,
  | 'name'
  | 'separator'
  | 'decimalMark'
  | 'timeUnit'
  | 'timeZone'
  | 'dateOrder'
  | 'strict'
  | 'maxBars'
  | 'maxProblems'
  | 'maxLinesTold'
>;

/** What a file of funding payments was read as. */
export interface FundingFile {
  readonly series: FundingSeries;
  readonly source: SourceDescription;
  readonly repairs: readonly Finding<RepairCode>[];
  readonly warnings: readonly Finding<WarningCode>[];
}

/**
 * Reads what a perpetual paid: Binance's dumps (`calc_time,funding_interval_hours,last_funding_rate`), answers of its API
 * (`fundingTime`, `fundingRate`, `markPrice`), and rows of time and rate without header. Exchanges write times some
 * milliseconds late, so each is moved to its full hour when that is at most a minute away; others stay, and are told.
 * Repairs and refuses as `readBars` does.
 */
export const readFunding = async (
  text: AsyncIterable<string> | Iterable<string>,
  options: ReadFundingOptions = {},
): Promise<FundingFile> => {
  const settings = readSettings(options);
  const problems = new ProblemBook(settings.name, settings.maxProblems);
  const repairs = new FindingBook<RepairCode>(settings.maxLinesTold);
  const parts = { settings, problems, repairs };
  const taken: { rows?: FundingRows } = {};
  const rowsFor = (plan: FilePlan): FundingRows => {
    if (plan.layout.holds !== 'funding') throw problems.whole(`holds ${plan.layout.holds}, where funding was wanted`);
    taken.rows = new FundingRows(plan.layout, { ...parts, decimalMark: plan.decimalMark });
    return taken.rows;
  };
  const reading = new FileReading({ ...parts, wanted: 'funding', rowsFor });
  for await (const piece of text) reading.push(piece);
  const plan = reading.end();
  const { rows } = taken;
  if (rows !== undefined) putInOrder(rows, { repairs, problems });
  problems.refuse();
  if (settings.strict) problems.refuseRepairs(repairs.list());
  if (rows === undefined || rows.length === 0) throw problems.whole('has no funding; give at least one row');
  const series = seriesOfRows(rows, plan);
  const source = sourceOf({
    plan,
    settings,
    times: series.times,
    time: rows.time,
    rowCount: rows.length,
    dateOrder: undefined,
  });
  return { series, source, repairs: repairs.list(), warnings: warningsOf(rows, source, settings.maxLinesTold) };
};

const seriesOfRows = (rows: FundingRows, { layout }: FilePlan): FundingSeries => {
  const { times, rates, markPrices, length } = rows;
  const has = layout.holds === 'funding' && layout.markPrice !== undefined && rows.markPriceCount > 0;
  const exactLength = ([column = new Float64Array()]: readonly Float64Array[]): Float64Array => column.slice(0, length);
  const whole = times.slice(0, length);
  return fundingSeries({
    intervalMs: stepOf(whole),
    times: whole,
    rateScale: rates.scale,
    rates: exactLength(rates.columns),
    markPriceScale: has ? markPrices.scale : 0,
    markPrices: has ? exactLength(markPrices.columns) : undefined,
  });
};

const warningsOf = (
  { times, lines, length, markPrices, markPriceCount }: FundingRows,
  { stepMs, zoneFrom }: SourceDescription,
  maxLinesTold: number,
): readonly Finding<WarningCode>[] => {
  const warnings = new FindingBook<WarningCode>(maxLinesTold);
  if (zoneFrom === 'assumed')
    warnings.note('zone-assumed', 0, 'times have no zone and were taken for UTC; say timeZone if they are not');
  for (let row = 0; row < length; row += 1) {
    const [time = 0, line = 0] = [times[row], lines[row]];
    if (time % 3_600_000 !== 0) warnings.note('off-mark', line, 'payments are more than a minute from a full hour');
    if (markPriceCount > 0 && markPrices.get(0, row) === 0)
      warnings.note('no-mark-price', line, 'payments have no mark price; they are reckoned by the open of their bar');
    const step = row === 0 ? 0 : time - (times[row - 1] ?? 0);
    if (step > (stepMs ?? 0))
      warnings.note('gaps', line, 'payments are missing before these; gaps are left as they are');
  }
  return warnings.list();
};
