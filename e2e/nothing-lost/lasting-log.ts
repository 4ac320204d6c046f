import { MemoryLog } from '@pitwall/gateway';
import type { EventLog } from '@pitwall/gateway';
import { updateRuleOf } from '@pitwall/model';
import type { SequencedEvent } from '@pitwall/model';
import type { Ledger } from './ledger.ts';

/** What a log keeps. */
export interface LastingLogOptions {
  /** Newest events that it keeps; older ones are beyond retention. */
  readonly maxEvents: number;
}

const unitOf = (...parts: readonly string[]): string => JSON.stringify(parts);

/** The disk of gateways that are killed: a log that outlives them, and a ledger of all that it ever took. */
export class LastingLog {
  readonly #options: LastingLogOptions;
  readonly #ledger: Ledger;
  #epochs = 0;
  #log: MemoryLog;
  /** The events that the log holds. */
  #held: SequencedEvent[] = [];
  /** All that the present log ever took. */
  #all: SequencedEvent[] = [];
  /** The values that what it let go of left behind, by account, kind and key: a start begins with them. */
  #kept = new Map<string, SequencedEvent>();

  constructor(options: LastingLogOptions, ledger: Ledger) {
    this.#options = options;
    this.#ledger = ledger;
    this.#log = this.#begin();
  }

  get epoch(): string {
    return this.#log.epoch;
  }

  /** The log as one process sees it: it hears nothing more once that is killed. */
  opened(isDead: () => boolean): EventLog {
    const log = this.#log;
    this.#ledger.started({ epoch: log.epoch, horizonSeq: log.horizonSeq(), headSeq: log.headSeq() });
    return {
      epoch: log.epoch,
      headSeq: () => log.headSeq(),
      horizonSeq: () => log.horizonSeq(),
      append: (batch) => log.append(batch),
      read: (request) => log.read(request),
      seqBefore: (time) => log.seqBefore(time),
      kept: () => this.kept(),
      follow: (hear) =>
        log.follow((events) => {
          if (!isDead()) hear(events);
        }),
      close: () => Promise.resolve(),
    };
  }

  /** Values from before what it holds, in order: a gateway that starts folds them first. */
  async *kept(): AsyncGenerator<readonly SequencedEvent[], void> {
    await Promise.resolve();
    yield [...this.#kept.values()].toSorted((a, b) => a.seq - b.seq);
  }

  /** The past cannot be trusted any more: a new history begins with what is left of the old one, if anything. */
  async cutBack(left: number): Promise<void> {
    const events = this.#held.slice(0, left);
    this.#forget();
    this.#log = this.#begin();
    if (events.length > 0) await this.#log.append(events);
  }

  /** An older copy is put in its place: the same history, which goes on as if what followed had never been. */
  async putBack(left: number): Promise<(cursor: string) => string> {
    const events = this.#all.slice(0, left);
    const { epoch } = this.#log;
    this.#forget();
    const rename = this.#ledger.cutBack(epoch, events.length);
    const log = new MemoryLog({ epoch, maxEvents: this.#options.maxEvents });
    if (events.length > 0) await log.append(events);
    this.#take(log, events);
    this.#log = log;
    this.#follow(log, (event) => this.#ledger.write(epoch, event));
    return rename;
  }

  get headSeq(): number {
    return this.#log.headSeq();
  }

  #forget(): void {
    this.#held = [];
    this.#all = [];
    this.#kept = new Map();
  }

  #begin(): MemoryLog {
    this.#epochs += 1;
    const log = new MemoryLog({ epoch: `e${this.#epochs}`, maxEvents: this.#options.maxEvents });
    this.#ledger.begin(log.epoch);
    this.#follow(log, (event) => this.#ledger.write(log.epoch, event));
    return log;
  }

  #follow(log: MemoryLog, write: (event: SequencedEvent) => void): void {
    log.follow((events) => {
      events.forEach(write);
      this.#take(log, events);
    });
  }

  #take(log: MemoryLog, events: readonly SequencedEvent[]): void {
    this.#all.push(...events);
    this.#held.push(...events);
    const gone = this.#held.splice(0, Math.max(0, this.#held.length - this.#options.maxEvents));
    for (const event of gone) this.#letGo(event);
    this.#ledger.forgot(log.epoch, log.horizonSeq());
  }

  #letGo(event: SequencedEvent): void {
    const { account, kind, key } = event;
    const rule = updateRuleOf(event);
    if (rule.retain === 'set') this.#kept.set(unitOf(account, kind, key), event);
    if (rule.retain !== 'remove') return;
    for (const ended of [kind, ...(rule.alsoRemoves ?? [])]) this.#kept.delete(unitOf(account, ended, key));
  }
}
