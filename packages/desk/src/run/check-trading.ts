import { checkLength } from '../market/bar-count.ts';
import type { Bar } from '../market/bar.ts';
import type { StrategyFactory } from '../strategy/strategy.ts';
import { tradingSettings, type TradingOptions } from './run-options.ts';
import { TradingRun } from './trading-run.ts';

/**
 * Begins a run that is thrown away: each part checks its own options, so what cannot work is refused before anything is told.
 * Throws `INVALID_OPTION`, or `INVALID_BARS` when there are too few bars for the strategy.
 */
export const checkTrading = (options: TradingOptions, bars: readonly Bar[], makeStrategy: StrategyFactory): void => {
  const strategy = makeStrategy();
  const run = new TradingRun(tradingSettings(options), { runId: 'check', strategy, now: () => 0 });
  checkLength(bars, run.warmupBars);
};
