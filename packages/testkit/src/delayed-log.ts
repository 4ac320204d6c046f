import { PitwallError } from '@pitwall/model';
import type { SequencedEvent } from '@pitwall/model';
import type { Clock, EventLog, LogPage, ReceivedEvent } from '@pitwall/gateway';

/** Options of a delayed log. */
export interface DelayedLogOptions {
  /** Chooses each delay in ms; called for every write, confirmation and read. */
  readonly nextDelayMs: () => number;
}

interface PendingAppend {
  readonly batch: readonly ReceivedEvent[];
  written: boolean;
  readonly settle: (placed: Promise<readonly SequencedEvent[]>) => void;
}

/** A log whose writes take their time and whose confirmations come back in any order, as a disk's or a network's do. */
export class DelayedLog implements EventLog {
  readonly #inner: EventLog;
  readonly #clock: Clock;
  readonly #options: DelayedLogOptions;
  readonly #queue: PendingAppend[] = [];
  #closing: Promise<void> | undefined;
  #whenWritten: (() => void) | undefined;

  constructor(options: DelayedLogOptions, parts: { inner: EventLog; clock: Clock }) {
    this.#options = options;
    this.#inner = parts.inner;
    this.#clock = parts.clock;
  }

  get epoch(): string {
    return this.#inner.epoch;
  }

  headSeq(): number {
    return this.#inner.headSeq();
  }

  horizonSeq(): number {
    return this.#inner.horizonSeq();
  }

  async append(batch: readonly ReceivedEvent[]): Promise<readonly SequencedEvent[]> {
    if (this.#closing !== undefined) throw new PitwallError('SHUTTING_DOWN', 'The log is closed');
    const placed = await new Promise<readonly SequencedEvent[]>((resolve, reject) => {
      const pending: PendingAppend = { batch, written: false, settle: (result) => void result.then(resolve, reject) };
      this.#queue.push(pending);
      this.#clock.after(this.#options.nextDelayMs(), () => {
        pending.written = true;
        this.#commitWritten();
      });
    });
    await this.#delay();
    return placed;
  }

  async read(request: Parameters<EventLog['read']>[0]): Promise<LogPage> {
    await this.#delay();
    return this.#inner.read(request);
  }

  async seqBefore(time: number): Promise<number> {
    await this.#delay();
    return this.#inner.seqBefore(time);
  }

  follow(hear: (events: readonly SequencedEvent[]) => void): () => void {
    return this.#inner.follow(hear);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    if (this.#queue.length > 0) await new Promise<void>((resolve) => (this.#whenWritten = resolve));
    await this.#inner.close();
  }

  /** A batch is committed only when all before it are: the order of calls is the order of seqs. */
  #commitWritten(): void {
    for (let first = this.#queue[0]; first?.written === true; first = this.#queue[0]) {
      this.#queue.shift();
      first.settle(this.#inner.append(first.batch));
    }
    if (this.#queue.length === 0) this.#whenWritten?.();
  }

  #delay(): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.after(this.#options.nextDelayMs(), resolve);
    });
  }
}
