import { setTimeout as delay } from 'node:timers/promises';
import { callApi, refusedRequest } from '../api/api-client.ts';
import type { ApiAddress, ApiParts } from '../api/api-client.ts';
import { fieldsOf, textOf } from '../terminal/json-fields.ts';
import type { Fields } from '../terminal/json-fields.ts';

/** How often is asked what became of a backtest that has not ended, in ms. */
const pollIntervalMs = 500;

/** Asks the gateway to start a backtest. */
export const startBacktest = async (address: ApiAddress, body: object, api: ApiParts): Promise<Fields> => {
  const request = { method: 'POST', path: '/api/backtests', body: JSON.stringify(body), repeatable: false } as const;
  const answer = await callApi(address, request, api);
  if (answer.status !== 202) throw refusedRequest(answer);
  return fieldsOf(answer.body);
};

/** Asks the gateway to end a backtest. */
export const cancelBacktest = async (address: ApiAddress, backtestId: string, api: ApiParts): Promise<Fields> => {
  const answer = await callApi(address, { method: 'DELETE', path: pathOf(backtestId), repeatable: true }, api);
  if (answer.status !== 202) throw refusedRequest(answer);
  return fieldsOf(answer.body);
};

/** All backtests that the gateway knows, the newest first. */
export const listBacktests = async (address: ApiAddress, api: ApiParts): Promise<readonly Fields[]> => {
  const answer = await callApi(address, { method: 'GET', path: '/api/backtests', repeatable: true }, api);
  if (answer.status !== 200) throw refusedRequest(answer);
  const { backtests } = fieldsOf(answer.body);
  return Array.isArray(backtests) ? backtests.map(fieldsOf) : [];
};

/** What became of a backtest, once something has. */
export const settledBacktest = async (address: ApiAddress, backtestId: string, api: ApiParts): Promise<Fields> => {
  for (;;) {
    const answer = await callApi(address, { method: 'GET', path: pathOf(backtestId), repeatable: true }, api);
    if (answer.status !== 200) throw refusedRequest(answer);
    const backtest = fieldsOf(answer.body);
    if (!['queued', 'running'].includes(textOf(backtest['status']))) return backtest;
    await delay(pollIntervalMs);
  }
};

const pathOf = (backtestId: string): string => `/api/backtests/${encodeURIComponent(backtestId)}`;
