import { createLogger } from '@pitwall/gateway';
import type { GatewayOptions } from '@pitwall/gateway';
import { destination } from 'pino';
import type { Logger } from 'pino';
import { PinoPretty } from 'pino-pretty';

/** File descriptor of standard error: logs go there, so that standard output holds nothing but what was asked for. */
const standardError = 2;

/**
 * The daemon's log: lines to read where a person watches, JSON lines where a program does. Written at once, so that the
 * last lines before a crash are there.
 */
export const daemonLogger = (level: GatewayOptions['logLevel'], isWatched: boolean): Logger =>
  createLogger(
    { level },
    {
      destination: isWatched
        ? PinoPretty({
            destination: standardError,
            sync: true,
            colorize: true,
            translateTime: 'SYS:HH:MM:ss.l',
            ignore: 'pid,hostname,name',
            singleLine: true,
          })
        : destination({ dest: standardError, sync: true }),
    },
  );
