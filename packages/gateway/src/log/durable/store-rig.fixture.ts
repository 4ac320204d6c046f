import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventDraft, SequencedEvent } from '@pitwall/model';
import type { ReceivedEvent } from '../event-log.ts';
import { sequenced } from '../sequenced.fixture.ts';
import { defaultDurableLogOptions } from './durable-log-options.ts';
import type { LogStoreOptions } from './durable-log-options.ts';
import { LogStore } from './log-store.ts';
import type { StoredRows } from './slice.ts';
import { decodeEvent, encodeEvent } from './stored-event.ts';

/** A directory with a store in it, and a clock that a test moves. */
export class StoreRig {
  readonly directory = mkdtempSync(join(tmpdir(), 'pitwall-store-'));
  readonly #options: LogStoreOptions;
  nowMs = 1_700_000_000_000;
  store: LogStore;
  nextSeq: number;

  constructor(options: Partial<LogStoreOptions> = {}) {
    this.#options = { ...defaultDurableLogOptions, lockWaitMs: 0, ...options };
    this.store = this.open();
    this.nextSeq = this.store.report.lastSeq + 1;
  }

  open(): LogStore {
    return LogStore.open(this.directory, this.#options, { now: () => this.nowMs });
  }

  /** Closes it, lets something happen to its files, and opens it again. */
  reopen(meanwhile: () => void = () => undefined): LogStore {
    this.store.close();
    meanwhile();
    this.store = this.open();
    this.nextSeq = this.store.report.lastSeq + 1;
    return this.store;
  }

  /** Appends drafts as one commit and gives them with their places. */
  append(...drafts: readonly EventDraft[]): readonly SequencedEvent[] {
    const events = drafts.map((draft) => receivedOf(draft, this.nowMs));
    const firstSeq = this.nextSeq;
    this.nextSeq += drafts.length;
    this.store.append(rowsOf(firstSeq, events));
    return events.map((event, index): SequencedEvent => ({ ...event, seq: firstSeq + index }));
  }

  /** The places of everything that is there. */
  seqs(): readonly number[] {
    const { horizonSeq, headSeq } = this.store.report;
    const seqs: number[] = [];
    for (let afterSeq = horizonSeq; afterSeq < headSeq;) {
      const page = this.store.read({ afterSeq, throughSeq: headSeq, limit: 100 });
      seqs.push(...page.events.map(({ seq }) => seq));
      afterSeq = page.through;
    }
    return seqs;
  }

  /** Lets retention do all it has to. */
  retain(): void {
    for (const horizonSeq of this.store.retain()) void horizonSeq;
  }

  kept(): readonly string[] {
    return this.store.kept(-1, 1000).map((stored) => {
      const { kind, key, seq } = decodeEvent(stored);
      return `${kind} ${key} ${seq}`;
    });
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  remove(): void {
    try {
      this.store.close();
    } catch {
      // A test may have taken its files away.
    }
    rmSync(this.directory, { recursive: true });
  }
}

const receivedOf = (draft: EventDraft, receivedAt: number): ReceivedEvent => {
  const { seq, ...event } = sequenced(0, { draft, receivedAt });
  void seq;
  return event;
};

const rowsOf = (firstSeq: number, events: readonly ReceivedEvent[]): StoredRows => ({
  firstSeq,
  receivedAt: events.map(({ receivedAt }) => receivedAt),
  accounts: events.map(({ account }) => account),
  kinds: events.map(({ kind }) => kind),
  bodies: events.map(encodeEvent),
});

/** A fact that leaves no value behind. */
export const alertOf = (id: string): EventDraft => ({ kind: 'alert', data: { alertId: id, severity: 'info' } });
