import type { EventDraft, SequencedEvent } from '@pitwall/model';
import { FakeClock } from '@pitwall/testkit';
import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaultDeliveryOptions, Delivery } from './delivery/delivery.ts';
import { defaultIngestOptions, Ingest } from './ingest/ingest.ts';
import type { EventLog, LogPage } from './log/event-log.ts';
import { MemoryLog } from './log/memory-log.ts';
import { sequenced } from './log/sequenced.fixture.ts';
import { ample } from './series/series-facts.fixture.ts';
import { KeptSeries } from './series/kept-series.ts';
import { restoreLog } from './restore-log.ts';

const position = (action: string, symbol: string): EventDraft => ({
  kind: 'position',
  id: `${action} ${symbol}`,
  data: { action, symbol },
});

let clock: FakeClock;
let logged: string[];

beforeEach(() => {
  clock = new FakeClock();
  logged = [];
});

/** A log with a past: what retention kept, and events after its horizon, each page of which takes some time to read. */
class PastLog extends MemoryLog {
  readonly #kept: readonly SequencedEvent[];
  readonly #events: readonly SequencedEvent[];
  pageMs = 0;

  constructor(kept: readonly SequencedEvent[], events: readonly SequencedEvent[]) {
    super({ epoch: 'e' });
    this.#kept = kept;
    this.#events = events;
  }

  override horizonSeq(): number {
    return 10;
  }

  override headSeq(): number {
    return this.#events.at(-1)?.seq ?? 10;
  }

  async *kept(): AsyncIterable<readonly SequencedEvent[]> {
    await Promise.resolve();
    for (const event of this.#kept) yield [event];
  }

  override async read({ afterSeq }: Parameters<EventLog['read']>[0]): Promise<LogPage> {
    await Promise.resolve();
    clock.advance(this.pageMs);
    const event = this.#events.find(({ seq }) => seq > afterSeq);
    return { events: event === undefined ? [] : [event], through: event?.seq ?? this.headSeq() };
  }
}

const restored = async (log: PastLog, assertStays = (): void => undefined) => {
  const delivery = new Delivery(defaultDeliveryOptions, { clock, log });
  const ingest = new Ingest(defaultIngestOptions, { clock, log, state: delivery.state });
  const logger = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
  const series = new KeptSeries(ample);
  await restoreLog({ clock, log, delivery, ingest, series, logger }, assertStays);
  return { delivery, ingest, series };
};

describe('taking up the past of a log', () => {
  it('begins with the values that retention kept, which later events replace and end', async () => {
    const log = new PastLog(
      [sequenced(2, { draft: position('opened', 'BTC') }), sequenced(7, { draft: position('opened', 'ETH') })],
      [sequenced(12, { draft: position('closed', 'ETH') }), sequenced(15, { draft: position('opened', 'SOL') })],
    );
    const { delivery } = await restored(log);
    expect([...delivery.state.values('demo', 'position')].map(({ seq }) => seq)).toEqual([2, 15]);
    expect([delivery.headSeq, delivery.honours(10), delivery.honours(9)]).toEqual([15, true, false]);
  });

  it('knows again the ids of the last minutes, so that a retry over a restart is recognised', async () => {
    const receivedAt = clock.now() - 1000;
    const draft = position('opened', 'BTC');
    const { ingest } = await restored(new PastLog([], [sequenced(12, { draft, receivedAt })]));
    const publisher = { name: 'test', accounts: '*', defaultAccount: 'demo', kinds: '*', shared: true } as const;
    expect(await ingest.publish(publisher, [draft])).toEqual([{ ok: true, seq: 12, duplicate: true }]);
  });

  it('says how far it is when it takes long, and how long it took', async () => {
    const log = new PastLog(
      [],
      [11, 12, 13, 14].map((seq) => sequenced(seq)),
    );
    log.pageMs = 2_000;
    await restored(log);
    expect(logged.filter((line) => line.includes('reading the log')).length).toBeGreaterThan(0);
    expect(logged.at(-1)).toContain('"events":4');
  });

  it('makes the bars of what is behind the horizon, and not of a lone value from before it', async () => {
    const { series } = await restored(new PastLog([sequenced(2)], [sequenced(12), sequenced(15)]));
    expect(series.read('equity', 'demo', {}).run?.bars).toMatchObject([{ open: 12, close: 15, count: 2 }]);
  });

  it('says nothing of an empty log', async () => {
    await restored(new PastLog([], []));
    expect(logged).toEqual([]);
  });

  it('stops between two pages when the end has begun', async () => {
    const log = new PastLog(
      [],
      [11, 12].map((seq) => sequenced(seq)),
    );
    const stop = (): void => {
      throw new Error('stopped');
    };
    await expect(restored(log, stop)).rejects.toThrow('stopped');
  });
});
