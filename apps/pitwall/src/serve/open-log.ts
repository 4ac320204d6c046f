import { join, resolve } from 'node:path';
import { createFileStartRecord, defaultDurableLogOptions, openDurableLog } from '@pitwall/gateway';
import type { Clock, DurableLogOptions, EventLog, StartRecord } from '@pitwall/gateway';
import type { Logger } from 'pino';
import type { ServeOptions } from '../configuration/app-options.ts';

/** What a log is opened with. */
export interface OpenLogParts {
  readonly logger: Logger;
  readonly clock: Clock;
  /** Where it is kept unless settings say otherwise. @default nowhere: in memory */
  readonly dataDir?: string;
}

/** The log of a gateway. */
export interface ServedLog {
  /** Absent where the gateway keeps its own, in memory. */
  readonly log?: EventLog;
  /** When gateways began on it; absent where there is no log of before. */
  readonly starts?: StartRecord;
  /** Where it is, for people. */
  readonly place: string;
  /** Resolves when it has failed for good. */
  readonly broken: Promise<Error>;
}

const hourMs = 3_600_000;

/** Opens the log that settings ask for, and tells whether its past can be trusted. Rejects with `LOG_UNUSABLE`. */
export const openLog = async (options: ServeOptions, parts: OpenLogParts): Promise<ServedLog> => {
  const { logger, clock } = parts;
  const { promise: broken, resolve: fail } = Promise.withResolvers<Error>();
  const dataDir = options.memory ? '' : options.dataDir || (parts.dataDir ?? '');
  if (dataDir === '') return { place: 'in memory: it is gone with the process', broken };
  const directory = join(resolve(dataDir), 'log');
  const { log, doubts } = await openDurableLog(directory, durableOptions(options), {
    clock,
    onFailed: fail,
    onRefused: tellNowAndThen(parts),
    onFault: (err) =>
      logger.error({ err }, 'a follower of the log failed; what it was told is in the log all the same'),
  });
  const { epoch } = log;
  if (doubts.length === 0) logger.info({ directory, epoch, headSeq: log.headSeq() }, 'the log goes on');
  else if (log.headSeq() === 0) logger.info({ directory, epoch }, 'a new log begins');
  else
    logger.warn({ directory, epoch, doubts }, 'a new epoch begins: not all of the past is there, and no cursor holds');
  return { log, starts: createFileStartRecord(join(directory, 'starts')), place: directory, broken };
};

/** How often a disk that stays full is told of, in ms: publishers retry many times a second. */
const tellEveryMs = 10_000;

const tellNowAndThen = ({ logger, clock }: OpenLogParts): ((err: unknown) => void) => {
  let toldMs = Number.NEGATIVE_INFINITY;
  return (err) => {
    if (clock.monotonicMs() - toldMs < tellEveryMs) return;
    toldMs = clock.monotonicMs();
    logger.error({ err }, 'the log could not be written; publishers are refused and may retry');
  };
};

const durableOptions = (options: ServeOptions): DurableLogOptions => ({
  ...defaultDurableLogOptions,
  durability: options.durability,
  commitWindowMs: options.logCommitMs,
  retentionMs: options.logRetentionHours * hourMs,
  sliceMs: options.logSliceHours * hourMs,
  maxBytes: options.logDiskBytes,
  ringEvents: options.logEvents,
  ringBytes: options.logBytes,
});
