import { ClientError } from '../client-error.ts';
import type { Dropped, Gap, Live, SubscribeOptions, Update } from '../contract.ts';
import type { Fact } from '../fact.ts';
import type { Sink } from '../reading/reader.ts';
import { callSafely, type FaultReport } from '../reading/report-fault.ts';
import { UpdateQueue } from './update-queue.ts';

/** @default 10,000 updates: some MB at most, and seconds of a busy desk */
const defaultMaxBuffered = 10_000;

interface Waiting {
  readonly resolve: (result: IteratorResult<Update, undefined>) => void;
  readonly reject: (error: ClientError) => void;
}

/** What a subscription is given besides its options. */
export interface OutletParts {
  readonly report: FaultReport;
  /** The application wants no more, or could not keep up where that is the end. */
  readonly leave: () => void;
}

/** Stands between one reader and the application: bounded, in order, one at a time. */
export class Outlet implements Sink {
  readonly #options: SubscribeOptions;
  readonly #parts: OutletParts;
  readonly #queue: UpdateQueue;
  readonly #waiting: Waiting[] = [];
  #isOver = false;
  #error: ClientError | undefined;
  /** A handler that was given an update has not finished with it. */
  #isBusy = false;

  constructor(options: SubscribeOptions, parts: OutletParts) {
    this.#options = options;
    this.#parts = parts;
    const { maxBuffered = defaultMaxBuffered, whenFull = 'drop-oldest' } = options;
    this.#queue = new UpdateQueue({ maxBuffered, whenFull });
  }

  begun(): void {
    // Present values that come again are facts like others here.
  }

  interrupted(): void {
    // The client's status says so; a subscription goes on where it was.
  }

  fact(fact: Fact): void {
    this.#push({ type: 'fact', fact });
  }

  gap(gap: Gap): void {
    this.#push({ type: 'gap', ...gap });
  }

  live(live: Live): void {
    this.#push({ type: 'live', ...live });
  }

  dropped(dropped: Dropped): void {
    this.#push({ type: 'dropped', ...dropped });
  }

  ended(error?: ClientError): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#error = error;
    for (const { resolve, reject } of this.#waiting.splice(0)) {
      if (error === undefined) resolve({ done: true, value: undefined });
      else reject(error);
    }
    callSafely(() => this.#options.onEnd?.(error), this.#parts.report);
  }

  /** Ends it for the application's own reasons. */
  unsubscribe(): void {
    this.#queue.clear();
    this.#parts.leave();
    this.ended();
  }

  updates(): AsyncIterableIterator<Update> {
    return {
      next: () => this.#next(),
      return: () => {
        this.unsubscribe();
        return Promise.resolve({ done: true, value: undefined });
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  async *facts(): AsyncGenerator<Fact, void> {
    for await (const update of this.updates()) {
      if (update.type === 'fact') yield update.fact;
      else await this.#notify(update);
    }
  }

  #push(update: Update): void {
    if (this.#isOver) return;
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) {
      waiting.resolve({ done: false, value: update });
    } else if (this.#queue.push(update)) {
      if (this.#options.onFact !== undefined) this.#pump();
    } else {
      this.#parts.leave();
      this.ended(new ClientError('BUFFER_FULL', 'The application did not take its facts in time'));
    }
  }

  #next(): Promise<IteratorResult<Update, undefined>> {
    const update = this.#queue.take();
    if (update !== undefined) return Promise.resolve({ done: false, value: update });
    if (this.#isOver) {
      const error = this.#error;
      this.#error = undefined;
      return error === undefined ? Promise.resolve({ done: true, value: undefined }) : Promise.reject(error);
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    });
  }

  /** Gives handlers what waits, one at a time, until one of them takes its time or nothing is left. */
  #pump(): void {
    while (!this.#isBusy) {
      const update = this.#queue.take();
      if (update === undefined) return;
      const finished = this.#handle(update);
      if (finished === undefined) continue;
      this.#isBusy = true;
      void this.#resume(finished);
      return;
    }
  }

  async #resume(finished: Promise<void>): Promise<void> {
    await finished.catch(this.#parts.report);
    this.#isBusy = false;
    this.#pump();
  }

  async #notify(update: Update): Promise<void> {
    await this.#handle(update)?.catch(this.#parts.report);
  }

  /** Calls the handler of an update. Answers with a promise where the handler did. */
  #handle(update: Update): Promise<void> | undefined {
    try {
      const finished = this.#call(update);
      return finished instanceof Promise ? finished : undefined;
    } catch (fault) {
      this.#parts.report(fault);
      return undefined;
    }
  }

  #call(update: Update): void | Promise<void> {
    const { onFact, onGap, onLive, onDropped } = this.#options;
    switch (update.type) {
      case 'fact':
        return onFact?.(update.fact);
      case 'gap':
        return onGap?.(update);
      case 'live':
        return onLive?.(update);
      case 'dropped':
        return onDropped?.(update);
    }
  }
}
