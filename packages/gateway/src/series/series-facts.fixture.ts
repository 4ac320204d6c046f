import { completeEvent } from '@pitwall/model';
import type { Amount, EventDraft, SequencedEvent } from '@pitwall/model';
import type { KeptSeriesOptions } from './kept-series.ts';

/** Room for everything that a test does. */
export const ample: KeptSeriesOptions = {
  maxSeriesAccounts: 100,
  maxSeriesSymbols: 100,
  seriesBytes: 64 * 1024 * 1024,
  seriesIdleMs: 60_000,
};

/** Noon of a day, in ms since 1970: a multiple of each kept width. */
export const noonMs = 1_702_512_000_000;

/** Makes facts one after the other, as a log places them. */
export class Facts {
  #seq = 0;

  get seq(): number {
    return this.#seq;
  }

  place(draft: EventDraft, { account = 'demo', receivedAt = draft.occurredAt ?? noonMs } = {}): SequencedEvent {
    const event = completeEvent(draft, { account, source: 'test', receivedAt });
    this.#seq += 1;
    return { ...event, seq: this.#seq, receivedAt, publisher: 'test' };
  }

  /** What an account is worth so many ms after noon. */
  equity(afterNoonMs: number, amount: Amount, more: Partial<EventDraft> = {}): SequencedEvent {
    const { account, runId, marketTime } = more;
    return this.place(
      {
        kind: 'equity',
        data: { equity: amount },
        occurredAt: noonMs + afterNoonMs,
        ...(runId === undefined ? {} : { runId }),
        ...(marketTime === undefined ? {} : { marketTime }),
      },
      account === undefined ? {} : { account },
    );
  }

  /** What a symbol costs so many ms after noon. */
  price(afterNoonMs: number, symbol: string, price: Amount): SequencedEvent {
    return this.place({ kind: 'market', data: { symbol, price }, occurredAt: noonMs + afterNoonMs });
  }
}
