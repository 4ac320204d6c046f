import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { percentile } from '../report/figures.ts';
import type { ReplayReport } from './replay-report.ts';
import { openReader } from './reader.ts';

/**
 * Readers that come back all at once: `-p PORT -P PATH`. On `come READERS MESSAGES` it opens so many readers, waits until each has
 * had so many signals, and tells how long that took. They stay until its input ends.
 */
const { values } = parseArgs({
  options: { port: { type: 'string', short: 'p', default: '0' }, path: { type: 'string', short: 'P', default: '/' } },
});
const target = { port: Number(values.port), path: values.path };
// It shares its core with the live readers, whose latency is measured: what it costs the gateway counts, not what it costs them.
setPriority(19);
const buffer = Buffer.allocUnsafeSlow(256 * 1024);

interface Comer {
  /** Signals that it got. */
  readonly count: number;
  readonly doneMs: number;
}

/** Begins a signal that carries its time, which no other message does. */
const timeMark = Buffer.from('{"t":"');

/** Opens one reader; the promise is settled when it has had its signals, or was closed before. */
const come = (signals: number): Promise<Comer> =>
  new Promise((resolve, reject) => {
    let count = 0;
    const done = (): void => resolve({ count, doneMs: performance.now() });
    const onMessage = (data: Uint8Array, start: number, end: number): void => {
      if (end - start < timeMark.length || timeMark.compare(data, start, start + timeMark.length) !== 0) return;
      count += 1;
      if (count === signals) done();
    };
    openReader(target, { buffer, onMessage, onClosed: done }).catch(reject);
  });

const measure = async (line: string): Promise<ReplayReport> => {
  const [, readers = '1', signals = '1'] = line.trim().split(' ');
  const startedMs = performance.now();
  const comers = await Promise.all(Array.from({ length: Number(readers) }, () => come(Number(signals))));
  const times = comers.map(({ doneMs }) => doneMs - startedMs);
  return {
    readers: comers.length,
    least: comers.reduce((least, { count }) => Math.min(least, count), Number.POSITIVE_INFINITY),
    p50Ms: percentile(times, 0.5) ?? 0,
    lastMs: Math.max(...times),
  };
};

const commands = createInterface({ input: process.stdin });
commands.on('line', (line) => {
  if (!line.startsWith('come ')) return;
  measure(line).then(
    (report) => console.log(JSON.stringify(report)),
    (thrown: unknown) => {
      console.error(thrown);
      process.exit(1);
    },
  );
});
commands.on('close', () => process.exit(0));
console.log('READY');
