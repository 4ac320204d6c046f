import { setTimeout as delay } from 'node:timers/promises';
import type { ApiAddress, ApiParts } from '../api/api-client.ts';
import type { BacktestAnswer } from '../backtests/backtest-answer.ts';
import type { CommandParts } from '../command-parts.ts';
import { cancelBacktest, settledBacktest, startBacktest } from './backtest-api.ts';
import { followBacktest } from './follow-backtest.ts';
import type { ProgressView } from './progress-view.ts';

/** What a backtest in a gateway is followed with. */
export interface GatewayRunParts extends Pick<CommandParts, 'clock' | 'terminal' | 'random'> {
  readonly view: ProgressView;
  /** Whether its log is shown. */
  readonly showLog: boolean;
  /** Resolves when it is asked to end. */
  readonly asked: Promise<void>;
}

/** How long the gateway's word that a backtest was cancelled is waited for, in ms. */
const cancelPatienceMs = 5_000;

/** Starts a backtest and follows it to its end; what became of it, or nothing when its end did not come after it was cancelled. */
export const runInGateway = async (
  address: ApiAddress,
  body: object,
  parts: GatewayRunParts,
): Promise<BacktestAnswer | undefined> => {
  const { view, terminal, asked } = parts;
  const api: ApiParts = {
    random: parts.random,
    onRetry: (reason, waitMs) => view.log(`${reason}; next attempt in ${(waitMs / 1000).toFixed(1)} s`),
  };
  const { backtest_id: backtestId, account } = await startBacktest(address, body, api);
  view.log(terminal.colors.dim(`backtest ${backtestId}`));
  const following = followBacktest(address, { backtestId, account }, parts);
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
