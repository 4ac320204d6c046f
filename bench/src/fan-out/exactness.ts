import type { ContenderName } from './contender.ts';
import type { Rig } from './rig.ts';

/** What came of a known number of messages. */
export interface Exactness {
  readonly contender: ContenderName;
  readonly readers: number;
  readonly published: number;
  /** Messages that the reader with fewest and the one with most got. */
  readonly least: number;
  readonly most: number;
}

const perTick = 16;
const leastTicks = 2;
/** Deliveries worth checking at a time; they fit into the shortest window on a slow machine. */
const deliveries = 100_000;
/** Windows to try, in seconds: a busy machine gets a second, longer chance. */
const windowSeconds = [1.5, 6] as const;

/** Publishes a known number of messages and counts them at every reader: figures of a server that loses some mean nothing. */
export const checkExactness = async (rig: Rig): Promise<Exactness> => {
  const ticks = Math.max(leastTicks, Math.ceil(deliveries / perTick / rig.readers));
  const published = ticks * perTick;
  const exactness = { contender: rig.contender.name, readers: rig.readers, published };
  let least = 0;
  let most = 0;
  for (const seconds of windowSeconds) {
    ({ min: least, max: most } = await rig.burst(ticks, perTick, seconds));
    if (least === published && most === published) break;
  }
  return { ...exactness, least, most };
};

/** Whether every reader got each message once. */
export const isExact = ({ published, least, most }: Exactness): boolean => least === published && most === published;
