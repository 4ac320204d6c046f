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
  backtestStrategyDirectory: option({
    group: 'desk',
    schema: Type.String({
      description:
        'Directory whose modules of strategies a backtest may name, which then run with the rights of the gateway; empty allows the built-in ones only.',
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
  maxBacktestsQueuedPerAccount: option({
    group: 'desk',
    schema: count(
      'Backtests of one account that wait, so that nobody fills the queue for others; more get 429.',
      10_000,
    ),
    default: 8,
  }),
  maxBacktestsKept: option({
    group: 'desk',
    schema: count('Ended backtests that are kept with their results; the oldest are forgotten first.', 100_000),
    default: 100,
  }),
  maxBacktestResultBytes: option({
    group: 'desk',
    schema: Type.Integer({
      minimum: 1_048_576,
      description:
        'What kept backtests may take together, in bytes, of the disk or without one of memory; the oldest make room.',
    }),
    default: 268_435_456,
  }),
  maxBacktestAgeHours: option({
    group: 'desk',
    schema: Type.Number({
      exclusiveMinimum: 0,
      description: 'How long an ended backtest is kept, in hours; by default 90 days.',
    }),
    default: 2160,
  }),
  maxBacktestMinutes: option({
    group: 'desk',
    schema: Type.Number({
      exclusiveMinimum: 0,
      maximum: 35_000,
      description:
        'How long one backtest may take, in minutes, before it is ended as failed: a strategy may never come back.',
    }),
    default: 60,
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
