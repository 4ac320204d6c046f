import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const inExamples = (name: string): string => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));

/** A program of `examples/` that publishes. */
export interface ExamplePublisher {
  readonly name: string;
  /** What runs it, which not every machine has. */
  readonly path: string;
  readonly script: string;
  /** What it calls its source. */
  readonly source: string;
  /** It publishes what comes to its input, where others make something up. */
  readonly readsLines: boolean;
}

/** Every publisher of `examples/`. */
export const examplePublishers: readonly ExamplePublisher[] = [
  {
    name: 'Python',
    path: '/usr/bin/python3',
    script: inExamples('publisher.py'),
    source: 'python-engine',
    readsLines: false,
  },
  { name: 'curl', path: '/usr/bin/curl', script: inExamples('publisher.sh'), source: 'shell-engine', readsLines: true },
  {
    name: 'Node',
    path: process.execPath,
    script: inExamples('publisher.mjs'),
    source: 'node-engine',
    readsLines: false,
  },
];

/** What to publish, and where. */
export interface PublishTask {
  readonly url: string;
  readonly token?: string;
  readonly trades: number;
  readonly betweenMs: number;
}

/** How a publisher ended. */
export interface PublisherEnding {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A publisher that runs. */
export interface RunningPublisher {
  readonly child: ChildProcess;
  readonly ended: Promise<PublisherEnding>;
  /** What it said so far of what went wrong. */
  readonly notes: () => string;
}

const tradeLine = (number: number): string =>
  JSON.stringify({
    kind: 'trade',
    data: {
      tradeId: `shell-${number}`,
      status: 'filled',
      symbol: 'SIM-USD',
      side: 'buy',
      quantity: '1',
      price: '100.25',
    },
  });

const feed = (child: ChildProcess, { trades, betweenMs }: PublishTask): void => {
  let written = 0;
  const timer = setInterval(() => {
    written += 1;
    if (written <= trades) return void child.stdin?.write(`${tradeLine(written)}\n`);
    clearInterval(timer);
    child.stdin?.end();
  }, betweenMs);
  child.once('close', () => clearInterval(timer));
};

/** Starts a publisher as a user would. */
export const startPublisher = (publisher: ExamplePublisher, task: PublishTask): RunningPublisher => {
  const { path, script, readsLines } = publisher;
  const [command, more] = readsLines ? ['bash', []] : [path, [String(task.trades), String(task.betweenMs)]];
  const { PITWALL_TOKEN: _own, ...inherited } = process.env;
  const env = { ...inherited, no_proxy: '*', ...(task.token === undefined ? {} : { PITWALL_TOKEN: task.token }) };
  const child = spawn(command, [script, task.url, ...more], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
  // A publisher that is denied everything ends before it has read all of its input.
  child.stdin.on('error', () => undefined);
  if (readsLines) feed(child, task);
  return {
    child,
    notes: () => stderr,
    ended: new Promise((resolve) => {
      child.once('close', (code) => resolve({ code, stdout, stderr }));
    }),
  };
};
