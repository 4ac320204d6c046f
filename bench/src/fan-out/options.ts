import { parseArgs } from 'node:util';

/** What the benchmark measures. */
export const fanOutParts = ['throughput', 'own', 'compressed', 'latency', 'memory'] as const;
export type FanOutPart = (typeof fanOutParts)[number];

/** Options of the fan-out benchmark. */
export interface FanOutOptions {
  /** Numbers of readers. @default 100, 1000, 5000 */
  readonly readers: readonly number[];
  /** Messages a tick. @default 1, 16, 64 */
  readonly perTick: readonly number[];
  /** Accepted windows of each figure. @default 3 */
  readonly windows: number;
  /** Length of a window. @default 2 s */
  readonly seconds: number;
  readonly parts: readonly FanOutPart[];
  /** Directory with the sources of the limit server and the load client in C. */
  readonly limitDir: string | undefined;
  readonly json: boolean;
  readonly record: boolean;
}

/** How to call it. */
export const fanOutHelp = `Usage: npm run bench:fan-out -- [options]

  --n LIST          numbers of readers (100,1000,5000)
  --k LIST          messages a tick (1,16,64)
  --windows COUNT   accepted windows of each figure (3)
  --seconds SECONDS length of a window (2)
  --quick           short windows and few readers: shows that it works, measures little
  --only LIST       of ${fanOutParts.join(', ')} (all)
  --limit-dir DIR   sources of the limit server and load client in C (or PITWALL_FANOUT_DIR)
  --json            results as JSON on standard output, everything else on standard error
  --record          writes the results into bench/RESULTS.md
`;

const numbers = (text: string, option: string): number[] =>
  text.split(',').map((each) => {
    const value = Number(each);
    if (!Number.isInteger(value) || value < 1) throw new Error(`${option} takes whole numbers, not "${each}"`);
    return value;
  });

const partsOf = (text: string): FanOutPart[] =>
  text.split(',').map((each) => {
    const part = fanOutParts.find((known) => known === each);
    if (part === undefined) throw new Error(`--only knows ${fanOutParts.join(', ')}, not "${each}"`);
    return part;
  });

/** Reads the options of the command line; `undefined` when help was asked for. */
export const parseFanOutOptions = (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): FanOutOptions | undefined => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      n: { type: 'string' },
      k: { type: 'string' },
      windows: { type: 'string' },
      seconds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: fanOutParts.join(',') },
      'limit-dir': { type: 'string' },
      json: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const seconds = Number(values.seconds ?? (values.quick ? '0.5' : '2'));
  if (!(seconds > 0)) throw new Error(`--seconds takes a positive number, not "${values.seconds ?? ''}"`);
  return {
    readers: numbers(values.n ?? (values.quick ? '100,1000' : '100,1000,5000'), '--n'),
    perTick: numbers(values.k ?? (values.quick ? '1,16' : '1,16,64'), '--k'),
    windows: numbers(values.windows ?? (values.quick ? '2' : '3'), '--windows')[0] ?? 3,
    seconds,
    parts: partsOf(values.only),
    limitDir: values['limit-dir'] ?? environment['PITWALL_FANOUT_DIR'],
    json: values.json,
    record: values.record,
  };
};
