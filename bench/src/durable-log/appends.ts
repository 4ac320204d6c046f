import type { EventLog, ReceivedEvent } from '@pitwall/gateway';
import { defaultDurableLogOptions, openDurableLog, systemClock } from '@pitwall/gateway';
import { completeEvent } from '@pitwall/model';

/** What appending came to. */
export interface AppendFigures {
  readonly eventsPerSecond: number;
  /** From the call of append to its confirmation, in ms. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU time of the main thread, in µs an event; making the events is part of it. */
  readonly mainUs: number;
}

const fail = (error: Error): void => {
  throw error;
};

/** Opens the log of a benchmark; a failure ends it. */
export const openForBench = async (directory: string): Promise<EventLog> => {
  const { log } = await openDurableLog(directory, defaultDurableLogOptions, { clock: systemClock, onFailed: fail });
  return log;
};

const signal = (index: number): ReceivedEvent => {
  const receivedAt = Date.now();
  const id = `id-${index}`;
  const data = {
    signalId: `s${index % 5_000}`,
    type: 'confirm',
    symbol: 'BTCUSDT',
    direction: 'long',
    status: 'filled',
    entryPrice: '43250.50',
    size: '0.1',
  };
  const fact = completeEvent({ kind: 'signal', id, data }, { account: 'main', source: 'bench', receivedAt });
  return { ...fact, receivedAt, publisher: 'bench' };
};

const batchFrom = (start: number, size: number): readonly ReceivedEvent[] =>
  Array.from({ length: size }, (_, index) => signal(start + index));

/** Runs work and tells how fast it confirmed and how much the main thread did for it. */
const figuresOf = async (work: (onConfirmed: (ms: number) => void) => Promise<number>): Promise<AppendFigures> => {
  const took: number[] = [];
  const cpu = process.threadCpuUsage();
  const startMs = performance.now();
  const events = await work((ms) => took.push(ms));
  const seconds = (performance.now() - startMs) / 1000;
  const { user, system } = process.threadCpuUsage(cpu);
  const sorted = took.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return { eventsPerSecond: events / seconds, p50Ms: at(0.5), p99Ms: at(0.99), mainUs: (user + system) / events };
};

/** Appends batches of 100 as fast as they are confirmed, 64 of them at once. */
export const saturate = (log: EventLog, events: number): Promise<AppendFigures> =>
  figuresOf(async (onConfirmed) => {
    let next = 0;
    const lane = async (): Promise<void> => {
      while (next < events) {
        const batch = batchFrom(next, 100);
        next += batch.length;
        const startMs = performance.now();
        await log.append(batch);
        onConfirmed(performance.now() - startMs);
      }
    };
    await Promise.all(Array.from({ length: 64 }, lane));
    return next;
  });

/** Appends so many events a second in batches of 50, whether they are confirmed or not. */
export const pace = (log: EventLog, of: { perSecond: number; seconds: number }): Promise<AppendFigures> =>
  figuresOf(async (onConfirmed) => {
    const appends: Promise<void>[] = [];
    const startMs = performance.now();
    let sent = 0;
    for (let passedMs = 0; passedMs < of.seconds * 1000; passedMs = performance.now() - startMs) {
      for (const due = (passedMs * of.perSecond) / 1000; sent < due; sent += 50) {
        const beginMs = performance.now();
        appends.push(log.append(batchFrom(sent, 50)).then(() => onConfirmed(performance.now() - beginMs)));
      }
      await new Promise((resolve) => {
        setTimeout(resolve, 1);
      });
    }
    await Promise.all(appends);
    return sent;
  });
