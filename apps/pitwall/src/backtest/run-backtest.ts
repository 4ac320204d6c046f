import type { ApiAddress } from '../api/api-client.ts';
import type { BacktestAnswer } from '../backtests/backtest-answer.ts';
import { CommandError } from '../exit-codes.ts';
import type { ExitName } from '../exit-codes.ts';
import { plainLine } from '../terminal/figures.ts';
import { stayAlive } from '../terminal/stay-alive.ts';
import { listenForStop } from '../terminal/stop-signals.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { BacktestParts } from './backtest-parts.ts';
import { writeOutputs } from './output-files.ts';
import type { OutputFlags } from './output-files.ts';
import { createProgressView } from './progress-view.ts';
import { resultTable } from './result-table.ts';
import { runInGateway } from './run-in-gateway.ts';
import { runLocally } from './run-locally.ts';

/** What is run, where, and how it is shown. */
export interface RunRequest {
  /** The gateway that runs it; absent: this machine. */
  readonly address?: ApiAddress;
  /** Body of the request that starts it. */
  readonly body: object;
  readonly outputs: OutputFlags;
  /** Whether its log is shown. */
  readonly showLog: boolean;
}

/** Runs a backtest, shows how far it is and what came of it; Ctrl-C cancels it, a second one leaves it at once. */
export const runBacktest = async (request: RunRequest, parts: BacktestParts): Promise<ExitName> => {
  const { terminal, clock, signals } = parts;
  const { address, body, outputs, showLog } = request;
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
    const runParts = { ...parts, view, showLog, asked: asked.promise };
    const run = address === undefined ? runLocally(body, runParts) : runInGateway(address, body, runParts);
    const backtest = await Promise.race([run, forced.promise]);
    view.end();
    return backtest === undefined ? 'INTERRUPTED' : conclude(backtest, outputs, terminal);
  } finally {
    view.end();
    stopListening();
    release();
  }
};

const conclude = (backtest: BacktestAnswer, outputs: OutputFlags, terminal: Terminal): ExitName => {
  const { status } = backtest;
  const isComplete = status === 'complete';
  if (isComplete && outputs.json !== true) terminal.say(resultTable(backtest, terminal.colors));
  // A failure has no trades, and its details in JSON and report.
  const { csv: _csv, ...others } = outputs;
  writeOutputs(backtest, isComplete ? outputs : others, terminal);
  if (isComplete) return 'OK';
  if (status === 'cancelled') {
    terminal.note(terminal.colors.yellow('The backtest was cancelled'));
    return 'INTERRUPTED';
  }
  throw new CommandError(
    'FAILED',
    [`The backtest failed: ${plainLine(backtest.error ?? '')}`, ...detailsOf(backtest)].join('\n'),
  );
};

/** Most lines of details at a terminal; all of them are in JSON and report. */
const maxDetailLines = 10;

/** Every line of a file that is wrong, or where in a module it happened: who reads this is who can mend it. */
const detailsOf = ({ error = '', error_details: details = '' }: BacktestAnswer): readonly string[] => {
  const lines = details.split('\n').filter((line) => line.trim() !== '' && !line.endsWith(error));
  return lines.slice(0, maxDetailLines).map((line) => `  ${plainLine(line)}`);
};
