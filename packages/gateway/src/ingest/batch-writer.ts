import { lintEvent, PitwallError, toPitwallError, unknownWords } from '@pitwall/model';
import type { SequencedEvent, TelemetryEvent } from '@pitwall/model';
import type { Clock } from '../clock.ts';
import type { EventLog, ReceivedEvent } from '../log/event-log.ts';
import { countName } from '../observe/count.ts';
import type { IngestStats } from '../observe/ingest-stats.ts';
import { admit } from './admission.ts';
import { IdWindow } from './id-window.ts';
import { KeyBudget } from './key-budget.ts';
import type { KeyBudgetOptions, KeyReservation } from './key-budget.ts';
import type { Publisher } from './publisher.ts';
import type { PublishResult } from './publish-result.ts';
import type { IdWindowOptions } from './recent-window.ts';
import { refuse } from './refuse.ts';
import type { RetainedReading } from './retained-reading.ts';

/** What a batch writer works with. */
export interface BatchWriterParts {
  readonly clock: Clock;
  readonly log: EventLog;
  readonly state: RetainedReading;
  /** Told of each oddity once per event, for the log (ruling 5). */
  readonly onOddity?: (event: TelemetryEvent, oddity: string) => void;
}

/** What became of a batch. */
export interface Written {
  /** In the order of the values. */
  readonly results: readonly PublishResult[];
  /** Why what was good in it is not, or not surely, in the log. */
  readonly failure?: PitwallError;
}

/** An item on its way: answered already, answered when its first one is written, or to be written. */
type Admitted =
  | { readonly is: 'settled'; readonly result: PublishResult }
  | { readonly is: 'repeat'; readonly seq: Promise<number> }
  | { readonly is: 'write'; readonly index: number };

/** A batch that is being filled. */
interface Filling {
  readonly publisher: Publisher;
  readonly batch: ReceivedEvent[];
  readonly keys: KeyReservation;
  readonly placed: Promise<readonly SequencedEvent[]>;
}

/** Admits the items of one batch after the other and appends them. */
export class BatchWriter {
  readonly #parts: BatchWriterParts;
  readonly #stats: IngestStats;
  readonly #ids: IdWindow;
  readonly #keys: KeyBudget;
  readonly #appends = new Set<Promise<unknown>>();

  constructor(options: IdWindowOptions & KeyBudgetOptions, parts: BatchWriterParts, stats: IngestStats) {
    this.#parts = parts;
    this.#stats = stats;
    this.#ids = new IdWindow(options);
    this.#keys = new KeyBudget(options, parts.state);
  }

  /** Takes up an id that the log holds. */
  restore(event: SequencedEvent): void {
    const { clock } = this.#parts;
    // Its age is all that the wall clock is asked for: from here on the ids age by the clock that never goes back.
    const ageMs = Math.max(0, clock.now() - event.receivedAt);
    this.#ids.remember(event.publisher, event, clock.monotonicMs() - ageMs, Promise.resolve(event.seq));
  }

  /** Whether an id stands for an event that is written or being written. */
  knows(publisher: Publisher, of: { readonly account: string; readonly id: string }): boolean {
    return this.#ids.knows(publisher.name, of, this.#parts.clock.monotonicMs());
  }

  /** Resolves when all that is being appended now is written or has failed. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#appends);
  }

  /** Appends what is good among values within this call; resolves, and never rejects, when it is written. */
  async write(publisher: Publisher, values: readonly unknown[]): Promise<Written> {
    const batch: ReceivedEvent[] = [];
    const keys = this.#keys.begin();
    const placed = Promise.withResolvers<readonly SequencedEvent[]>();
    // Who waits for a repeat hears of a failure; where nobody does, the results below tell it.
    placed.promise.catch(() => undefined);
    const into: Filling = { publisher, batch, keys, placed: placed.promise };
    // Items are admitted one by one, so that an id which comes twice in a batch is recognised.
    const admitted = values.map((value) => this.#admit(into, value));
    const written = this.#append(batch, keys);
    written.then(placed.resolve, placed.reject);
    const outcome = await written.catch((thrown: unknown) => toPitwallError(thrown));
    if (!(outcome instanceof PitwallError)) for (const { kind } of batch) countName(this.#stats.acceptedByKind, kind);
    return this.#answer(admitted, outcome);
  }

  async #append(batch: readonly ReceivedEvent[], keys: KeyReservation): Promise<readonly SequencedEvent[]> {
    if (batch.length === 0) return [];
    const append = this.#parts.log.append(batch);
    this.#appends.add(append);
    try {
      return await append;
    } finally {
      this.#appends.delete(append);
      keys.release();
    }
  }

  #admit(into: Filling, value: unknown): Admitted {
    const { publisher, batch, keys, placed } = into;
    const { clock } = this.#parts;
    const receivedAt = clock.now();
    try {
      const event = admit(publisher, value, receivedAt);
      const check = this.#ids.check(publisher.name, event, clock.monotonicMs());
      if (check.is === 'reused') {
        throw new PitwallError('ID_REUSED', `Id "${event.id ?? ''}" came before with another body`);
      }
      if (check.is === 'repeat') {
        this.#stats.duplicates += 1;
        return check;
      }
      keys.take(event);
      this.#count(event);
      const received: ReceivedEvent = { ...event, receivedAt, publisher: publisher.name };
      const index = batch.push(received) - 1;
      if (event.id !== undefined) {
        const seq = placed.then((events) => events[index]?.seq ?? 0);
        this.#ids.remember(publisher.name, event, clock.monotonicMs(), seq);
      }
      return { is: 'write', index };
    } catch (thrown) {
      return { is: 'settled', result: refuse(this.#stats, thrown) };
    }
  }

  /** What became of each item, once the batch is written or was not. */
  async #answer(admitted: readonly Admitted[], outcome: readonly SequencedEvent[] | PitwallError): Promise<Written> {
    let failure = outcome instanceof PitwallError ? outcome : undefined;
    const results: PublishResult[] = [];
    for (const item of admitted) {
      if (item.is === 'settled') {
        results.push(item.result);
      } else if (item.is === 'write') {
        results.push(
          outcome instanceof PitwallError
            ? refuse(this.#stats, outcome)
            : { ok: true, seq: outcome[item.index]?.seq ?? 0, duplicate: false },
        );
      } else {
        const result = await this.#repeated(item.seq);
        if (!result.ok) failure ??= result.error;
        results.push(result);
      }
    }
    return { results, ...(failure === undefined ? {} : { failure }) };
  }

  /** The answer to a repeat: that of the first one, whenever it comes. */
  async #repeated(firstSeq: Promise<number>): Promise<PublishResult> {
    try {
      return { ok: true, seq: await firstSeq, duplicate: true };
    } catch (thrown) {
      return refuse(this.#stats, thrown);
    }
  }

  #count(event: TelemetryEvent): void {
    for (const path of unknownWords(event)) countName(this.#stats.unknownWords, `${event.kind}${path}`);
    for (const oddity of lintEvent(event)) {
      countName(this.#stats.oddities, `${event.kind} ${oddity}`);
      this.#parts.onOddity?.(event, oddity);
    }
  }
}
