import type { BenchParts } from './bench-parts.ts';
import type { ContenderName } from './contender.ts';
import type { FanOutOptions } from './options.ts';
import { Rig } from './rig.ts';
import { warmSeconds } from './throughput.ts';
import { takeTurns } from './windows.ts';
import type { Windows } from './windows.ts';

/** Latency of one server at a rate that is the same for all. */
export interface LatencyCell extends Windows {
  readonly contender: ContenderName;
  readonly readers: number;
  /** Messages published a second. */
  readonly perSecond: number;
}

/** Readers whose latency is measured. */
export const latencyReaders = 1000;
/** Load as a share of what the slowest server delivers unbatched: within 20 to 50 % for all of them. */
const loadShare = 0.4;
/** Deliveries a second that the slowest is taken for when throughput was not measured. */
const assumedDeliveries = 200_000;

/** Measures the age of messages as readers get them, one message a write, under part of the load that all can bear. */
export const measureLatency = async (
  options: FanOutOptions,
  parts: BenchParts,
  slowestDeliveries: number | undefined,
): Promise<LatencyCell[]> => {
  const perSecond = Math.round(((slowestDeliveries ?? assumedDeliveries) * loadShare) / latencyReaders);
  const rigs: Rig[] = [];
  for (const contender of parts.contenders) {
    parts.say(
      `Connecting ${latencyReaders} readers to ${contender.title}, for latency at ${perSecond} messages a second`,
    );
    rigs.push(await Rig.open(contender, { readers: latencyReaders, client: parts.client }, parts.children));
  }
  const turns = rigs.map((rig) => ({ rig, load: { do: 'start', perSecond, perTick: 1 } as const }));
  const plan = { warmSeconds, seconds: options.seconds, timed: true };
  const results = await takeTurns(turns, options.windows, { plan, say: parts.say });
  for (const rig of rigs) await rig.close();
  return rigs.flatMap(({ contender, readers }, index) => {
    const windows = results[index];
    return windows === undefined ? [] : [{ contender: contender.name, readers, perSecond, ...windows }];
  });
};
