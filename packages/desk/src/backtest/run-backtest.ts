import { PitwallError, type EventDraft } from '@pitwall/model';
import type { DeskClock } from '../clock.ts';
import { checkLength } from '../market/bar-count.ts';
import { stepOf } from '../market/timeframe.ts';
import { periodsPerYear, tradingYears } from '../report/trading-year.ts';
import { spiced } from '../strategy/spiced.ts';
import type { StrategyFactory } from '../strategy/strategy.ts';
import { BacktestReporter } from './backtest-reporter.ts';
import {
  backtestData,
  backtestSettings,
  type BacktestData,
  type BacktestOptions,
  type BacktestParts,
  type BacktestSettings,
} from './backtest-options.ts';
import type { BacktestResult } from './backtest-result.ts';
import { BacktestRun } from './backtest-run.ts';
import { marketYear } from './market-year.ts';
import { variantTraits } from './variant.ts';

/** Text of the error of a backtest that was cancelled. */
export const backtestCancelled = 'Backtest cancelled';

/**
 * Runs a strategy over bars as fast as it goes, with the engine of the desk, and tells it as batches of events: start, progress,
 * a log line a fill, then complete or error. The events are the same for the same bars and options, except for what the clock
 * decides: wall times, duration, and when progress is told.
 *
 * Throws `INVALID_OPTION` or `INVALID_BARS` before anything is run; whatever goes wrong later is told as backtest-error.
 */
export const runBacktest = (options: BacktestOptions, parts: BacktestParts): AsyncIterable<readonly EventDraft[]> => {
  const settings = backtestSettings(options);
  begin(settings, parts);
  return { [Symbol.asyncIterator]: () => tellBacktest(settings, parts) };
};

/**
 * Runs a strategy over bars at once and tells no events: the same engine, and the same result as {@link runBacktest} tells.
 * Throws `INVALID_OPTION` or `INVALID_BARS` before anything is run, and whatever the strategy throws.
 */
export const playBacktest = (
  options: BacktestOptions,
  parts: Omit<BacktestParts, 'clock' | 'stop'>,
): BacktestResult => {
  const run = begin(backtestSettings(options), { ...parts, clock: { now: () => 0 } });
  for (let index = 0; index < run.series.length; index += 1) run.play(index);
  run.finish();
  return run.result();
};

/** Each part checks its own options, so what cannot work is refused before anything is told. */
const begin = (settings: BacktestSettings, parts: BeginParts): BacktestRun => {
  const data = backtestData(settings, parts);
  const strategy = strategyOfVariant(settings, parts.strategy, data)();
  const run = new BacktestRun(settings, { ...data, strategy, now: () => parts.clock.now() });
  checkLength(run.series, strategy.warmupBars);
  return run;
};

/** What one bar is taken for, which has no neighbour. */
const dayMs = 86_400_000;

/** The strategy as it is, or spiced. */
const strategyOfVariant = (
  { variant, regime, tradingYear }: BacktestSettings,
  strategy: StrategyFactory,
  { series }: BacktestData,
): StrategyFactory => {
  if (!variantTraits[variant].isSpiced) return strategy;
  const barMs = stepOf(series.times) ?? dayMs;
  const year = tradingYears[marketYear(series, tradingYear)];
  return spiced(strategy, { regime, barsPerYear: periodsPerYear(barMs, year) });
};

type BeginParts = Pick<BacktestParts, 'bars' | 'others' | 'strategy'> & { readonly clock: Pick<DeskClock, 'now'> };

async function* tellBacktest(
  settings: BacktestSettings,
  parts: BacktestParts,
): AsyncGenerator<readonly EventDraft[], void> {
  const run = begin(settings, parts);
  const reporter = new BacktestReporter(settings, { run, clock: parts.clock });
  yield reporter.start();
  try {
    const isWhole = yield* playBars(reporter, { run, settings, parts });
    yield isWhole ? reporter.complete() : reporter.failed(backtestCancelled);
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    yield reporter.failed(error.message, detailsOf(error));
  }
}

/** Of a mistake how it is mended; of anything else where it happened, in a strategy's own code if it was there. */
const detailsOf = (error: Error): string | undefined => {
  if (error.cause instanceof Error) return error.cause.stack;
  return error instanceof PitwallError && error.code !== 'INTERNAL' ? error.how : error.stack;
};

interface Playing {
  readonly run: BacktestRun;
  readonly settings: BacktestSettings;
  readonly parts: BacktestParts;
}

/** Plays the bars; returns whether all of them were played. */
async function* playBars(
  reporter: BacktestReporter,
  { run, settings, parts: { clock, stop } }: Playing,
): AsyncGenerator<readonly EventDraft[], boolean> {
  const { length } = run.series;
  let reportedAt = clock.now();
  for (let index = 0; index < length; index += 1) {
    if (index % settings.lookEveryBars === 0) {
      if (stop?.aborted === true) return false;
      const isDue = clock.now() - reportedAt >= settings.progressIntervalMs;
      const batch = [...reporter.takeEvents(), ...(isDue ? [reporter.progress(index)] : [])];
      if (batch.length > 0) yield batch;
      if (isDue) {
        reportedAt = clock.now();
        await clock.sleep(0);
      }
    }
    reporter.hear(run.play(index));
  }
  if (stop?.aborted === true) return false;
  reporter.hear(run.finish());
  yield [...reporter.takeEvents(), reporter.progress(length)];
  return true;
}
