import { defaultDurableLogOptions, option } from '@pitwall/gateway';
import { Type } from 'typebox';

const hourMs = 3_600_000;

const hours = (description: string) => Type.Number({ exclusiveMinimum: 0, description });

/** Where and how long events are kept. */
export const storageOptionTable = {
  dataDir: option({
    group: 'log',
    schema: Type.String({
      description:
        'Directory that the log is kept in, by one process at a time. Nothing: `serve` takes a directory of the user, which it prints, and `demo` keeps its log in memory.',
    }),
    default: '',
  }),
  memory: option({
    group: 'log',
    schema: Type.Boolean({
      description: 'Keep the log in memory alone: a restart begins with nothing, and no cursor of before holds.',
    }),
    default: false,
  }),
  durability: option({
    group: 'log',
    schema: Type.Enum(['system', 'process'], {
      description:
        'What an acknowledged event survives: `system` also a crash of the machine; `process` a kill of the process alone, and after a crash of the machine a new epoch begins. It saves the wait for the disk.',
    }),
    default: defaultDurableLogOptions.durability,
  }),
  logCommitMs: option({
    group: 'log',
    schema: Type.Number({
      minimum: 0,
      maximum: 1000,
      description:
        'Least time between two commits, in ms: what comes sooner shares one. The first after a pause goes at once.',
    }),
    default: defaultDurableLogOptions.commitWindowMs,
  }),
  logRetentionHours: option({
    group: 'log',
    schema: hours('How long events are kept on the disk. Current values of keys stay longer.'),
    default: defaultDurableLogOptions.retentionMs / hourMs,
  }),
  logDiskBytes: option({
    group: 'log',
    schema: Type.Integer({
      minimum: 1_048_576,
      description: 'Disk space that events may take, in bytes; the oldest make room.',
    }),
    default: defaultDurableLogOptions.maxBytes,
  }),
  logSliceHours: option({
    group: 'log',
    schema: hours('Hours that one file takes events. Retention removes whole files.'),
    default: defaultDurableLogOptions.sliceMs / hourMs,
  }),
} as const;
