import { option } from '@pitwall/gateway';
import { Type } from 'typebox';

const count = (description: string, maximum: number) => Type.Integer({ minimum: 1, maximum, description });

/** Every setting of the backtests that a gateway runs. */
export const backtestOptionTable = {
  backtestDataDirectory: option({
    group: 'desk',
    schema: Type.String({
      description: 'Directory whose files of prices a backtest may name; empty allows the bundled bars only.',
    }),
    default: '',
  }),
  maxBacktestsRunning: option({
    group: 'desk',
    schema: count('Backtests that run at once, each in a process of its own.', 64),
    default: 2,
  }),
  maxBacktestsQueued: option({
    group: 'desk',
    schema: count('Backtests that wait for a process; more are refused with 429.', 10_000),
    default: 16,
  }),
  maxBacktestsKept: option({
    group: 'desk',
    schema: count('Finished backtests whose results stay in memory; the oldest are forgotten first.', 100_000),
    default: 100,
  }),
  backtestMemoryMb: option({
    group: 'desk',
    schema: Type.Integer({
      minimum: 64,
      maximum: 65_536,
      description: 'Memory of one backtest’s process for its data, in MiB; one that needs more fails alone.',
    }),
    default: 512,
  }),
} as const;
