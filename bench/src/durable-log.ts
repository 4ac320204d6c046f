import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dialects } from '@pitwall/dialects';
import { createGateway } from '@pitwall/gateway';
import { pino } from 'pino';
import { openForBench, pace, saturate } from './durable-log/appends.ts';
import type { AppendFigures } from './durable-log/appends.ts';
import { unlimitedGateway } from './ingest/publish-paths.ts';
import { shortCount } from './report/figures.ts';
import { describeMachine, machineList } from './report/machine.ts';
import { markdownTable } from './report/markdown-table.ts';
import { recordSection } from './report/results-document.ts';

const help = `Usage: npm run bench:durable-log -- [options]

  --events COUNT    events appended as fast as they are confirmed (700000)
  --seconds SECONDS how long 100,000 events a second are appended (3)
  --directory PATH  a directory on the disk to measure (one of the system's for temporary files)
  --quick           few events: shows that it works, measures little
  --record          writes the results into bench/RESULTS.md
`;

/** What the log is to take at least, in events a second. */
const targetPerSecond = 100_000;

const { values } = parseArgs({
  options: {
    events: { type: 'string' },
    seconds: { type: 'string' },
    directory: { type: 'string' },
    quick: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const row = (name: string, figures: AppendFigures): readonly string[] => [
  name,
  shortCount(figures.eventsPerSecond),
  figures.p50Ms.toFixed(1),
  figures.p99Ms.toFixed(1),
  figures.mainUs.toFixed(2),
];

/** A start of a gateway over what was appended, in ms: checking the files, and folding them. */
const measureStart = async (directory: string): Promise<{ openMs: number; foldMs: number; events: number }> => {
  const startMs = performance.now();
  const log = await openForBench(directory);
  const openedMs = performance.now();
  const parts = { dialects, logger: pino({ level: 'silent' }), version: 'bench', log };
  const gateway = createGateway(unlimitedGateway, parts);
  await gateway.start();
  const foldMs = performance.now() - openedMs;
  const events = log.headSeq();
  await gateway.stop();
  return { openMs: openedMs - startMs, foldMs, events };
};

if (values.help) {
  console.log(help);
} else {
  const machine = describeMachine(`npm run bench:durable-log -- ${process.argv.slice(2).join(' ')}`.trim());
  const directory = mkdtempSync(join(values.directory ?? tmpdir(), 'pitwall-bench-log-'));
  try {
    const log = await openForBench(directory);
    const saturated = await saturate(log, Number(values.events ?? (values.quick ? 20_000 : 700_000)));
    const paced = await pace(log, {
      perSecond: targetPerSecond,
      seconds: Number(values.seconds ?? (values.quick ? 0.3 : 3)),
    });
    await log.close();
    const { openMs, foldMs, events } = await measureStart(directory);
    const table = markdownTable(
      ['durability system', 'events/s', 'ack p50 ms', 'ack p99 ms', 'main thread µs an event'],
      [row('as fast as confirmed', saturated), row('100k a second', paced)],
    );
    const verdict = saturated.eventsPerSecond >= targetPerSecond ? 'met' : 'not met';
    const text = `${table}

Target: ${shortCount(targetPerSecond)} events/s durable: ${verdict} (${shortCount(saturated.eventsPerSecond)}). A start over ${shortCount(events)} events: ${openMs.toFixed(0)} ms to check the files, ${foldMs.toFixed(0)} ms to fold them.`;
    console.log(text);
    if (values.record) {
      const section = `## Durable log\n\n${machineList(machine)}\n\n${text}`;
      recordSection(new URL('../RESULTS.md', import.meta.url), 'durable-log', section);
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
}
