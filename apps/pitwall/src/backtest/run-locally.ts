import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { EventDraft } from '@pitwall/model';
import { shiftPoint } from '@pitwall/model';
import type { BacktestAnswer } from '../backtests/backtest-answer.ts';
import { readBacktestRequest } from '../backtests/backtest-request.ts';
import { BacktestService } from '../backtests/backtest-service.ts';
import { createDataFiles } from '../backtests/data-files.ts';
import type { DataFiles } from '../backtests/data-files.ts';
import { startInProcess } from '../backtests/start-in-process.ts';
import { createMemoryStore } from '../backtests/store/memory-store.ts';
import type { StrategyFiles } from '../backtests/strategy-files.ts';
import type { CommandParts } from '../command-parts.ts';
import { CommandError } from '../exit-codes.ts';
import { bundledPricesPath } from '../serve/bundled-prices.ts';
import { money, plainLine } from '../terminal/figures.ts';
import { textOf } from '../terminal/json-fields.ts';
import type { ProgressView } from './progress-view.ts';

/** What a backtest on this machine is run with. */
export interface LocalRunParts extends Pick<CommandParts, 'clock' | 'terminal'> {
  readonly view: ProgressView;
  /** Whether its log is shown. */
  readonly showLog: boolean;
  /** Resolves when it is asked to end. */
  readonly asked: Promise<void>;
}

/** Memory of its process for its data, in MiB. It is alone on the machine of whoever started it, so it may have more than in a gateway. */
const memoryMb = 4096;

/** How long it may go on after Ctrl-C, in ms: somebody waits at a terminal. */
const cancelGraceMs = 500;

/** One is run, and kept until it is shown. */
const limits = {
  maxBacktestsRunning: 1,
  maxBacktestsQueued: 1,
  maxBacktestsQueuedPerAccount: 1,
  maxBacktestsKept: 1,
  maxBacktestResultBytes: Number.MAX_SAFE_INTEGER,
  maxBacktestAgeMs: Number.MAX_SAFE_INTEGER,
};

/**
 * Runs a backtest on this machine, in a process of its own as in a gateway, and tells what came of it. Files and modules are those that
 * the command line names, wherever they are. Throws `INVALID_REQUEST` for what cannot be run.
 */
export const runLocally = async (body: object, parts: LocalRunParts): Promise<BacktestAnswer> => {
  const { clock, asked } = parts;
  const ended = Promise.withResolvers<void>();
  const service = new BacktestService(limits, {
    files: localFiles,
    strategies: localModules,
    store: createMemoryStore(),
    start: startInProcess({ memoryMb, cancelGraceMs }, clock),
    publish(drafts) {
      for (const draft of drafts) show(draft, parts);
      if (drafts.some(({ kind }) => kind === 'backtest-complete' || kind === 'backtest-error')) ended.resolve();
      return Promise.resolve();
    },
    clock,
    newId: randomUUID,
    onFault: (fault) => ended.reject(fault),
  });
  const request = readBacktestRequest(body);
  const { backtest_id: id } = service.submit(request, request.account ?? 'local');
  void asked.then(() => service.cancel(id));
  await ended.promise;
  await service.close();
  const answer = await service.whole(id);
  if (answer === undefined) throw new CommandError('CRASHED', 'The backtest left no result');
  return answer;
};

const show = (draft: EventDraft, { view, terminal, showLog }: LocalRunParts): void => {
  if (draft.kind === 'backtest-progress') {
    const { progressRatio = 0, currentDate, tradesCount, currentPnl } = draft.data;
    const note = `${textOf(currentDate)}  ${textOf(tradesCount)} trades  ${money(currentPnl)}`;
    view.update(shiftPoint(progressRatio, 2).toNumber(), plainLine(note));
  }
  // What was found out about the files decides what the results are worth, so it is always said.
  if (draft.kind === 'log' && (showLog || draft.data.module === 'data')) {
    view.log(terminal.colors.dim(plainLine(draft.data.message)));
  }
};

const bundled = (): DataFiles => createDataFiles({ bundledPath: bundledPricesPath(), directory: '' });

const localFiles: DataFiles = {
  find: (path) =>
    path === undefined || !existsSync(path)
      ? bundled().find(path)
      : { name: basename(path), path: resolve(path), isBundled: false },
};

const localModules: StrategyFiles = {
  find(path) {
    if (existsSync(path)) return resolve(path);
    throw new CommandError('USAGE', `There is no strategy module ${path}`);
  },
};
