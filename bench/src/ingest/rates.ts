import type { PublishPath } from './publish-paths.ts';

/** How long and how often is measured. */
export interface RateOptions {
  readonly windows: number;
  readonly seconds: number;
}

const window = async (path: PublishPath, seconds: number): Promise<number> => {
  const startMs = performance.now();
  const endMs = startMs + seconds * 1000;
  let events = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < endMs) events += await path.publish();
  };
  await Promise.all(Array.from({ length: path.atOnce }, lane));
  return (events * 1000) / (performance.now() - startMs);
};

/** Events a second of each path: windows of all paths take turns, after one of each to warm up. */
export const measureRates = async (
  paths: readonly PublishPath[],
  options: RateOptions,
  say: (progress: string) => void,
): Promise<ReadonlyMap<string, readonly number[]>> => {
  const rates = new Map<string, number[]>(paths.map(({ name }) => [name, []]));
  for (let turn = 0; turn <= options.windows; turn += 1) {
    for (const path of paths) {
      const rate = await window(path, options.seconds);
      say(`${turn === 0 ? 'warm-up' : `window ${turn}`}: ${path.name}: ${Math.round(rate)} events/s`);
      if (turn > 0) rates.get(path.name)?.push(rate);
    }
  }
  return rates;
};
