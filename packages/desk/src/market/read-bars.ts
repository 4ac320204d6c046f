import { toIso } from '@pitwall/model';
import { barSeries, type BarSeries } from './bar-series.ts';
import { bucketsOf } from './buckets.ts';
import { gapsOf } from './gaps.ts';
import { BarRows, type RowParts } from './reading/bar-rows.ts';
import type { BarTable } from './reading/bar-table.ts';
import type { DateOrder } from './reading/bar-time.ts';
import { settleDateOrder } from './reading/date-order.ts';
import type { FilePlan } from './reading/file-plan.ts';
import { FileReading } from './reading/file-reading.ts';
import { FindingBook, type Finding, type RepairCode, type WarningCode } from './reading/findings.ts';
import { ProblemBook } from './reading/problems.ts';
import { readSettings, type ReadOptions, type ReadSettings } from './reading/read-options.ts';
import { putInOrder } from './reading/row-order.ts';
import { sourceOf } from './reading/source-of.ts';
import type { SourceDescription } from './reading/source.ts';
import { TradeRows } from './reading/trade-rows.ts';
import { volumeOf, type Volumes } from './reading/volume-of.ts';
import { resample } from './resample.ts';
import { stepOf, timeframeMs, timeframeOfStep } from './timeframe.ts';

/** What a file of bars, or of trades, was read as. */
export interface BarFile {
  /** The bars, each later than the one before. */
  readonly series: BarSeries;
  /** What the file was taken for. */
  readonly source: SourceDescription;
  /** What was done so that it could be used; empty when read strictly. */
  readonly repairs: readonly Finding<RepairCode>[];
  /** What is worth knowing about it. */
  readonly warnings: readonly Finding<WarningCode>[];
}

/**
 * Reads bars, or makes them of trades. Format, separator, decimal mark, unit and zone of times are detected unless said; see
 * `docs/market-data.md`. `text` is the file's text in pieces of any size.
 *
 * What is safe is repaired and told in `repairs`: rows out of order, rows that stand there twice. What is not is refused with
 * `INVALID_BARS`, whose `problems` have the paths `/<line>/<column>`: rows that cannot have happened, rows of one time that
 * differ, dates that can be read two ways. Nothing is dropped without being told, and gaps are never filled.
 */
export const readBars = async (
  text: AsyncIterable<string> | Iterable<string>,
  options: ReadOptions = {},
): Promise<BarFile> => {
  const reading = new BarReading(readSettings(options));
  for await (const piece of text) reading.file.push(piece);
  return reading.end();
};

class BarReading {
  readonly #settings: ReadSettings;
  readonly #problems: ProblemBook;
  readonly #repairs: FindingBook<RepairCode>;
  readonly #warnings: FindingBook<WarningCode>;
  readonly file: FileReading;
  #rows: BarRows | TradeRows | undefined;

  constructor(settings: ReadSettings) {
    this.#settings = settings;
    this.#problems = new ProblemBook(settings.name, settings.maxProblems);
    this.#repairs = new FindingBook(settings.maxLinesTold);
    this.#warnings = new FindingBook(settings.maxLinesTold);
    const parts = { settings, problems: this.#problems, repairs: this.#repairs };
    const rowsFor = (plan: FilePlan): BarRows | TradeRows => {
      this.#rows = rowsOf(plan, { ...parts, decimalMark: plan.decimalMark });
      return this.#rows;
    };
    this.file = new FileReading({ ...parts, wanted: 'prices', rowsFor });
  }

  end(): BarFile {
    const plan = this.file.end();
    const rows = this.#rows;
    if (rows === undefined) throw this.#problems.whole('has no bars; give at least one row');
    if (rows instanceof TradeRows) rows.finish();
    const { table } = rows;
    const dateOrder = settleDateOrder(table, this.#problems) ?? this.#forcedOrder(rows);
    putInOrder(table, { repairs: this.#repairs, problems: this.#problems });
    this.#problems.refuse();
    if (this.#settings.strict) this.#problems.refuseRepairs(this.#repairs.list());
    if (table.length === 0) throw this.#problems.whole('has no bars; give at least one row');
    const volume = volumeOf(table, plan.layout, {
      lacks: (columns) => rows instanceof BarRows && rows.lacksVolume(columns),
      warnings: this.#warnings,
    });
    const series = seriesOfTable(table, volume);
    const source = sourceOf({
      plan,
      settings: this.#settings,
      times: series.times,
      time: rows.time,
      rowCount: rows instanceof TradeRows ? rows.count : table.length,
      dateOrder,
      volumeColumn: volume?.index,
    });
    this.#warn(series, table, source);
    return {
      series: this.#resampled(series, rows),
      source,
      repairs: this.#repairs.list(),
      warnings: this.#warnings.list(),
    };
  }

  #forcedOrder({ time }: BarRows | TradeRows): DateOrder | undefined {
    const { dateOrder } = this.#settings;
    return dateOrder !== 'auto' && time.isLocalDate ? dateOrder : undefined;
  }

  #warn(series: BarSeries, { lines }: BarTable, { zoneFrom, holds, stepMs, format }: SourceDescription): void {
    const { times } = series;
    if (zoneFrom === 'assumed' && (stepMs ?? 0) < timeframeMs.D1) {
      const broker = format === 'mt4' || format === 'mt5' ? '; most brokers have the clock America/New_York+7' : '';
      this.#warnings.note(
        'zone-assumed',
        0,
        `times have no zone and were taken for UTC; say timeZone if they are not${broker}`,
      );
    }
    if (holds === 'trades') return;
    if (stepMs === undefined) return this.#warnings.note('no-timeframe', 0, 'a single bar has no timeframe');
    if (timeframeOfStep(stepMs) === undefined) {
      this.#warnings.note(
        'no-timeframe',
        0,
        `bars of ${stepMs / 60_000} minutes are of none of the timeframes M1 to D1`,
      );
    }
    for (let row = 1; row < times.length; row += 1) {
      if ((times[row] ?? 0) - (times[row - 1] ?? 0) >= stepMs) continue;
      this.#warnings.note(
        'closer-than-timeframe',
        lines[row] ?? 0,
        'bars follow the one before sooner than the timeframe says',
      );
    }
    this.#warnOfGaps(times, lines, stepMs);
  }

  #warnOfGaps(times: Float64Array, lines: Uint32Array, stepMs: number): void {
    const gaps = gapsOf(times, stepMs);
    const [longest] = gaps.toSorted((a, b) => b.to - b.from - (a.to - a.from));
    if (longest === undefined) return;
    const where = `${toIso(longest.from)} to ${toIso(longest.to)}`;
    const message = `bars are missing before these; gaps are left as they are, the longest from ${where}`;
    for (const { after } of gaps) this.#warnings.note('gaps', lines[after + 1] ?? 0, message);
  }

  #resampled(series: BarSeries, rows: BarRows | TradeRows): BarSeries {
    const { timeframe, sessionClock: clock, partialLast } = this.#settings;
    if (rows instanceof TradeRows) return barSeries({ ...series, timeframe: timeframe ?? 'M1' });
    if (timeframe === undefined) return series;
    const { series: longer, isFirstPartial, isLastPartial } = resample(series, { timeframe, clock, partialLast });
    if (isFirstPartial)
      this.#warnings.note('partial-first', 0, `the first bar of ${timeframe} lacks bars at its beginning`);
    const done = partialLast === 'drop' ? 'and was dropped' : 'and was kept';
    if (isLastPartial)
      this.#warnings.note('partial-last', 0, `the last bar of ${timeframe} lacks bars at its end, ${done}`);
    return longer;
  }
}

const seriesOfTable = (table: BarTable, volume: Volumes | undefined): BarSeries => {
  const column = (index: number): Float64Array =>
    (table.prices.columns[index] ?? new Float64Array()).slice(0, table.length);
  const times = table.times.slice(0, table.length);
  return barSeries({
    timeframe: timeframeOfStep(stepOf(times)),
    priceScale: table.prices.scale,
    volumeScale: volume?.scale ?? 0,
    times,
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: volume?.units,
  });
};

const rowsOf = ({ layout }: FilePlan, parts: RowParts): BarRows | TradeRows => {
  if (layout.holds === 'trades') {
    const { timeframe = 'M1', sessionClock } = parts.settings;
    return new TradeRows(layout, parts, bucketsOf(timeframe, sessionClock));
  }
  if (layout.holds === 'bars') return new BarRows(layout, parts);
  throw parts.problems.whole('holds funding payments, where prices were wanted');
};
