import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defaultLotSize, fundingRatesOf, runBacktest, sp500, strategyOfModule, tradingYearNames } from '@pitwall/desk';
import type { BacktestOptions, Instrument, OtherMarket, StrategyDefinition, StrategyFactory } from '@pitwall/desk';
import type { EventDraft } from '@pitwall/model';
import { symbolOf } from '../desk/load-bars.ts';
import { wallClock } from '../desk/wall-clock.ts';
import { present } from '../present.ts';
import type { BacktestJob } from './backtest-job.ts';
import { defaultSeed } from './backtest-request.ts';
import { builtInOf, optionsOf } from './chosen-strategy.ts';
import { withoutFolders } from './failure-of.ts';
import { seriesOfJob } from './job-series.ts';
import type { JobSeries } from './job-series.ts';

/**
 * Reads the files of a job, and runs it; asked to stop, it reads no further. Throws `INVALID_BARS`, `INVALID_STRATEGY` or
 * `INVALID_REQUEST` before there is any event.
 */
export async function* runJob(job: BacktestJob, stop: AbortSignal): AsyncGenerator<readonly EventDraft[], void> {
  const { strategy, regime } = await strategyOfJob(job);
  const data = await seriesOfJob(job, stop);
  const options = optionsOfJob(job, regime);
  const others = othersOf(job, data);
  const parts = { bars: data.series, others, strategy, clock: wallClock, stop };
  let isBegun = false;
  for await (const drafts of runBacktest(options, parts)) {
    yield drafts.map(withoutPlaces);
    if (!isBegun && data.notes.length > 0) yield data.notes.map((note) => logOf(job, note));
    isBegun = true;
  }
}

/** What a strategy threw tells where it lies, which is nothing to tell. */
const withoutPlaces = (draft: EventDraft): EventDraft => {
  if (draft.kind !== 'backtest-error' || draft.data.errorDetails === undefined) return draft;
  return { ...draft, data: { ...draft.data, errorDetails: withoutFolders(draft.data.errorDetails) } };
};

interface JobStrategy {
  readonly strategy: StrategyFactory;
  readonly regime: StrategyDefinition['regime'];
}

/** The built-in strategy, or that of the module, whose code begins to run here. */
const strategyOfJob = async ({ request, strategyPath }: BacktestJob): Promise<JobStrategy> => {
  const builtIn = builtInOf(request);
  if (builtIn !== undefined) return { strategy: builtIn.make, regime: builtIn.definition.regime };
  const path = strategyPath ?? '';
  const module = await loaded(path);
  return { strategy: strategyOfModule(module, { path: basename(path), options: optionsOf(request) }), regime: 'any' };
};

/** A syntax error says where it is in its stack, and nowhere of which file. */
const loaded = async (path: string): Promise<unknown> => {
  try {
    return await import(pathToFileURL(path).href);
  } catch (cause) {
    const { message, stack } = cause instanceof Error ? cause : new Error(String(cause));
    const error = new Error(`${basename(path)} cannot be loaded: ${message}`, { cause });
    if (stack !== undefined) error.stack = stack;
    throw error;
  }
};

const optionsOfJob = (job: BacktestJob, regime: JobStrategy['regime']): BacktestOptions => {
  const { request, backtestId, account } = job;
  return {
    backtestId,
    account,
    instrument: instrumentOf(job),
    regime,
    seed: request.seed ?? defaultSeed,
    ...present({
      variant: request.variant,
      initialEquity: request.initialBalance,
      feeRatio: request.fee,
      makerFeeRatio: request.makerFee,
      slippageBps: request.slippageBps,
      maxLeverage: request.maxLeverage,
      tradingYear: tradingYearNames.find((name) => name === request.tradingYear),
    }),
  };
};

const instrumentOf = ({ request, data }: BacktestJob): Instrument => {
  const { symbol, currency, lotSize, tickSize } = request;
  const said = present({ symbol, currency, lotSize, tickSize });
  if (data.isBundled) return { ...sp500, ...said };
  return { symbol: symbolOf(data.name), currency: 'USD', lotSize: defaultLotSize, ...said };
};

/** The perpetual, of which results alone are settled, in the currency of spot. */
const othersOf = (job: BacktestJob, { perp, funding }: JobSeries): readonly OtherMarket[] => {
  if (perp === undefined) return [];
  const spot = instrumentOf(job);
  const symbol = job.request.perpSymbol ?? `${spot.symbol}-PERP`;
  return [
    {
      instrument: { ...spot, symbol },
      series: perp,
      settlement: 'margin',
      ...(funding === undefined ? {} : { funding: fundingRatesOf(funding) }),
    },
  ];
};

const logOf = ({ backtestId, account }: BacktestJob, message: string): EventDraft => ({
  kind: 'log',
  account,
  source: 'backtest',
  data: { level: 'info', message, module: 'data', loggerName: `backtest.${backtestId}`, backtestId },
});
