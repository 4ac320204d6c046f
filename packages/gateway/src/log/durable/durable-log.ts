import { PitwallError, toPitwallError } from '@pitwall/model';
import type { SequencedEvent } from '@pitwall/model';
import type { Clock } from '../../clock.ts';
import type { EventLog, LogPage, ReceivedEvent } from '../event-log.ts';
import { EventRing } from '../event-ring.ts';
import { Followers } from '../followers.ts';
import { readRing } from '../ring-page.ts';
import type { DurableLogOptions } from './durable-log-options.ts';
import { GroupCommit } from './group-commit.ts';
import type { StoreReport } from './log-store.ts';
import type { StoredRows } from './slice.ts';
import { decodeEvent, encodeEvent } from './stored-event.ts';
import type { StoreNews } from './store-messages.ts';
import { openStoreThread } from './store-port.ts';
import type { OpenStorePort, StorePort } from './store-port.ts';

/** What a durable log works with. */
export interface DurableLogParts {
  readonly clock: Clock;
  /**
   * Told once when the log has failed for good: its thread or its disk. What was under way is refused, and so is all that
   * follows; the process should end and begin again, which settles what was written.
   */
  readonly onFailed: (error: PitwallError) => void;
  /** Told of each commit that could not be written, such as on a full disk; its publishers are told too. @default nobody */
  readonly onRefused?: (error: unknown) => void;
  /** Told when a follower fails. @default thrown on its own, outside every call */
  readonly onFault?: (fault: unknown) => void;
  /** The way to the files. @default a thread of its own */
  readonly openPort?: OpenStorePort;
}

/** A log that was opened, and what is to be told of that. */
export interface OpenedLog {
  readonly log: EventLog;
  /** Why cursors of before hold no more; empty when they do. */
  readonly doubts: readonly string[];
}

/** Values kept from before the horizon that are read at once. */
const keptPageEvents = 512;

/**
 * Opens the log in a directory, and locks it for this process. Rejects with `LOG_UNUSABLE` when somebody else uses it, and
 * when what is there is foreign, newer or cannot be read.
 */
export const openDurableLog = async (
  directory: string,
  options: DurableLogOptions,
  parts: DurableLogParts,
): Promise<OpenedLog> => {
  // Whatever the port tells before there is a log, its answer tells too.
  let log: DurableLog | undefined;
  const port = (parts.openPort ?? openStoreThread)((news) => log?.hear(news));
  try {
    const answer = await port.ask({ do: 'open', directory, options });
    if (answer.say !== 'opened') throw new PitwallError('INTERNAL', `The log answered "${answer.say}"`);
    log = new DurableLog(answer.report, options, { ...parts, port });
    return { log, doubts: answer.report.doubts };
  } catch (thrown) {
    await port.end();
    throw thrown;
  }
};

/** The log on the disk: as durable as it promises, with its newest events in memory too. */
class DurableLog implements EventLog {
  readonly epoch: string;
  readonly #parts: DurableLogParts & { readonly port: StorePort };
  readonly #ring: EventRing;
  readonly #followers: Followers;
  readonly #commits: GroupCommit;
  #horizonSeq: number;
  #lastSeq: number;
  #failure: PitwallError | undefined;
  #closed: Promise<void> | undefined;
  #lastReading: Promise<unknown> = Promise.resolve();

  constructor(report: StoreReport, options: DurableLogOptions, parts: DurableLogParts & { readonly port: StorePort }) {
    this.epoch = report.epoch;
    this.#parts = parts;
    this.#ring = new EventRing({ maxEvents: options.ringEvents, maxBytes: options.ringBytes }, report.headSeq);
    this.#followers = new Followers(parts.onFault);
    this.#horizonSeq = report.horizonSeq;
    this.#lastSeq = report.lastSeq;
    this.#commits = new GroupCommit(options, {
      clock: parts.clock,
      write: (rows) => this.#write(rows),
    });
  }

  headSeq(): number {
    return this.#ring.headSeq;
  }

  horizonSeq(): number {
    return this.#horizonSeq;
  }

  async append(batch: readonly ReceivedEvent[]): Promise<readonly SequencedEvent[]> {
    if (this.#closed !== undefined) throw new PitwallError('SHUTTING_DOWN', 'The log is closed');
    if (this.#failure !== undefined) {
      throw new PitwallError('SHUTTING_DOWN', 'The log has failed and the gateway is ending', { cause: this.#failure });
    }
    this.#commits.assertRoom();
    if (batch.length === 0) return [];
    // Before any place is given: what has no words takes none.
    const bodies = batch.map(encodeEvent);
    const placed = batch.map((event): SequencedEvent => ({ ...event, seq: (this.#lastSeq += 1) }));
    const { promise, resolve, reject } = Promise.withResolvers<readonly SequencedEvent[]>();
    this.#commits.add({
      placed,
      bodies,
      chars: bodies.reduce((sum, { length }) => sum + length, 0),
      confirm: () => {
        for (const event of placed) this.#ring.push(event);
        this.#followers.tell(placed);
        resolve(placed);
      },
      refuse: reject,
    });
    return promise;
  }

  async read(request: Parameters<EventLog['read']>[0]): Promise<LogPage> {
    const page = readRing(this.#ring, request);
    return page ?? this.#inTurn(() => this.#readFiles(request));
  }

  async seqBefore(time: number): Promise<number> {
    return this.#inTurn(async () => {
      const answer = await this.#parts.port.ask({ do: 'seqBefore', timeMs: time });
      // What is written and not yet confirmed is there, and no one's yet.
      return answer.say === 'seq' ? Math.min(answer.seq, this.#ring.headSeq) : 0;
    });
  }

  async *kept(): AsyncIterable<readonly SequencedEvent[]> {
    for (let afterSeq = -1; ;) {
      const request = { do: 'kept', afterSeq, limit: keptPageEvents } as const;
      const answer = await this.#inTurn(() => this.#parts.port.ask(request));
      const events = answer.say === 'kept' ? answer.events.map(decodeEvent) : [];
      const last = events.at(-1);
      if (last === undefined) return;
      yield events;
      afterSeq = last.seq;
    }
  }

  follow(hear: (events: readonly SequencedEvent[]) => void): () => void {
    return this.#followers.add(hear);
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  /** Hears what the files' thread tells unasked. */
  hear(news: StoreNews): void {
    if (news.say === 'horizon') this.#horizonSeq = news.seq;
    else if (this.#failure === undefined) {
      this.#failure = new PitwallError('INTERNAL', `The log has failed: ${news.message}`);
      this.#parts.onFailed(this.#failure);
    }
  }

  async #write(rows: StoredRows): Promise<void> {
    try {
      await this.#parts.port.ask({ do: 'append', rows });
    } catch (error) {
      this.#parts.onRefused?.(error);
      throw error;
    }
  }

  async #readFiles(request: Parameters<EventLog['read']>[0]): Promise<LogPage> {
    const answer = await this.#parts.port.ask({
      do: 'read',
      reading: { ...request, throughSeq: this.#ring.headSeq },
    });
    if (answer.say !== 'page') return { events: [], through: request.afterSeq };
    return { events: answer.page.events.map(decodeEvent), through: answer.page.through };
  }

  /** One reading at a time, so that an append never waits for more than one of them. */
  #inTurn<Answer>(read: () => Promise<Answer>): Promise<Answer> {
    const reading = this.#lastReading.then(read, read);
    this.#lastReading = reading.catch(() => undefined);
    return reading;
  }

  async #close(): Promise<void> {
    await this.#commits.drain();
    try {
      if (this.#failure === undefined) await this.#parts.port.ask({ do: 'close' });
    } catch (thrown) {
      throw new PitwallError('INTERNAL', 'The log could not be closed; its next start checks it', {
        cause: toPitwallError(thrown),
      });
    } finally {
      await this.#parts.port.end();
    }
  }
}
