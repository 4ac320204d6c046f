import { latencyReaders } from './latency.ts';
import { contendersAt, readerCounts, warmSeconds } from './throughput.ts';
import type { Contender } from './contender.ts';
import type { FanOutOptions } from './options.ts';
import { mostWindows } from './windows.ts';

/** How long a run takes, in seconds: as it should be, and at most. */
export interface TimePlan {
  readonly likely: number;
  readonly most: number;
}

/** What a window costs beside its own length: settling and looking at metrics, in seconds. */
const besideWindow = 0.3;
/** Starting a server, in seconds. */
const startSeconds = 1;
/** Readers that connect in a second, on a slow machine. */
const connectsPerSecond = 800;
/** Checking that every message arrives, as it should be and at most, in seconds. */
const exactSeconds = { likely: 1.9, most: 8 };

/** Adds up what the options ask for. */
export const planTime = (options: FanOutOptions, contenders: readonly Contender[]): TimePlan => {
  const windowSeconds = warmSeconds + options.seconds + besideWindow;
  let likely = 0;
  let most = 0;
  const add = (load: { servers: number; readers: number; windows: number; exact: boolean }): void => {
    const connecting = load.servers * (startSeconds + load.readers / connectsPerSecond);
    const measuring = load.servers * load.windows * windowSeconds;
    likely += connecting + measuring + (load.exact ? load.servers * exactSeconds.likely : 0);
    most += connecting + (measuring * mostWindows(options.windows)) / options.windows;
    most += load.exact ? load.servers * exactSeconds.most : 0;
  };
  for (const readers of readerCounts(options)) {
    const servers = contendersAt(readers, options, contenders).length;
    add({ servers, readers, windows: options.windows * options.perTick.length, exact: true });
  }
  if (options.parts.includes('latency')) {
    add({ servers: contenders.length, readers: latencyReaders, windows: options.windows, exact: false });
  }
  if (options.parts.includes('memory'))
    add({ servers: 2, readers: idleConnections(options), windows: 0, exact: false });
  return { likely, most };
};

/** Idle connections that are opened to see what they cost. */
export const idleConnections = (options: FanOutOptions): number => Math.max(...options.readers);
