import { setTimeout as delay } from 'node:timers/promises';
import type { ApiAddress, ApiParts } from '../api/api-client.ts';
import type { CommandParts } from '../command-parts.ts';
import { CommandError } from '../exit-codes.ts';
import type { ExitName } from '../exit-codes.ts';
import { jsonLine, plainLine } from '../terminal/figures.ts';
import { textOf } from '../terminal/json-fields.ts';
import type { Fields } from '../terminal/json-fields.ts';
import { stayAlive } from '../terminal/stay-alive.ts';
import { listenForStop } from '../terminal/stop-signals.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { cancelBacktest, settledBacktest, startBacktest } from './backtest-api.ts';
import { followBacktest } from './follow-backtest.ts';
import { createProgressView } from './progress-view.ts';
import type { ProgressView } from './progress-view.ts';
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

type RunParts = CommandParts & { readonly stderr: NodeJS.WritableStream };

/** How long the gateway's word that a backtest was cancelled is waited for, in ms. */
const cancelPatienceMs = 5_000;

/** Starts a backtest, follows it and shows its results; Ctrl-C cancels it. */
export const runBacktest = async (request: RunRequest, parts: RunParts): Promise<ExitName> => {
  const { terminal, clock, signals } = parts;
  const view = createProgressView(terminal, parts.stderr);
  const asked = Promise.withResolvers<void>();
  const forced = Promise.withResolvers<undefined>();
  const stopListening = listenForStop(signals, () => clock.monotonicMs(), {
    onStop() {
      view.log('cancelling it');
      asked.resolve();
    },
    onForce: () => forced.resolve(undefined),
  });
  const release = stayAlive();
  try {
    const backtest = await Promise.race([follow(request, { ...parts, view, asked: asked.promise }), forced.promise]);
    view.end();
    return backtest === undefined ? 'INTERRUPTED' : conclude(backtest, request, terminal);
  } finally {
    view.end();
    stopListening();
    release();
  }
};

interface FollowRunParts extends RunParts {
  readonly view: ProgressView;
  /** Resolves when it is asked to end. */
  readonly asked: Promise<void>;
}

/** Starts it and follows it to its end; what became of it, or nothing when its end did not come after it was cancelled. */
const follow = async (request: RunRequest, parts: FollowRunParts): Promise<Fields | undefined> => {
  const { view, terminal, asked } = parts;
  const { address, body, showLog } = request;
  const api: ApiParts = {
    random: parts.random,
    onRetry: (reason, waitMs) => view.log(`${reason}; next attempt in ${(waitMs / 1000).toFixed(1)} s`),
  };
  const started = await startBacktest(address, body, api);
  const backtestId = textOf(started['backtest_id']);
  view.log(terminal.colors.dim(`backtest ${backtestId}`));
  const following = followBacktest(address, { backtestId, account: textOf(started['account']) }, { ...parts, showLog });
  // Its end is heard like any other, unless it does not come.
  const cancelled = asked
    .then(() => cancelBacktest(address, backtestId, api))
    .then(() => delay(cancelPatienceMs))
    .then(() => 'unheard' as const);
  try {
    const ended = await Promise.race([following.ended, cancelled]);
    if (ended === 'unheard') return undefined;
    if (ended.how === 'unheard') view.log(`${ended.reason}; asking for the result instead`);
    return await settledBacktest(address, backtestId, api);
  } finally {
    following.close();
    // Nobody waits for it any more, whatever comes of it.
    cancelled.catch(() => undefined);
  }
};

const conclude = (backtest: Fields, { json }: RunRequest, terminal: Terminal): ExitName => {
  const status = textOf(backtest['status']);
  if (json) terminal.say(jsonLine(JSON.stringify(backtest)));
  else if (status === 'complete') terminal.say(resultTable(backtest, terminal.colors));
  if (status === 'complete') return 'OK';
  if (status === 'cancelled') {
    terminal.note(terminal.colors.yellow('The backtest was cancelled'));
    return 'INTERRUPTED';
  }
  throw new CommandError('FAILED', `The backtest failed: ${plainLine(textOf(backtest['error']))}`);
};
