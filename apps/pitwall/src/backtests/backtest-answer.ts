import { Type } from 'typebox';
import type { Static } from 'typebox';

const result = Type.Object({
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
});

/** A backtest as HTTP tells it, in the words of the quantmind page, and as it is kept. */
export const BacktestAnswer = Type.Object({
  backtest_id: Type.String(),
  status: Type.Enum(['queued', 'running', 'complete', 'failed', 'cancelled']),
  account: Type.String(),
  strategy: Type.String({ description: 'Name of the strategy that was asked for.' }),
  seed: Type.Integer({ description: 'What chance followed.' }),
  data: Type.String({ description: 'Name of the file.' }),
  created_at: Type.String({ description: 'ISO 8601.' }),
  started_at: Type.Optional(Type.String({ description: 'ISO 8601.' })),
  finished_at: Type.Optional(Type.String({ description: 'ISO 8601.' })),
  variant: Type.Optional(Type.String()),
  symbol: Type.Optional(Type.String()),
  timeframe: Type.Optional(Type.String()),
  start_date: Type.Optional(Type.String()),
  end_date: Type.Optional(Type.String()),
  progress: Type.Optional(Type.Number({ description: 'Percent.' })),
  error: Type.Optional(Type.String()),
  error_details: Type.Optional(
    Type.String({ description: 'Such as fields or a stack; only where one backtest is asked for.' }),
  ),
  request: Type.Optional(
    Type.Unsafe<unknown>({ type: 'object', description: 'What was asked for; only where one backtest is asked for.' }),
  ),
  result: Type.Optional(result),
});

/** A backtest as HTTP tells it. */
export type BacktestAnswer = Static<typeof BacktestAnswer>;

/** What becomes of a backtest. */
export type BacktestStatus = BacktestAnswer['status'];

/** Whether it has come to its end. */
export const hasEnded = ({ status }: Pick<BacktestAnswer, 'status'>): boolean =>
  status !== 'queued' && status !== 'running';

/** A backtest without what is long, as lists show it. */
export const listedOf = (answer: BacktestAnswer): BacktestAnswer => {
  const { error_details: _details, request: _request, result: whole, ...listed } = answer;
  if (whole === undefined) return listed;
  const { results: _results, ...figures } = whole;
  return { ...listed, result: figures };
};
