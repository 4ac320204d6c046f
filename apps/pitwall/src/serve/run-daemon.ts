import type { Logger } from 'pino';
import type { CommandParts } from '../command-parts.ts';
import type { ExitName } from '../exit-codes.ts';
import { stayAlive } from '../terminal/stay-alive.ts';
import { listenForStop } from '../terminal/stop-signals.ts';
import type { Service } from './service.ts';

/** A process as far as it tells of faults that nobody caught. */
export interface FaultSource {
  on(event: 'uncaughtException', listener: (error: unknown) => void): unknown;
  off(event: 'uncaughtException', listener: (error: unknown) => void): unknown;
}

/** What a daemon runs with. */
export interface DaemonParts extends Pick<CommandParts, 'signals' | 'clock'> {
  readonly logger: Logger;
  readonly faults: FaultSource;
  /** How long a drain may take before the rest is cut off; the service itself should be done by then. */
  readonly drainTimeoutMs: number;
}

/** How long an ending after a fault may take: whatever is broken may never end by itself. */
const stopAfterFaultMs = 2_000;

/** What a drain that hangs is given beyond its limit before it is cut off. */
const drainPatienceMs = 1_000;

/**
 * Runs until asked to end. The first SIGTERM, SIGINT or SIGHUP drains, a second one ends at once, and a fault that nobody
 * caught is logged and ends it too: what state is left cannot be trusted. So does a service that is broken, after a drain.
 * Where there is something to read again, SIGHUP does that instead.
 */
export const runDaemon = (service: Service, parts: DaemonParts): Promise<ExitName> => {
  const { signals, clock, logger, faults, drainTimeoutMs } = parts;
  const { promise, resolve } = Promise.withResolvers<ExitName>();
  const release = stayAlive();

  const finish = (exit: ExitName): void => {
    stopListening();
    faults.off('uncaughtException', onFault);
    release();
    resolve(exit);
  };
  const endWithin = (work: Promise<void>, limitMs: number, exit: ExitName): void => {
    const timer = clock.after(limitMs, () => {
      logger.warn({ limitMs }, 'ending took too long; the rest is cut off');
      finish(exit);
    });
    work
      .catch((err: unknown) => logger.error({ err }, 'ending failed'))
      .finally(() => {
        timer.cancel();
        finish(exit);
      });
  };
  const onFault = (err: unknown): void => {
    logger.fatal({ err }, 'a fault that nobody caught; the process ends');
    endWithin(service.stop(), stopAfterFaultMs, 'CRASHED');
  };
  const onBroken = (err: Error): void => {
    logger.fatal({ err }, 'the process ends, so that a new one can begin with what is safe');
    endWithin(service.drain(), drainTimeoutMs + drainPatienceMs, 'CRASHED');
  };
  const stopListening = listenForStop(signals, () => clock.monotonicMs(), {
    onStop(signal) {
      logger.info({ signal }, 'ending; a second signal ends at once');
      endWithin(service.drain(), drainTimeoutMs + drainPatienceMs, 'OK');
    },
    onReload: service.reload && (() => void service.reload?.().catch(onFault)),
    onForce: (signal) => finish(signal === 'SIGINT' ? 'INTERRUPTED' : 'TERMINATED'),
  });
  faults.on('uncaughtException', onFault);
  void service.broken?.then(onBroken);
  return promise;
};
