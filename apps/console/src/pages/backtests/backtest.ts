import { amountIn, isJson, listIn, numberIn, objectIn, textIn, timeIn } from '../../gateway/json-fields.ts';
import type { Json } from '../../gateway/json-fields.ts';

/** What becomes of a backtest. */
export type BacktestStatus = 'queued' | 'running' | 'complete' | 'failed' | 'cancelled';

/** A backtest as the gateway tells it. */
export interface Backtest {
  readonly id: string;
  readonly status: BacktestStatus;
  readonly account: string | undefined;
  readonly strategy: string | undefined;
  readonly variant: string | undefined;
  readonly symbol: string | undefined;
  readonly timeframe: string | undefined;
  readonly startDate: string | undefined;
  readonly endDate: string | undefined;
  /** Name of the file of prices. */
  readonly data: string | undefined;
  readonly seed: number | undefined;
  readonly createdAt: number | undefined;
  readonly finishedAt: number | undefined;
  /** Zero to one. */
  readonly progressRatio: number | undefined;
  readonly error: string | undefined;
  readonly errorDetails: string | undefined;
  /** In the words of the quantmind page: percents as numbers. */
  readonly result: Json | undefined;
  /** All of the answer, for export. */
  readonly whole: Json;
}

const statuses: readonly BacktestStatus[] = ['queued', 'running', 'complete', 'failed', 'cancelled'];

/** Reads one backtest of an answer; undefined where it is none. */
export const readBacktest = (json: unknown): Backtest | undefined => {
  const id = textIn(json, 'backtest_id');
  const status = statuses.find((known) => known === textIn(json, 'status'));
  if (!isJson(json) || id === undefined || status === undefined) return undefined;
  const { result } = json;
  const percent = numberIn(json, 'progress');
  return {
    id,
    status,
    account: textIn(json, 'account'),
    strategy: textIn(json, 'strategy'),
    variant: textIn(json, 'variant'),
    symbol: textIn(json, 'symbol'),
    timeframe: textIn(json, 'timeframe'),
    startDate: textIn(json, 'start_date'),
    endDate: textIn(json, 'end_date'),
    data: textIn(json, 'data'),
    seed: numberIn(json, 'seed'),
    createdAt: timeIn(json, 'created_at'),
    finishedAt: timeIn(json, 'finished_at'),
    progressRatio: percent === undefined ? undefined : percent / 100,
    error: textIn(json, 'error'),
    errorDetails: textIn(json, 'error_details'),
    result: isJson(result) ? result : undefined,
    whole: json,
  };
};

/** Reads a list of them, the newest first as it comes. */
export const readBacktests = (json: unknown): readonly Backtest[] =>
  listIn(json, 'backtests').flatMap((one) => readBacktest(one) ?? []);

/** Whether it has come to its end. */
export const hasEnded = ({ status }: Backtest): boolean => status !== 'queued' && status !== 'running';

/** What a backtest is called. */
export const titleOf = ({ symbol, timeframe, strategy, data }: Backtest): string =>
  [symbol ?? data, timeframe, strategy].filter((part) => part !== undefined).join(' · ');

/** The further results of a backtest, of which full variants have more. */
export const resultsOf = ({ result }: Backtest): Json => objectIn(result, 'results');

/** An amount of the results as a ratio, from the exact figures, or from the percent of the page's words. */
export const ratioOf = (backtest: Backtest, exactName: string, percentName: string): number | string | undefined => {
  const exact = amountIn(objectIn(resultsOf(backtest), 'figures'), exactName);
  const percent = numberIn(backtest.result, percentName);
  return exact ?? (percent === undefined ? undefined : percent / 100);
};
