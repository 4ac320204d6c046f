import { basename } from 'node:path';
import { shiftPoint, toIso, toNumber } from '@pitwall/model';
import type { DataOf, TimeMs } from '@pitwall/model';
import { present } from '../present.ts';
import type { BacktestAnswer, BacktestStatus } from './backtest-answer.ts';
import type { BacktestJob } from './backtest-job.ts';
import { defaultSeed, defaultStrategy } from './backtest-request.ts';
import type { BacktestRequest } from './backtest-request.ts';

/** What is known of a backtest that has not ended, or ends just now. */
export interface BacktestRecord {
  readonly job: BacktestJob;
  readonly createdAt: TimeMs;
  status: BacktestStatus;
  startedAt?: TimeMs;
  finishedAt?: TimeMs;
  start?: DataOf<'backtest-start'>;
  progress?: DataOf<'backtest-progress'>;
  result?: DataOf<'backtest-complete'>;
  error?: string;
  errorDetails?: string;
}

/** All that is to be told of a backtest. */
export const answerOf = (record: BacktestRecord): BacktestAnswer => {
  const { job, start, progress, result } = record;
  const { request } = job;
  return {
    backtest_id: job.backtestId,
    status: record.status,
    account: job.account,
    strategy: strategyNameOf(job),
    seed: request.seed ?? defaultSeed,
    data: job.data.name,
    created_at: toIso(record.createdAt),
    ...present({
      started_at: record.startedAt === undefined ? undefined : toIso(record.startedAt),
      finished_at: record.finishedAt === undefined ? undefined : toIso(record.finishedAt),
      error: record.error,
      error_details: record.errorDetails,
    }),
    ...startFields(start, request.variant),
    ...(progress?.progressRatio === undefined ? {} : { progress: toNumber(shiftPoint(progress.progressRatio, 2)) }),
    request: askedOf(job),
    ...(result === undefined ? {} : { result: resultFields(result) }),
  };
};

/** Name of the strategy: of a module the file's, without where it lies. */
const strategyNameOf = ({ request, strategyPath }: BacktestJob): string =>
  strategyPath === undefined ? (request.strategy ?? defaultStrategy) : basename(strategyPath);

/** What was asked for, with names in the place of paths: results are handed on. */
const askedOf = (job: BacktestJob): BacktestRequest => {
  const { request } = job;
  return {
    ...request,
    ...present({
      data: request.data === undefined ? undefined : job.data.name,
      strategy: request.strategy === undefined ? undefined : strategyNameOf(job),
      perpData: job.perpData?.name,
      funding: job.funding?.name,
    }),
  };
};

const startFields = (start: BacktestRecord['start'], variant = 'vanilla') => ({
  variant: start?.variant ?? variant,
  ...(start?.symbol === undefined ? {} : { symbol: start.symbol }),
  ...(start?.timeframe === undefined ? {} : { timeframe: start.timeframe }),
  ...(start?.startDate === undefined ? {} : { start_date: start.startDate }),
  ...(start?.endDate === undefined ? {} : { end_date: start.endDate }),
});

const resultFields = (result: DataOf<'backtest-complete'>) => {
  const percent = { win_rate: result.winRate, return_pct: result.returnRatio };
  const plain = { final_balance: result.finalBalance, sharpe_ratio: result.sharpeRatio };
  const { totalTrades, maxDrawdownRatio, durationMs, results } = result;
  return {
    ...Object.fromEntries(
      Object.entries(plain).flatMap(([name, value]) => (value === undefined ? [] : [[name, toNumber(value)]])),
    ),
    ...Object.fromEntries(
      Object.entries(percent).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, toNumber(shiftPoint(value, 2))]],
      ),
    ),
    ...(totalTrades === undefined ? {} : { total_trades: totalTrades }),
    ...(maxDrawdownRatio === undefined ? {} : { drawdown: toNumber(shiftPoint(maxDrawdownRatio, 2).abs()) }),
    ...(durationMs === undefined ? {} : { duration_seconds: durationMs / 1000 }),
    ...(results === undefined ? {} : { results }),
  };
};
