import { PitwallError } from '@pitwall/model';
import type { SequencedEvent } from '@pitwall/model';
import type { Dialect, Publication } from '@pitwall/dialects';
import { createIngestStats } from '../observe/ingest-stats.ts';
import type { IngestStats } from '../observe/ingest-stats.ts';
import { admit } from './admission.ts';
import { BatchWriter } from './batch-writer.ts';
import type { BatchWriterParts, Written } from './batch-writer.ts';
import type { KeyBudgetOptions } from './key-budget.ts';
import { laneOf, Lanes } from './lanes.ts';
import type { LanesOptions } from './lanes.ts';
import { keyedMessage, MessageWindow } from './message-window.ts';
import type { Publisher } from './publisher.ts';
import type { PublishResult } from './publish-result.ts';
import type { IdWindowOptions } from './recent-window.ts';
import { refuse } from './refuse.ts';
import { endingId, endingsOf, factId, lanesOf, readWholeList } from './whole-list.ts';

/** Options of ingest. */
export interface IngestOptions extends IdWindowOptions, KeyBudgetOptions, LanesOptions {
  /** Most events appended in one batch; a larger request becomes several, with a turn of the loop between. @default 512 */
  readonly maxAppendEvents: number;
}

/** Defaults with reasons in the options' own descriptions. */
export const defaultIngestOptions: IngestOptions = {
  idWindowMs: 600_000,
  maxIds: 100_000,
  maxAppendEvents: 512,
  maxRetainedKeys: 100_000,
  maxWaitingBatches: 4096,
};

/** What ingest works with. */
export type IngestParts = BatchWriterParts;

/** A message in a page's own words, and how it is to be understood. */
interface PageMessage {
  readonly publisher: Publisher;
  readonly dialect: Dialect;
  readonly message: unknown;
  readonly idempotencyKey: string | undefined;
}

/** Takes what publishers send into the log: checked once, written in order, each item answered for itself. */
export class Ingest {
  readonly stats: IngestStats = createIngestStats();
  readonly #options: IngestOptions;
  readonly #parts: IngestParts;
  readonly #writer: BatchWriter;
  readonly #lanes: Lanes;
  readonly #messages: MessageWindow;

  constructor(options: IngestOptions, parts: IngestParts) {
    this.#options = options;
    this.#parts = parts;
    this.#writer = new BatchWriter(options, parts, this.stats);
    this.#lanes = new Lanes(options);
    this.#messages = new MessageWindow(options);
  }

  /** Takes up the ids that the log holds, so that a retry over a restart is recognised. */
  restore(event: SequencedEvent): void {
    this.#writer.restore(event);
  }

  /**
   * Publishes items in order. Never rejects for an item's sake: each has its own result. Resolves when every accepted
   * one is as durable as the log promises. Where the log refuses, it refuses all that follows too: a later item may
   * rest on an earlier one. The gateway keeps the data objects; do not change them afterwards.
   */
  async publish(publisher: Publisher, values: readonly unknown[]): Promise<readonly PublishResult[]> {
    const results: PublishResult[] = [];
    for (let start = 0; start < values.length; start += this.#options.maxAppendEvents) {
      if (start > 0) await new Promise<void>((resolve) => this.#parts.clock.endOfTurn(resolve));
      const slice = values.slice(start, start + this.#options.maxAppendEvents);
      const { results: ofSlice, failure } = await this.#writeInTurn(publisher, slice);
      for (const result of ofSlice) results.push(result);
      if (failure === undefined) continue;
      while (results.length < values.length) results.push(refuse(this.stats, failure));
      break;
    }
    return results;
  }

  /**
   * Publishes a message in a page's own words. All facts of one message are appended as one batch and delivered
   * together; with a list that is whole, what it no longer contains ends. `idempotencyKey` makes a retry harmless: it
   * is answered as the first one was and writes nothing.
   */
  async publishMessage(
    publisher: Publisher,
    dialect: Dialect,
    message: unknown,
    idempotencyKey?: string,
  ): Promise<readonly PublishResult[]> {
    const page: PageMessage = { publisher, dialect, message, idempotencyKey };
    try {
      return await (idempotencyKey === undefined ? this.#publishPage(page) : this.#publishOnce(page, idempotencyKey));
    } catch (thrown) {
      return [refuse(this.stats, thrown)];
    }
  }

  async #publishOnce(page: PageMessage, key: string): Promise<readonly PublishResult[]> {
    const { publisher, dialect, message } = page;
    const keyed = keyedMessage(key, dialect.name, message);
    const nowMs = this.#parts.clock.monotonicMs();
    const check = this.#messages.check(publisher.name, keyed, nowMs);
    if (check.is === 'reused') throw new PitwallError('ID_REUSED', `Key "${key}" came before with another message`);
    if (check.is === 'repeat') return (await check.results).map((result) => this.#repeated(result));
    const results = this.#publishPage(page);
    this.#messages.remember(publisher.name, keyed, nowMs, results);
    return results;
  }

  #repeated(first: PublishResult): PublishResult {
    if (!first.ok) return refuse(this.stats, first.error);
    this.stats.duplicates += 1;
    return { ...first, duplicate: true };
  }

  async #publishPage(page: PageMessage): Promise<readonly PublishResult[]> {
    const { publisher, dialect, message, idempotencyKey: key } = page;
    const decoded = dialect.decodeEvent(message, { receivedAt: this.#parts.clock.now() });
    const drafts =
      key === undefined ? decoded.drafts : decoded.drafts.map((draft, index) => ({ ...draft, id: factId(key, index) }));
    const { replaces } = decoded;
    const { results } = await (replaces === undefined
      ? this.#writeInTurn(publisher, drafts)
      : this.#replace(publisher, { drafts, replaces }, key));
    return results;
  }

  /** Writes a whole list with what it ends, when the state has all that came before it. */
  async #replace(publisher: Publisher, publication: Required<Publication>, key: string | undefined): Promise<Written> {
    const list = readWholeList(publisher, publication, this.#parts.clock.now());
    const leave = await this.#lanes.enter(lanesOf(list));
    let written: Promise<Written>;
    try {
      await this.#writer.settled();
      const knows = (id: string, account: string): boolean => this.#writer.knows(publisher, { account, id });
      // The log may hold a keyed list that a restart made ingest forget; what it ended then is all that it ends.
      const isRetry =
        key !== undefined &&
        (knows(endingId(key, 0), list.account) || list.facts.some(({ id = '', account }) => knows(id, account)));
      const endings = isRetry ? [] : endingsOf(list, this.#parts.state);
      const identified =
        key === undefined ? endings : endings.map((ending, index) => ({ ...ending, id: endingId(key, index) }));
      written = this.#writer.write(publisher, [...list.drafts, ...identified]);
    } finally {
      leave();
    }
    return written;
  }

  /** Writes a batch within this call, or after the whole lists about the same facts that came before it. */
  async #writeInTurn(publisher: Publisher, values: readonly unknown[]): Promise<Written> {
    if (this.#lanes.idle) return this.#writer.write(publisher, values);
    const lanes = this.#lanesOf(publisher, values);
    if (!this.#lanes.isBusy(lanes)) return this.#writer.write(publisher, values);
    let written: Promise<Written>;
    try {
      const leave = await this.#lanes.enter(lanes);
      written = this.#writer.write(publisher, values);
      leave();
    } catch (thrown) {
      const refused = values.map(() => refuse(this.stats, thrown));
      const [first] = refused;
      return { results: refused, ...(first?.ok === false ? { failure: first.error } : {}) };
    }
    return written;
  }

  #lanesOf(publisher: Publisher, values: readonly unknown[]): ReadonlySet<string> {
    const lanes = new Set<string>();
    const receivedAt = this.#parts.clock.now();
    for (const value of values) {
      try {
        lanes.add(laneOf(admit(publisher, value, receivedAt)));
      } catch {
        // Writing it finds the same and answers it.
      }
    }
    return lanes;
  }
}
