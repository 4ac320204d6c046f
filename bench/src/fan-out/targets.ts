import { median, ratioOf } from '../report/figures.ts';
import type { ContenderName } from './contender.ts';
import type { FanOutResults } from './results.ts';

/** A promise about speed, and what became of it. */
export interface Verdict {
  readonly promise: string;
  readonly measured: number | undefined;
  /** Least value that keeps it, or greatest. */
  readonly least?: number;
  readonly most?: number;
  readonly unit: string;
}

/** Readers at which the promises hold. */
const targetReaders = 1000;
/** An idle connection may cost so much. */
const maxIdleBytes = 12 * 1024;

/** Median deliveries a second of a server; `undefined` when it has no accepted window. */
export const deliveriesOf = (
  { throughput }: FanOutResults,
  cell: { contender: ContenderName; readers: number; perTick: number },
): number | undefined => {
  const found = throughput?.cells.find(
    ({ contender, readers, perTick }) =>
      contender === cell.contender && readers === cell.readers && perTick === cell.perTick,
  );
  return median(found?.accepted.map(({ dps }) => dps) ?? []);
};

/** Median p99 latency of a server, in ms. */
const p99Of = ({ latency }: FanOutResults, contender: ContenderName): number | undefined =>
  median(latency?.find((cell) => cell.contender === contender)?.accepted.map(({ p99 }) => p99) ?? []);

const throughputRatio = (
  results: FanOutResults,
  perTick: number,
  [contender, base]: readonly [ContenderName, ContenderName],
): number | undefined =>
  ratioOf(
    deliveriesOf(results, { contender, readers: targetReaders, perTick }),
    deliveriesOf(results, { contender: base, readers: targetReaders, perTick }),
  );

/** Every promise beside what was measured. */
export const judge = (results: FanOutResults): readonly Verdict[] => {
  const promise = (text: string, perTick: number, servers: readonly [ContenderName, ContenderName], least: number) => ({
    promise: text,
    measured: throughputRatio(results, perTick, servers),
    least,
    unit: '×',
  });
  const idle = results.idleMemory?.find(({ contender }) => contender === 'gateway')?.residentBytes;
  return [
    promise('1 a tick, of the C limit', 1, ['gateway', 'limit'], 0.75),
    promise('1 a tick, of naive', 1, ['gateway', 'naive'], 1.3),
    promise('16 a tick, of the C limit', 16, ['gateway', 'limit'], 0.8),
    promise('16 a tick, of naive', 16, ['gateway', 'naive'], 15),
    promise('64 a tick, of the C limit', 64, ['gateway', 'limit'], 0.74),
    promise('an own subscription each, 1 a tick, of the C limit', 1, ['own', 'limit'], 0.6),
    { promise: 'idle connection', measured: idle, most: maxIdleBytes, unit: 'B' },
    {
      promise: 'p99 latency, of the C limit',
      measured: ratioOf(p99Of(results, 'gateway'), p99Of(results, 'limit')),
      most: 1.5,
      unit: '×',
    },
  ];
};

/** Whether a promise is kept; `undefined` when it was not measured. */
export const isKept = ({ measured, least, most }: Verdict): boolean | undefined =>
  measured === undefined ? undefined : measured >= (least ?? measured) && measured <= (most ?? measured);
