import { writeSync } from 'node:fs';
import { argv } from 'node:process';
import type { SequencedEvent } from '@pitwall/model';
import { completeEvent } from '@pitwall/model';
import { systemClock } from '../../clock.ts';
import type { EventLog, ReceivedEvent } from '../event-log.ts';
import type { CrashLine } from './crash-line.fixture.ts';
import { openDurableLog } from './durable-log.ts';
import { defaultDurableLogOptions } from './durable-log-options.ts';

// A process that opens a log, tells what it holds after a cursor, and writes under load until somebody kills it.

const [, , directory = '', round = '', afterSeq = '0', writes = 'no'] = argv;

/** Written at once, so that what was told before a kill was told. */
const tell = (line: CrashLine): void => {
  const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
  for (let start = 0; start < bytes.length;) {
    try {
      start += writeSync(1, bytes, start);
    } catch (thrown) {
      // The pipe is full; whoever reads it will be there.
      if (!(thrown instanceof Error) || !('code' in thrown) || thrown.code !== 'EAGAIN') throw thrown;
    }
  }
};

const idsOf = (events: readonly SequencedEvent[]): readonly (readonly [number, string])[] =>
  events.map(({ seq, id = '' }) => [seq, id]);

const event = (id: string): ReceivedEvent => {
  const receivedAt = Date.now();
  const data = { tradeId: id, symbol: 'BTC', side: 'buy', status: 'filled' } as const;
  const fact = completeEvent({ kind: 'trade', id, data }, { account: 'a', source: 'crash', receivedAt });
  return { ...fact, receivedAt, publisher: 'crash' };
};

const write = async (log: EventLog, lane: number): Promise<never> => {
  for (let count = 0; ; count += 1) {
    const ids = Array.from({ length: (count % 7) + 1 }, (_, part) => `${round}.${lane}.${count}.${part}`);
    tell({ acked: idsOf(await log.append(ids.map(event))) });
  }
};

const { log, doubts } = await openDurableLog(
  directory,
  { ...defaultDurableLogOptions, commitWindowMs: 1, sliceMs: 100, retentionMs: 20_000 },
  { clock: systemClock, onFailed: (error) => tell({ failed: error.message }) },
);
tell({ epoch: log.epoch, headSeq: log.headSeq(), horizonSeq: log.horizonSeq(), doubts });
for (let cursor = Math.max(Number(afterSeq), log.horizonSeq()); cursor < log.headSeq();) {
  const page = await log.read({ afterSeq: cursor, limit: 1000 });
  tell({ held: idsOf(page.events) });
  cursor = page.through;
}
tell({ ready: true });
if (writes === 'no') await log.close();
else await Promise.all([0, 1, 2, 3].map((lane) => write(log, lane)));
