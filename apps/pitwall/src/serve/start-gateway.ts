import { randomUUID } from 'node:crypto';
import type { ReadOptions } from '@pitwall/desk';
import { checkSettings, createGateway } from '@pitwall/gateway';
import type { Clock, Gateway, RoutePlugin } from '@pitwall/gateway';
import type { Logger } from 'pino';
import { backtestRoutes } from '../backtests/backtest-routes.ts';
import { BacktestService } from '../backtests/backtest-service.ts';
import { createDataFiles } from '../backtests/data-files.ts';
import { startInProcess } from '../backtests/start-in-process.ts';
import { openBacktestStore } from '../backtests/store/open-store.ts';
import { createStrategyFiles } from '../backtests/strategy-files.ts';
import type { ServeOptions } from '../configuration/app-options.ts';
import { present } from '../present.ts';
import { bundledPricesPath } from './bundled-prices.ts';
import { consoleDirectory, readConsoleFiles } from './console-files.ts';
import { openLog } from './open-log.ts';
import type { Service } from './service.ts';
import { spokenDialects } from './spoken-dialects.ts';
import { tlsFiles } from './tls-files.ts';

/** What a gateway is started with. */
export interface StartParts {
  readonly logger: Logger;
  readonly version: string;
  readonly clock: Clock;
  /** A file of bars that backtests may use too. @default none */
  readonly dataFile?: string;
  /** How that file is read. @default as detected */
  readonly dataReading?: ReadOptions;
  /** Routes besides those of backtests. @default none */
  readonly routes?: readonly RoutePlugin[];
  /** Where the log is kept unless settings say otherwise. @default nowhere: in memory */
  readonly dataDir?: string;
}

/** A gateway that listens, with its backtests. */
export interface StartedGateway extends Service {
  readonly gateway: Gateway;
}

/** Starts a gateway that runs backtests. */
export const startGateway = async (options: ServeOptions, parts: StartParts): Promise<StartedGateway> => {
  const { logger, version, clock } = parts;
  const spoken = spokenDialects(options);
  checkSettings(options, spoken);
  const opened = await openLog(options, parts);
  const backtests = createBacktests(options, { ...parts, publish: (...facts) => gateway.publish(...facts) });
  const speaksTls = options.tlsCert !== '';
  const builtConsole = await readConsoleFiles(consoleDirectory());
  const gateway = createGateway(options, {
    dialects: spoken,
    logger,
    version,
    clock,
    routes: [backtestRoutes(backtests), ...(parts.routes ?? [])],
    ...(speaksTls ? { tls: tlsFiles(options) } : {}),
    ...present({ log: opened.log, starts: opened.starts, console: builtConsole }),
  });
  const addresses = await backtests
    .open()
    .then(() => gateway.start())
    .catch(async (thrown: unknown) => {
      await opened.log?.close();
      throw thrown;
    });
  await backtests.tellLost();
  return {
    gateway,
    addresses,
    log: opened.place,
    broken: opened.broken,
    ...(speaksTls ? { reload: () => gateway.reloadTls() } : {}),
    async drain() {
      await backtests.close();
      await gateway.drain();
    },
    async stop() {
      await Promise.all([backtests.close(), gateway.stop()]);
    },
  };
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const createBacktests = (
  options: ServeOptions,
  parts: StartParts & { readonly publish: Gateway['publish'] },
): BacktestService => {
  const { logger, clock, publish } = parts;
  const limits = { ...options, maxBacktestAgeMs: options.maxBacktestAgeHours * hourMs };
  return new BacktestService(limits, {
    store: openBacktestStore(options, parts),
    strategies: createStrategyFiles(options.backtestStrategyDirectory),
    files: createDataFiles({
      bundledPath: bundledPricesPath(),
      directory: options.backtestDataDirectory,
      file: parts.dataFile ?? '',
      reading: parts.dataReading ?? {},
    }),
    start: startInProcess(
      { memoryMb: options.backtestMemoryMb, maxDurationMs: options.maxBacktestMinutes * minuteMs },
      clock,
    ),
    async publish(drafts, publisher) {
      for (const result of await publish(drafts, publisher)) {
        if (!result.ok)
          logger.warn({ code: result.error.code }, `an event of a backtest was refused: ${result.error.message}`);
      }
    },
    clock,
    newId: randomUUID,
    onFault: (err, backtestId) =>
      logger.error({ err, backtestId }, 'the end of a backtest could not be published or kept'),
  });
};
