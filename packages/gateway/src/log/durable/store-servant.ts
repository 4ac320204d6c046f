import { PitwallError, toPitwallError } from '@pitwall/model';
import { LogStore } from './log-store.ts';
import { unusable, whyNotOpened } from './store-errors.ts';
import type { StoreAnswer, StoreNews, StoreRequest } from './store-messages.ts';

/** What a servant works with. */
export interface StoreServantParts {
  /** Wall clock. */
  readonly now: () => number;
  /** Takes what is told unasked. */
  readonly tell: (news: StoreNews) => void;
  /** Runs something again and again. */
  readonly every: (intervalMs: number, run: () => void) => void;
  /** Runs something when what waits has had its turn. */
  readonly soon: (run: () => void) => void;
}

/** How often retention looks whether something is to go, in ms; files are kept for hours. */
const retentionIntervalMs = 30_000;

/** Serves a store's requests one after the other, and keeps its retention between them. */
export class StoreServant {
  readonly #parts: StoreServantParts;
  #store: LogStore | undefined;
  #isRetaining = false;
  #horizonSeq = 0;

  constructor(parts: StoreServantParts) {
    this.#parts = parts;
  }

  /** Does what is asked. A fault that a store cannot go on after is told as news, too. */
  serve(request: StoreRequest): StoreAnswer {
    try {
      if (request.do === 'open') return this.#open(request);
      if (this.#store === undefined) throw new PitwallError('INTERNAL', 'The log is not open');
      return this.#serve(this.#store, request);
    } catch (thrown) {
      const { code, message } = toPitwallError(thrown);
      if (code === 'INTERNAL') this.#parts.tell({ say: 'failed', message });
      return { say: 'refused', code, message };
    }
  }

  #open({ directory, options }: Extract<StoreRequest, { do: 'open' }>): StoreAnswer {
    try {
      this.#store = LogStore.open(directory, options, this.#parts);
    } catch (thrown) {
      if (thrown instanceof PitwallError) throw thrown;
      throw unusable(directory, whyNotOpened(thrown), thrown);
    }
    const { report } = this.#store;
    this.#horizonSeq = report.horizonSeq;
    this.#parts.every(retentionIntervalMs, () => this.#retain());
    this.#parts.soon(() => this.#retain());
    return { say: 'opened', report };
  }

  #serve(store: LogStore, request: Exclude<StoreRequest, { do: 'open' }>): StoreAnswer {
    switch (request.do) {
      case 'append':
        store.append(request.rows);
        return { say: 'done' };
      case 'read':
        return { say: 'page', page: store.read(request.reading) };
      case 'seqBefore':
        return { say: 'seq', seq: store.seqBefore(request.timeMs) };
      case 'kept':
        return { say: 'kept', events: store.kept(request.afterSeq, request.limit) };
      case 'close':
        this.#store = undefined;
        store.close();
        return { say: 'done' };
    }
  }

  #retain(): void {
    if (this.#isRetaining || this.#store === undefined) return;
    this.#isRetaining = true;
    this.#retainOn(this.#store, this.#store.retain());
  }

  /** A step at a time, with whatever is asked meanwhile between two of them. */
  #retainOn(store: LogStore, steps: Generator<number, void>): void {
    this.#parts.soon(() => {
      // Closed meanwhile: the next start goes on.
      if (this.#store !== store) return;
      try {
        const step = steps.next();
        if (step.done === true) this.#isRetaining = false;
        else this.#tellHorizon(step.value);
        if (step.done !== true) this.#retainOn(store, steps);
      } catch (thrown) {
        this.#parts.tell({ say: 'failed', message: toPitwallError(thrown).message });
      }
    });
  }

  #tellHorizon(seq: number): void {
    if (seq === this.#horizonSeq) return;
    this.#horizonSeq = seq;
    this.#parts.tell({ say: 'horizon', seq });
  }
}
