import type { BenchParts } from './bench-parts.ts';
import { compressed, ownSubscriptions } from './contender.ts';
import type { Contender, ContenderName } from './contender.ts';
import { checkExactness, isExact } from './exactness.ts';
import type { Exactness } from './exactness.ts';
import type { FanOutOptions } from './options.ts';
import { Rig } from './rig.ts';
import type { Sent } from './rig.ts';
import { takeTurns } from './windows.ts';
import type { Windows } from './windows.ts';

/** Saturated delivery of one server. */
export interface ThroughputCell extends Windows {
  readonly contender: ContenderName;
  readonly readers: number;
  readonly perTick: number;
  /** Bytes that a message takes on the wire, its header included; absent where the server tells of none. */
  readonly bytesPerMessage?: number;
}

/** All of the throughput measurement. */
export interface Throughput {
  readonly cells: readonly ThroughputCell[];
  readonly exactness: readonly Exactness[];
}

/** Time in which a server gets up to speed before a window, in seconds. */
export const warmSeconds = 0.5;

/** What is measured at one number of readers only: for own subscriptions there are sets of topics for about so many. */
const specials = { own: ownSubscriptions, compressed } as const;
const maxSpecialReaders = 1000;

const isWanted = ({ parts }: FanOutOptions, name: keyof typeof specials): boolean => parts.includes(name);

const specialReaders = (options: FanOutOptions): number | undefined =>
  isWanted(options, 'own') || isWanted(options, 'compressed')
    ? options.readers.filter((count) => count <= maxSpecialReaders).toSorted((a, b) => b - a)[0]
    : undefined;

const specialsAt = (readers: number, options: FanOutOptions): readonly Contender[] => {
  if (readers !== specialReaders(options)) return [];
  return (['own', 'compressed'] as const).filter((name) => isWanted(options, name)).map((name) => specials[name]);
};

/** The servers that take turns at a number of readers. */
export const contendersAt = (
  readers: number,
  options: FanOutOptions,
  contenders: readonly Contender[],
): readonly Contender[] => [
  ...contenders.filter(({ name }) => options.parts.includes('throughput') || name !== 'naive'),
  ...specialsAt(readers, options),
];

/** The numbers of readers at which something is measured. */
export const readerCounts = (options: FanOutOptions): readonly number[] => {
  if (options.parts.includes('throughput')) return options.readers;
  const special = specialReaders(options);
  return special === undefined ? [] : [special];
};

/** Measures how much each server delivers when it publishes as fast as its readers take it. */
export const measureThroughput = async (options: FanOutOptions, parts: BenchParts): Promise<Throughput> => {
  const cells: ThroughputCell[] = [];
  const exactness: Exactness[] = [];
  for (const readers of readerCounts(options)) {
    const rigs: Rig[] = [];
    for (const contender of contendersAt(readers, options, parts.contenders)) {
      parts.say(`Connecting ${readers} readers to ${contender.title}`);
      const rig = await Rig.open(contender, { readers, client: parts.client }, parts.children);
      rigs.push(rig);
      if (contender.isOurs) exactness.push(await sayExactness(rig, parts));
    }
    for (const perTick of options.perTick) cells.push(...(await measureAt(perTick, rigs, { options, parts })));
    for (const rig of rigs) await rig.close();
  }
  return { cells, exactness };
};

const measureAt = async (
  perTick: number,
  rigs: readonly Rig[],
  { options, parts }: { options: FanOutOptions; parts: BenchParts },
): Promise<ThroughputCell[]> => {
  const turns = rigs.map((rig) => ({ rig, load: { do: 'start', perSecond: 0, perTick } as const }));
  const plan = { warmSeconds, seconds: options.seconds, timed: false };
  const before = await Promise.all(rigs.map((rig) => rig.sent()));
  const results = await takeTurns(turns, options.windows, { plan, say: parts.say });
  const after = await Promise.all(rigs.map((rig) => rig.sent()));
  return rigs.flatMap(({ contender, readers }, index) => {
    const windows = results[index];
    if (windows === undefined) return [];
    return [{ contender: contender.name, readers, perTick, ...windows, ...sizeBetween(before[index], after[index]) }];
  });
};

const sizeBetween = (before: Sent | undefined, after: Sent | undefined): { bytesPerMessage?: number } => {
  if (before === undefined || after === undefined || after.messages === before.messages) return {};
  return { bytesPerMessage: (after.bytes - before.bytes) / (after.messages - before.messages) };
};

const sayExactness = async (rig: Rig, parts: BenchParts): Promise<Exactness> => {
  const exactness = await checkExactness(rig);
  const { published, least, most } = exactness;
  const verdict = isExact(exactness) ? 'each once' : `NOT EXACT: readers have ${least} to ${most}`;
  parts.say(`${rig.contender.title}: ${published} messages to ${rig.readers} readers, ${verdict}`);
  return exactness;
};
