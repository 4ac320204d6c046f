import { randomUUID } from 'node:crypto';
import { createGateway } from '@pitwall/gateway';
import type { Clock, Gateway } from '@pitwall/gateway';
import type { Logger } from 'pino';
import { backtestRoutes } from '../backtests/backtest-routes.ts';
import { BacktestService } from '../backtests/backtest-service.ts';
import { createDataFiles } from '../backtests/data-files.ts';
import { startInProcess } from '../backtests/start-in-process.ts';
import type { ServeOptions } from '../configuration/app-options.ts';
import { bundledPricesPath } from './bundled-prices.ts';
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
}

/** A gateway that listens, with its backtests. */
export interface StartedGateway extends Service {
  readonly gateway: Gateway;
}

/** Starts a gateway that runs backtests. */
export const startGateway = async (options: ServeOptions, parts: StartParts): Promise<StartedGateway> => {
  const { logger, version, clock } = parts;
  const backtests = new BacktestService(options, {
    files: createDataFiles({
      bundledPath: bundledPricesPath(),
      directory: options.backtestDataDirectory,
      file: parts.dataFile ?? '',
    }),
    start: startInProcess({ memoryMb: options.backtestMemoryMb }, clock),
    async publish(drafts, publisher) {
      for (const result of await gateway.publish(drafts, publisher)) {
        if (!result.ok)
          logger.warn({ code: result.error.code }, `an event of a backtest was refused: ${result.error.message}`);
      }
    },
    clock,
    newId: randomUUID,
    onFault: (err, backtestId) => logger.error({ err, backtestId }, 'the end of a backtest could not be published'),
  });
  const speaksTls = options.tlsCert !== '';
  const gateway = createGateway(options, {
    dialects: spokenDialects(options),
    logger,
    version,
    clock,
    routes: [backtestRoutes(backtests)],
    ...(speaksTls ? { tls: tlsFiles(options) } : {}),
  });
  const addresses = await gateway.start();
  return {
    gateway,
    addresses,
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
