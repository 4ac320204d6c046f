import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGateway } from '@pitwall/gateway';
import { pino } from 'pino';
import { openForBench } from '../durable-log/appends.ts';
import { unlimitedGateway } from '../ingest/publish-paths.ts';
import { serveCommands } from './serve-commands.ts';
import { sendTime, timedSignal, timedTitan } from './timed-signal.ts';

/**
 * The whole gateway over a durable log that holds a past: `PORT EVENTS`. It says `PAST <epoch> <seq before it> <seq of its
 * end>` and then obeys like every measured server.
 */
const [port, events] = process.argv.slice(2);
const directory = mkdtempSync(join(tmpdir(), 'pitwall-bench-replay-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
const log = await openForBench(directory);
const gateway = createGateway(
  {
    ...unlimitedGateway,
    host: '127.0.0.1',
    port: Number(port),
    maxConnections: 20_000,
    maxConnectionsPerIp: 20_000,
    connectionsPerMinutePerIp: 1_000_000,
    dialectConnectionLimits: false,
    outboundLimit: false,
    logLevel: 'warn',
  },
  { dialects: [timedTitan()], logger: pino({ level: 'warn' }, pino.destination(2)), version: 'bench', log },
);
await gateway.start();

const publish = async (messages: number): Promise<void> => {
  const results = await gateway.publish(Array.from({ length: messages }, () => timedSignal(sendTime())));
  const refused = results.find((result) => !result.ok);
  if (refused !== undefined) throw refused.error;
};

const before = log.headSeq();
for (let left = Number(events); left > 0; left -= 1000) await publish(Math.min(left, 1000));
console.log(`PAST ${log.epoch} ${before} ${log.headSeq()}`);

serveCommands({ tick: publish, isReady: () => true });
