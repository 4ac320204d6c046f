import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { FrameCounter } from './frame-counter.ts';
import { LoadWindow } from './load-window.ts';
import { openReader } from './reader.ts';
import type { ReaderParts } from './reader.ts';

/**
 * Opens readers and counts what reaches them, where the load client in C is not at hand. It takes the same arguments and
 * commands: `-p PORT -P PATH -n READERS -S SERVER_PID`; `go WARM_SECONDS SECONDS LATENCY 0 0 LABEL` on standard input.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', short: 'p', default: '0' },
    path: { type: 'string', short: 'P', default: '/' },
    readers: { type: 'string', short: 'n', default: '1' },
    server: { type: 'string', short: 'S', default: '0' },
  },
});
const target = { port: Number(values.port), path: values.path };
const readers: FrameCounter[] = [];
/** So many handshakes at a time: more would only queue. */
const handshakesAtOnce = 64;

let present: LoadWindow | undefined;
let closed = 0;
const parts: ReaderParts = {
  buffer: Buffer.allocUnsafeSlow(256 * 1024),
  onMessage: (data, start, end) => present?.see(data, start, end),
  onClosed: () => (closed += 1),
};

for (let missing = Number(values.readers); missing > 0; missing -= handshakesAtOnce) {
  const batch = Array.from({ length: Math.min(missing, handshakesAtOnce) }, () => openReader(target, parts));
  readers.push(...(await Promise.all(batch)));
}

const measure = async (line: string): Promise<void> => {
  const [, warm = '0', seconds = '1', timed = '0', , , label = ''] = line.trim().split(' ');
  await pause(Number(warm) * 1000);
  present = new LoadWindow({ label, timed: timed === '1' }, readers, Number(values.server));
  await pause(Number(seconds) * 1000);
  const report = present.report(closed);
  present = undefined;
  console.log(JSON.stringify(report));
};

const commands = createInterface({ input: process.stdin });
commands.on('line', (line) => {
  if (line.startsWith('go ')) void measure(line);
});
commands.on('close', () => process.exit(0));
console.log('READY');
