import { present } from '../present.ts';
import type { BacktestJob } from './backtest-job.ts';
import { defaultStrategy } from './backtest-request.ts';
import type { DataFiles } from './data-files.ts';
import { builtInOf, invalid } from './chosen-strategy.ts';
import type { StrategyFiles } from './strategy-files.ts';

/** Where a job finds its files. */
export interface JobPlaces {
  readonly files: DataFiles;
  readonly strategies: StrategyFiles;
}

/**
 * Makes a job of what was asked for: finds its files, and tries its strategy with its options where it is built in. A module is not
 * loaded here, because its code runs in the backtest's process alone. Throws `NOT_FOUND` and `INVALID_REQUEST`.
 */
export const jobOf = (
  { backtestId, account, request }: Pick<BacktestJob, 'backtestId' | 'account' | 'request'>,
  { files, strategies }: JobPlaces,
): BacktestJob => {
  const name = request.strategy ?? defaultStrategy;
  const builtIn = builtInOf(request);
  const needsPerp = builtIn?.definition.symbols === 2;
  if (needsPerp && request.perpData === undefined) {
    throw invalid('/perpData', undefined, `the file of the perpetual’s bars, which ${name} trades beside spot`);
  }
  if (request.funding !== undefined && request.perpData === undefined) {
    throw invalid('/funding', request.funding, 'no funding without perpData, which it is paid on');
  }
  return {
    backtestId,
    account,
    request,
    data: files.find(request.data),
    ...present({
      perpData: request.perpData === undefined ? undefined : files.find(request.perpData),
      funding: request.funding === undefined ? undefined : files.find(request.funding),
      strategyPath: builtIn === undefined ? strategies.find(name) : undefined,
    }),
  };
};
