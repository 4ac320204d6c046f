import { setTimeout as delay } from 'node:timers/promises';
import { callApi, refusedRequest } from '../api/api-client.ts';
import type { ApiAddress, ApiParts } from '../api/api-client.ts';
import type { CommandParts } from '../command-parts.ts';
import { CommandError } from '../exit-codes.ts';
import type { ExitName } from '../exit-codes.ts';
import { fieldsOf, textOf } from '../terminal/json-fields.ts';
import type { Fields } from '../terminal/json-fields.ts';
import { plainLine } from '../terminal/figures.ts';
import { stayAlive } from '../terminal/stay-alive.ts';
import { listenForStop } from '../terminal/stop-signals.ts';
import { followBacktest } from './follow-backtest.ts';
import type { BacktestEnd } from './follow-backtest.ts';
import { createProgressView } from './progress-view.ts';
import { resultTable } from './result-table.ts';

/** What is run and how it is shown. */
export interface RunRequest {
  readonly address: ApiAddress;
  /** Body of the request that starts it. */
  readonly body: object;
  readonly json: boolean;
  /** Whether its log is shown. */
  readonly showLog: boolean;
}

/** How long the gateway's word that a backtest was cancelled is waited for, in ms. */
const cancelPatienceMs = 5_000;

/** How often is asked what became of a backtest that cannot be heard, in ms. */
const pollIntervalMs = 500;

/** Starts a backtest, follows it and shows its results; Ctrl-C cancels it. */
export const runBacktest = async (
  request: RunRequest,
  parts: CommandParts & { readonly stderr: NodeJS.WritableStream },
): Promise<ExitName> => {
  const { terminal, clock, signals } = parts;
  const { address } = request;
  const view = createProgressView(terminal, parts.stderr);
  const api: ApiParts = {
    random: parts.random,
    onRetry: (reason, waitMs) => view.log(`${reason}; next attempt in ${(waitMs / 1000).toFixed(1)} s`),
  };
  const release = stayAlive();
  try {
    const started = await start(request, api);
    const id = textOf(started['backtest_id']);
    view.log(terminal.colors.dim(`backtest ${id}`));
    const following = followBacktest(
      address,
      { backtestId: id, account: textOf(started['account']) },
      { ...parts, view, showLog: request.showLog },
    );
    const stopped = Promise.withResolvers<'stopped'>();
    const stopListening = listenForStop(signals, () => clock.monotonicMs(), {
      onStop() {
        view.log('cancelling it');
        // Its end is heard like any other, unless it does not come.
        void cancel(address, id, api)
          .then(() => delay(cancelPatienceMs))
          .catch(() => undefined)
          .then(() => stopped.resolve('stopped'));
      },
      onForce: () => stopped.resolve('stopped'),
    });
    const ended = await Promise.race([following.ended, stopped.promise]);
    following.close();
    stopListening();
    view.end();
    return await conclude(ended, id, request, { ...parts, api });
  } finally {
    view.end();
    release();
  }
};

const start = async ({ address, body }: RunRequest, api: ApiParts): Promise<Fields> => {
  const answer = await callApi(
    address,
    { method: 'POST', path: '/api/backtests', body: JSON.stringify(body), repeatable: false },
    api,
  );
  if (answer.status !== 202) throw refusedRequest(answer);
  return fieldsOf(answer.body);
};

/** Asks the gateway to end a backtest. */
export const cancel = async (address: ApiAddress, backtestId: string, api: ApiParts): Promise<Fields> => {
  const path = `/api/backtests/${encodeURIComponent(backtestId)}`;
  const answer = await callApi(address, { method: 'DELETE', path, repeatable: true }, api);
  if (answer.status !== 202) throw refusedRequest(answer);
  return fieldsOf(answer.body);
};

const ask = async (address: ApiAddress, backtestId: string, api: ApiParts): Promise<Fields> => {
  const path = `/api/backtests/${encodeURIComponent(backtestId)}`;
  const answer = await callApi(address, { method: 'GET', path, repeatable: true }, api);
  if (answer.status !== 200) throw refusedRequest(answer);
  return fieldsOf(answer.body);
};

const conclude = async (
  ended: BacktestEnd | 'stopped',
  backtestId: string,
  { address, json }: RunRequest,
  { terminal, api }: CommandParts & { readonly api: ApiParts },
): Promise<ExitName> => {
  if (ended === 'stopped') return 'INTERRUPTED';
  if (ended.how === 'unheard') terminal.note(`${ended.reason}; asking for the result instead`);
  const backtest = await settled(address, backtestId, api);
  const status = textOf(backtest['status']);
  if (json) terminal.say(JSON.stringify(backtest));
  else if (status === 'complete') terminal.say(resultTable(backtest, terminal.colors));
  if (status === 'complete') return 'OK';
  if (status === 'cancelled') {
    terminal.note(terminal.colors.yellow('The backtest was cancelled'));
    return 'INTERRUPTED';
  }
  throw new CommandError('FAILED', `The backtest failed: ${plainLine(textOf(backtest['error']))}`);
};

/** What became of a backtest, once something has. */
const settled = async (address: ApiAddress, backtestId: string, api: ApiParts): Promise<Fields> => {
  for (;;) {
    const backtest = await ask(address, backtestId, api);
    if (!['queued', 'running'].includes(textOf(backtest['status']))) return backtest;
    await delay(pollIntervalMs);
  }
};
