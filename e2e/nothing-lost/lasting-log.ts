import { MemoryLog } from '@pitwall/gateway';
import type { EventLog } from '@pitwall/gateway';
import type { SequencedEvent } from '@pitwall/model';
import type { Ledger } from './ledger.ts';

/** What a log keeps. */
export interface LastingLogOptions {
  /** Newest events that it keeps; older ones are beyond retention. */
  readonly maxEvents: number;
}

/** The disk of gateways that are killed: a log that outlives them, and a ledger of all that it ever took. */
export class LastingLog {
  readonly #options: LastingLogOptions;
  readonly #ledger: Ledger;
  #epochs = 0;
  #log: MemoryLog;
  /** What the log holds, as far as it keeps it. */
  #kept: SequencedEvent[] = [];

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
    return {
      epoch: log.epoch,
      headSeq: () => log.headSeq(),
      horizonSeq: () => log.horizonSeq(),
      append: (batch) => log.append(batch),
      read: (request) => log.read(request),
      seqBefore: (time) => log.seqBefore(time),
      follow: (hear) =>
        log.follow((events) => {
          if (!isDead()) hear(events);
        }),
      close: () => Promise.resolve(),
    };
  }

  /** The past cannot be trusted any more: a new history begins with what is left of the old one, if anything. */
  async cutBack(left: number): Promise<void> {
    const events = this.#kept.slice(0, left);
    this.#kept = [];
    this.#log = this.#begin();
    if (events.length > 0) await this.#log.append(events);
  }

  #begin(): MemoryLog {
    this.#epochs += 1;
    const log = new MemoryLog({ epoch: `e${this.#epochs}`, maxEvents: this.#options.maxEvents });
    this.#ledger.begin(log.epoch);
    log.follow((events) => {
      for (const event of events) this.#ledger.write(log.epoch, event);
      this.#kept.push(...events);
      this.#kept.splice(0, this.#kept.length - this.#options.maxEvents);
      this.#ledger.forgot(log.epoch, log.horizonSeq());
    });
    return log;
  }
}
