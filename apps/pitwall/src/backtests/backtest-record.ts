import { shiftPoint, toIso, toNumber } from '@pitwall/model';
import type { DataOf, TimeMs } from '@pitwall/model';
import { Type } from 'typebox';
import type { Static } from 'typebox';
import type { BacktestJob } from './backtest-job.ts';

/** What becomes of a backtest. */
export type BacktestStatus = 'queued' | 'running' | 'complete' | 'failed' | 'cancelled';

/** What is known of a backtest. */
export interface BacktestRecord {
  readonly job: BacktestJob;
  readonly createdAt: TimeMs;
  status: BacktestStatus;
  finishedAt?: TimeMs;
  start?: DataOf<'backtest-start'>;
  progress?: DataOf<'backtest-progress'>;
  result?: DataOf<'backtest-complete'>;
  error?: string;
}

/** A backtest as HTTP tells it, in the words of the quantmind page. */
export const BacktestAnswer = Type.Object({
  backtest_id: Type.String(),
  status: Type.Enum(['queued', 'running', 'complete', 'failed', 'cancelled']),
  account: Type.String(),
  data: Type.String({ description: 'Name of the file.' }),
  created_at: Type.String({ description: 'ISO 8601.' }),
  finished_at: Type.Optional(Type.String({ description: 'ISO 8601.' })),
  variant: Type.Optional(Type.String()),
  symbol: Type.Optional(Type.String()),
  timeframe: Type.Optional(Type.String()),
  start_date: Type.Optional(Type.String()),
  end_date: Type.Optional(Type.String()),
  progress: Type.Optional(Type.Number({ description: 'Percent.' })),
  error: Type.Optional(Type.String()),
  result: Type.Optional(
    Type.Object({
      final_balance: Type.Optional(Type.Number()),
      total_trades: Type.Optional(Type.Integer()),
      win_rate: Type.Optional(Type.Number({ description: 'Percent.' })),
      sharpe_ratio: Type.Optional(Type.Number()),
      drawdown: Type.Optional(Type.Number({ description: 'Deepest drawdown, percent, positive.' })),
      return_pct: Type.Optional(Type.Number()),
      duration_seconds: Type.Optional(Type.Number()),
      results: Type.Optional(
        Type.Unsafe<unknown>({ description: 'Further results; only where one backtest is asked for.' }),
      ),
    }),
  ),
});

/** A backtest as HTTP tells it. */
export type BacktestAnswer = Static<typeof BacktestAnswer>;

/** What is told of a backtest: all of it, or what a list shows. */
export const answerOf = (record: BacktestRecord, detail: 'whole' | 'listed'): BacktestAnswer => {
  const { job, start, progress, result, error } = record;
  return {
    backtest_id: job.backtestId,
    status: record.status,
    account: job.account,
    data: job.dataName,
    created_at: toIso(record.createdAt),
    ...(record.finishedAt === undefined ? {} : { finished_at: toIso(record.finishedAt) }),
    ...startFields(start, job.request.variant),
    ...(progress?.progressRatio === undefined ? {} : { progress: toNumber(shiftPoint(progress.progressRatio, 2)) }),
    ...(error === undefined ? {} : { error }),
    ...(result === undefined ? {} : { result: resultFields(result, detail) }),
  };
};

const startFields = (start: BacktestRecord['start'], variant = 'vanilla') => ({
  variant: start?.variant ?? variant,
  ...(start?.symbol === undefined ? {} : { symbol: start.symbol }),
  ...(start?.timeframe === undefined ? {} : { timeframe: start.timeframe }),
  ...(start?.startDate === undefined ? {} : { start_date: start.startDate }),
  ...(start?.endDate === undefined ? {} : { end_date: start.endDate }),
});

const resultFields = (result: DataOf<'backtest-complete'>, detail: 'whole' | 'listed') => {
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
    ...(results === undefined || detail === 'listed' ? {} : { results }),
  };
};
