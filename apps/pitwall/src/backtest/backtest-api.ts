import { setTimeout as delay } from 'node:timers/promises';
import { Compile } from 'typebox/compile';
import { callApi, refusedRequest } from '../api/api-client.ts';
import type { ApiAddress, ApiAnswer, ApiParts } from '../api/api-client.ts';
import { BacktestAnswer, hasEnded } from '../backtests/backtest-answer.ts';
import { CommandError } from '../exit-codes.ts';
import { fieldsOf } from '../terminal/json-fields.ts';

/** How often is asked what became of a backtest that has not ended, in ms. */
const pollIntervalMs = 500;

/** Asks the gateway to start a backtest. */
export const startBacktest = async (address: ApiAddress, body: object, api: ApiParts): Promise<BacktestAnswer> => {
  const request = { method: 'POST', path: '/api/backtests', body: JSON.stringify(body), repeatable: false } as const;
  return backtestOf(await askFor(202, address, request, api));
};

/** Asks the gateway to end a backtest; one that has ended stays as it is. */
export const cancelBacktest = async (
  address: ApiAddress,
  backtestId: string,
  api: ApiParts,
): Promise<BacktestAnswer> => {
  const path = `${pathOf(backtestId)}/cancel`;
  return backtestOf(await askFor(202, address, { method: 'POST', path, body: '{}', repeatable: true }, api));
};

/** Asks the gateway to forget a backtest that has ended. Throws `FAILED` for one that has not. */
export const deleteBacktest = async (address: ApiAddress, backtestId: string, api: ApiParts): Promise<void> => {
  const { status } = await showBacktest(address, backtestId, api);
  if (!hasEnded({ status })) throw new CommandError('FAILED', `The backtest is ${status}: cancel it first`);
  await askFor(204, address, { method: 'DELETE', path: pathOf(backtestId), repeatable: true }, api);
};

/** All backtests that the gateway knows, the newest first. */
export const listBacktests = async (address: ApiAddress, api: ApiParts): Promise<readonly BacktestAnswer[]> => {
  const answer = await askFor(200, address, { method: 'GET', path: '/api/backtests', repeatable: true }, api);
  const { backtests } = fieldsOf(answer.body);
  return Array.isArray(backtests) ? backtests.map((body: unknown) => backtestOf({ status: 200, body })) : [];
};

/** All that the gateway knows of a backtest. */
export const showBacktest = async (address: ApiAddress, backtestId: string, api: ApiParts): Promise<BacktestAnswer> =>
  backtestOf(await askFor(200, address, { method: 'GET', path: pathOf(backtestId), repeatable: true }, api));

/** What became of a backtest, once something has. */
export const settledBacktest = async (
  address: ApiAddress,
  backtestId: string,
  api: ApiParts,
): Promise<BacktestAnswer> => {
  for (;;) {
    const backtest = await showBacktest(address, backtestId, api);
    if (hasEnded(backtest)) return backtest;
    await delay(pollIntervalMs);
  }
};

const pathOf = (backtestId: string): string => `/api/backtests/${encodeURIComponent(backtestId)}`;

const askFor = async (status: number, ...[address, request, api]: Parameters<typeof callApi>): Promise<ApiAnswer> => {
  const answer = await callApi(address, request, api);
  if (answer.status !== status) throw refusedRequest(answer);
  return answer;
};

const answers = Compile(BacktestAnswer);

const backtestOf = ({ body }: ApiAnswer): BacktestAnswer => {
  if (answers.Check(body)) return body;
  throw new CommandError(
    'FAILED',
    'The gateway answered with something that is no backtest: is it of another version?',
  );
};
