import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import type { BacktestStore } from './backtest-store.ts';
import { createFileStore } from './file-store.ts';
import { createMemoryStore } from './memory-store.ts';

/** Where backtests are kept. */
export interface StorePlace {
  /** Directory of the gateway's data, empty for the default one. */
  readonly dataDir: string;
  /** Whether nothing is kept on the disk. */
  readonly memory: boolean;
}

/** What a store is opened with. */
export interface OpenStoreParts {
  readonly logger: Logger;
  /** Where data are kept unless settings say otherwise. @default nowhere: in memory */
  readonly dataDir?: string;
}

/** Backtests are kept beside the log, and in memory where the log is. */
export const openBacktestStore = ({ dataDir, memory }: StorePlace, parts: OpenStoreParts): BacktestStore => {
  const directory = memory ? '' : dataDir || (parts.dataDir ?? '');
  if (directory === '') return createMemoryStore();
  return createFileStore(join(resolve(directory), 'backtests'), {
    onUnreadable: (path) => parts.logger.warn({ path }, 'this file holds no backtest; it is left as it is'),
  });
};
