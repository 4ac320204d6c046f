import type { EventDraft, SequencedEvent } from '@pitwall/model';
import { DelayedLog, FakeClock } from '@pitwall/testkit';
import type { EventLog } from '../log/event-log.ts';
import { MemoryLog } from '../log/memory-log.ts';

import { RetainedModel } from '../retained-model.fixture.ts';
import { defaultIngestOptions, Ingest } from './ingest.ts';
import type { IngestOptions } from './ingest.ts';
import type { PublishResult } from './publish-result.ts';
import type { Publisher } from './publisher.ts';

/** A publisher of two accounts and of every kind. */
export const engine: Publisher = {
  name: 'engine',
  accounts: ['alice', 'bob'],
  defaultAccount: 'alice',
  kinds: '*',
  shared: false,
};

/** What a test may choose: bounds, and a log whose confirmations take their time or that it wraps itself. */
export interface IngestChoices extends Partial<IngestOptions> {
  readonly delayMs?: number;
  readonly maxPendingBatches?: number;
  readonly clock?: FakeClock;
  readonly wrapLog?: (inner: EventLog) => EventLog;
}

/** Ingest over a memory log, on request behind a delay that tests let pass. */
export class IngestRig {
  readonly clock: FakeClock;
  readonly log: EventLog;
  readonly state = new RetainedModel();
  readonly oddities: string[] = [];
  /** What the log's followers heard, batch by batch. */
  readonly batches: (readonly SequencedEvent[])[] = [];
  readonly ingest: Ingest;

  constructor(choices: IngestChoices = {}) {
    const { delayMs, maxPendingBatches = 4096, clock = new FakeClock(), wrapLog, ...ingestOptions } = choices;
    this.clock = clock;
    const memory = new MemoryLog({ epoch: 'e', maxPendingBatches });
    const inner = wrapLog?.(memory) ?? memory;
    this.log = delayMs === undefined ? inner : new DelayedLog({ nextDelayMs: () => delayMs }, { inner, clock });
    this.log.follow((events) => {
      this.batches.push(events);
      for (const event of events) this.state.fold(event);
    });
    this.ingest = new Ingest(
      { ...defaultIngestOptions, ...ingestOptions },
      {
        clock: this.clock,
        log: this.log,
        state: this.state,
        onOddity: (event, oddity) => this.oddities.push(`${event.kind} ${oddity}`),
      },
    );
  }

  publish(values: readonly unknown[], publisher: Publisher = engine): Promise<readonly PublishResult[]> {
    return this.ingest.publish(publisher, values);
  }

  /** All events in the log. */
  get events(): readonly SequencedEvent[] {
    return this.batches.flat();
  }

  /** Lets the delays of the log pass, writes and confirmations. */
  async pass(): Promise<void> {
    for (let moment = 0; moment < 4; moment += 1) {
      this.clock.advance(1_000);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
  }
}

/** What became of items in a few words: the place, `= place` for a repeat, or the code of a refusal. */
export const outcomes = (results: readonly PublishResult[]): readonly (number | string)[] =>
  results.map((result) => {
    if (!result.ok) return result.error.code;
    return result.duplicate ? `= ${result.seq}` : result.seq;
  });

/** A position in its whole or in part. */
export const position = (action: string, symbol: string, size = 1): EventDraft => ({
  kind: 'position',
  data: { action, symbol, side: 'long', size },
});

/** An equity of an account. */
export const equity = (value: number, of: { account?: string; id?: string } = {}): EventDraft => ({
  kind: 'equity',
  data: { equity: value },
  ...of,
});
