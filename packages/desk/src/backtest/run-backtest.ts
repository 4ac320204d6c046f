import type { EventDraft } from '@pitwall/model';
import { BacktestReporter } from './backtest-reporter.ts';
import {
  backtestSettings,
  type BacktestOptions,
  type BacktestParts,
  type BacktestSettings,
} from './backtest-options.ts';

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
  const settings = backtestSettings(options, parts);
  return { [Symbol.asyncIterator]: () => tellBacktest(settings, parts) };
};

async function* tellBacktest(
  settings: BacktestSettings,
  parts: BacktestParts,
): AsyncGenerator<readonly EventDraft[], void> {
  const reporter = new BacktestReporter(settings, parts);
  yield reporter.start();
  try {
    const isWhole = yield* playBars(reporter, settings, parts);
    yield isWhole ? reporter.complete() : reporter.failed(backtestCancelled);
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    yield reporter.failed(error.message, error.stack);
  }
}

/** Plays the bars; returns whether all of them were played. */
async function* playBars(
  reporter: BacktestReporter,
  settings: BacktestSettings,
  { bars, clock, stop }: BacktestParts,
): AsyncGenerator<readonly EventDraft[], boolean> {
  let reportedAt = clock.now();
  for (const [index, bar] of bars.entries()) {
    if (index % settings.lookEveryBars === 0) {
      if (stop?.aborted === true) return false;
      const isDue = clock.now() - reportedAt >= settings.progressIntervalMs;
      const batch = [...reporter.takeLogs(), ...(isDue ? [reporter.progress(index)] : [])];
      if (batch.length > 0) yield batch;
      if (isDue) {
        reportedAt = clock.now();
        await clock.sleep(0);
      }
    }
    reporter.play(bar, index);
  }
  if (stop?.aborted === true) return false;
  reporter.finish();
  yield [...reporter.takeLogs(), reporter.progress(bars.length)];
  return true;
}
