import { lintEvent, PitwallError, removalOf, toPitwallError, unknownWords, updateRuleOf } from '@pitwall/model';
import type { EventDraft, Kind, SequencedEvent, TelemetryEvent } from '@pitwall/model';
import type { Dialect } from '@pitwall/dialects';
import type { Clock } from '../clock.ts';
import type { EventLog, ReceivedEvent } from '../log/event-log.ts';
import { admit } from './admission.ts';
import { IdWindow } from './id-window.ts';
import type { IdWindowOptions } from './id-window.ts';
import { countName } from '../observe/count.ts';
import { createIngestStats } from '../observe/ingest-stats.ts';
import type { IngestStats } from '../observe/ingest-stats.ts';
import type { Publisher } from './publisher.ts';
import type { PublishResult } from './publish-result.ts';

/** Options of ingest. */
export interface IngestOptions extends IdWindowOptions {
  /** Most events appended in one batch; a larger request becomes several, with a turn of the loop between. @default 512 */
  readonly maxAppendEvents: number;
  /** Most retained keys an account; a publisher that invents keys without end is refused. @default 100,000 */
  readonly maxRetainedKeys: number;
}

/** Defaults with reasons in the options' own descriptions. */
export const defaultIngestOptions: IngestOptions = {
  idWindowMs: 600_000,
  maxIds: 100_000,
  maxAppendEvents: 512,
  maxRetainedKeys: 100_000,
};

/** What ingest asks of the state: enough for bounds and for lists that are whole. */
export interface RetainedReading {
  keyCount(account: string): number;
  value(account: string, kind: Kind, key: string): SequencedEvent | undefined;
  values(account: string, kind: Kind): Iterable<SequencedEvent>;
}

/** What ingest works with. */
export interface IngestParts {
  readonly clock: Clock;
  readonly log: EventLog;
  readonly state: RetainedReading;
  /** Told of each oddity once per event, for the log (ruling 5). */
  readonly onOddity?: (event: TelemetryEvent, oddity: string) => void;
}

/** An item on its way: answered already, answered when its first one is written, or to be written. */
type Admitted =
  | { readonly is: 'settled'; readonly result: PublishResult }
  | { readonly is: 'repeat'; readonly seq: Promise<number> }
  | { readonly is: 'write'; readonly index: number };

/** Takes what publishers send into the log: checked once, written in order, each item answered for itself. */
export class Ingest {
  readonly stats: IngestStats = createIngestStats();
  readonly #options: IngestOptions;
  readonly #parts: IngestParts;
  readonly #ids: IdWindow;

  constructor(options: IngestOptions, parts: IngestParts) {
    this.#options = options;
    this.#parts = parts;
    this.#ids = new IdWindow(options);
  }

  /** Takes up the ids that the log holds, so that a retry over a restart is recognised. */
  restore(event: SequencedEvent): void {
    this.#ids.restore(event);
  }

  /**
   * Publishes items in order. Never rejects for an item's sake: each has its own result. Resolves when every accepted
   * one is as durable as the log promises. The gateway keeps the data objects; do not change them afterwards.
   */
  async publish(publisher: Publisher, values: readonly unknown[]): Promise<readonly PublishResult[]> {
    const batches: Promise<readonly PublishResult[]>[] = [];
    for (let start = 0; start < values.length; start += this.#options.maxAppendEvents) {
      if (start > 0) await new Promise<void>((resolve) => this.#parts.clock.endOfTurn(resolve));
      batches.push(this.#publishBatch(publisher, values.slice(start, start + this.#options.maxAppendEvents)));
    }
    return (await Promise.all(batches)).flat();
  }

  /**
   * Publishes a message in a page's own words. All facts of one message are appended as one batch and delivered
   * together; with a list that is whole, what it no longer contains ends. `idempotencyKey` makes a retry harmless.
   */
  async publishMessage(
    publisher: Publisher,
    dialect: Dialect,
    message: unknown,
    idempotencyKey?: string,
  ): Promise<readonly PublishResult[]> {
    try {
      const { drafts, replaces } = dialect.decodeEvent(message, { receivedAt: this.#parts.clock.now() });
      const endings = replaces === undefined ? [] : this.#endings(publisher, drafts, replaces);
      const all = [...drafts, ...endings].map((draft, index) =>
        idempotencyKey === undefined ? draft : { ...draft, id: `${idempotencyKey}#${index}` },
      );
      return await this.#publishBatch(publisher, all);
    } catch (thrown) {
      return [this.#refuse(thrown)];
    }
  }

  /** Drafts that end the retained facts which a whole list no longer contains. */
  #endings(
    publisher: Publisher,
    drafts: readonly EventDraft[],
    replaces: { kind: Kind; account?: string },
  ): EventDraft[] {
    const account = replaces.account ?? publisher.defaultAccount;
    const receivedAt = this.#parts.clock.now();
    const kept = new Set(drafts.map((draft) => admit(publisher, draft, receivedAt).key));
    const endings: EventDraft[] = [];
    for (const event of this.#parts.state.values(account, replaces.kind)) {
      const removal = kept.has(event.key) ? undefined : removalOf(event);
      if (removal !== undefined) endings.push({ ...removal, account });
    }
    return endings;
  }

  async #publishBatch(publisher: Publisher, values: readonly unknown[]): Promise<readonly PublishResult[]> {
    const batch: ReceivedEvent[] = [];
    const placed = Promise.withResolvers<readonly SequencedEvent[]>();
    // Items are admitted one by one, so that an id which comes twice in a batch is recognised.
    const admitted = values.map((value) => this.#admit({ publisher, batch, placed: placed.promise }, value));
    const written = batch.length === 0 ? Promise.resolve([]) : this.#parts.log.append(batch);
    written.then(placed.resolve, placed.reject);
    // Who waits for a repeat hears of a failure; where nobody does, the results below tell it.
    placed.promise.catch(() => undefined);
    const outcome = await written.catch((thrown: unknown) => toPitwallError(thrown));
    if (!(outcome instanceof PitwallError)) for (const { kind } of batch) countName(this.stats.acceptedByKind, kind);
    const results: PublishResult[] = [];
    for (const item of admitted) {
      results.push(item.is === 'repeat' ? await this.#repeated(item.seq) : this.#resultOf(item, outcome));
    }
    return results;
  }

  #admit(
    into: { publisher: Publisher; batch: ReceivedEvent[]; placed: Promise<readonly SequencedEvent[]> },
    value: unknown,
  ): Admitted {
    const { publisher, batch, placed } = into;
    const receivedAt = this.#parts.clock.now();
    try {
      const event = admit(publisher, value, receivedAt);
      const check = this.#ids.check(publisher.name, event, receivedAt);
      if (check.is === 'reused') {
        throw new PitwallError('ID_REUSED', `Id "${event.id ?? ''}" came before with another body`);
      }
      if (check.is === 'repeat') {
        this.stats.duplicates += 1;
        return check;
      }
      this.#boundKeys(event);
      this.#count(event);
      const received: ReceivedEvent = { ...event, receivedAt, publisher: publisher.name };
      const index = batch.push(received) - 1;
      if (event.id !== undefined) {
        const seq = placed.then((events) => events[index]?.seq ?? 0);
        this.#ids.remember(publisher.name, event, receivedAt, seq);
      }
      return { is: 'write', index };
    } catch (thrown) {
      return { is: 'settled', result: this.#refuse(thrown) };
    }
  }

  /** What became of an item, once its batch is written or was not. */
  #resultOf(
    item: Exclude<Admitted, { is: 'repeat' }>,
    outcome: readonly SequencedEvent[] | PitwallError,
  ): PublishResult {
    if (item.is === 'settled') return item.result;
    if (outcome instanceof PitwallError) return this.#refuse(outcome);
    return { ok: true, seq: outcome[item.index]?.seq ?? 0, duplicate: false };
  }

  /** The answer to a repeat: that of the first one, whenever it comes. */
  async #repeated(firstSeq: Promise<number>): Promise<PublishResult> {
    try {
      return { ok: true, seq: await firstSeq, duplicate: true };
    } catch (thrown) {
      return this.#refuse(thrown);
    }
  }

  #refuse(thrown: unknown): PublishResult {
    const error = toPitwallError(thrown);
    countName(this.stats.refusedByCode, error.code);
    return { ok: false, error };
  }

  #boundKeys(event: TelemetryEvent): void {
    if (updateRuleOf(event).retain !== 'set') return;
    const { state } = this.#parts;
    if (state.keyCount(event.account) < this.#options.maxRetainedKeys) return;
    if (state.value(event.account, event.kind, event.key) !== undefined) return;
    throw new PitwallError(
      'STATE_FULL',
      `Account "${event.account}" already retains ${this.#options.maxRetainedKeys} keys`,
    );
  }

  #count(event: TelemetryEvent): void {
    for (const path of unknownWords(event)) countName(this.stats.unknownWords, `${event.kind}${path}`);
    for (const oddity of lintEvent(event)) {
      countName(this.stats.oddities, `${event.kind} ${oddity}`);
      this.#parts.onOddity?.(event, oddity);
    }
  }
}
