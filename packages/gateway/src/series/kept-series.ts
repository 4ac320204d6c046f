import type { DurationMs, SequencedEvent, SequencedOf } from '@pitwall/model';
import { createSeriesStats } from '../observe/series-stats.ts';
import type { SeriesStats } from '../observe/series-stats.ts';
import { ByteBudget } from './byte-budget.ts';
import { nameOf, readRun } from './read-run.ts';
import type { SeriesFact } from './series.ts';
import { SeriesShelf } from './series-shelf.ts';
import type { KeptReading, SeriesQuery } from './series-query.ts';
import { Starts } from './starts.ts';
import { keptWidths } from './widths.ts';
import type { KeptWidth } from './widths.ts';

/** Bounds of what is kept. */
export interface KeptSeriesOptions {
  /** Most accounts with a series of equity. */
  readonly maxSeriesAccounts: number;
  /** Most symbols with a series of prices. */
  readonly maxSeriesSymbols: number;
  /** Memory of all bars together. */
  readonly seriesBytes: number;
  /** How long a series must have been silent before another may take its room. */
  readonly seriesIdleMs: DurationMs;
}

/** Kinds of which series are kept. */
export type SeriesKind = 'equity' | 'market';

/** What a fact says for a series. */
type Said = Pick<SeriesFact, 'amount' | 'highWatermark' | 'currency'>;

/**
 * What accounts were worth and symbols cost, in bars: a fold of the log beside the state. It is told confirmed events in their order,
 * passes by all but two kinds, and never asks for more memory than it may have.
 */
export class KeptSeries {
  readonly stats: SeriesStats = createSeriesStats();
  readonly #budget: ByteBudget;
  readonly #shelves: { readonly [kind in SeriesKind]: SeriesShelf };
  #starts = new Starts([]);
  #nowMs = 0;

  constructor(options: KeptSeriesOptions, widths: readonly KeptWidth[] = keptWidths) {
    const { maxSeriesAccounts, maxSeriesSymbols, seriesBytes, seriesIdleMs: idleMs } = options;
    // What is newest in the log is the clock here, so that a fold of the same log always makes the same bars.
    const reclaim = (): boolean =>
      this.#shelves.market.letIdleGo(this.#nowMs) || this.#shelves.equity.letIdleGo(this.#nowMs);
    this.#budget = new ByteBudget(seriesBytes, reclaim);
    const parts = { budget: this.#budget, stats: this.stats, widths };
    this.#shelves = {
      equity: new SeriesShelf({ kind: 'equity', maxSeries: maxSeriesAccounts, idleMs }, parts),
      market: new SeriesShelf({ kind: 'market', maxSeries: maxSeriesSymbols, idleMs }, parts),
    };
  }

  /** Says at which heads of the log gateways began, before any event is committed: what is told after one stands behind a gap. */
  expectStarts(headSeqs: readonly number[]): void {
    this.#starts = new Starts(headSeqs);
  }

  /** Takes confirmed events in their order. */
  commit(events: readonly SequencedEvent[]): void {
    for (const event of events) {
      if (event.kind === 'equity') this.#takeEquity(event);
      else if (event.kind === 'market') this.#takePrice(event);
    }
    this.stats.bytes = this.#budget.usedBytes;
  }

  /** The gateway was not there until now. */
  cut(): void {
    this.#shelves.equity.cut();
    this.#shelves.market.cut();
  }

  /** What is kept of an account's equity, or of a symbol's prices. */
  read(kind: SeriesKind, name: string, query: SeriesQuery): KeptReading {
    const shelf = this.#shelves[kind];
    const runs = shelf.get(name)?.runs ?? [];
    const wanted = query.runId === undefined ? runs.at(-1) : runs.findLast(({ runId }) => runId === query.runId);
    const run = wanted && readRun(wanted, query);
    return {
      runs: runs.map((one) => {
        const { firstMs, lastMs, heardAtMs } = one;
        return { ...nameOf(one), firstMs, lastMs, heardAtMs };
      }),
      ...(run === undefined ? {} : { run }),
      noRoom: runs.length === 0 && shelf.hasRefused,
    };
  }

  #takeEquity(event: SequencedOf<'equity'>): void {
    const { equity, highWatermark, currency } = event.data;
    this.#take(event, { amount: equity, highWatermark, currency });
  }

  #takePrice(event: SequencedOf<'market'>): void {
    // A symbol that leaves the watchlist says its last price again; nobody traded at it.
    if (event.data.action === 'removed') return;
    this.#take(event, { amount: event.data.price, highWatermark: undefined, currency: undefined });
  }

  #take(event: SequencedOf<SeriesKind>, said: Said): void {
    const { kind, seq, receivedAt, runId, marketTime, occurredAt } = event;
    if (this.#starts.isBefore(seq)) this.cut();
    this.#nowMs = receivedAt;
    const { amount, highWatermark, currency } = said;
    const near = Number(amount);
    const timeMs = marketTime ?? occurredAt;
    const fact = { seq, receivedAt, timeMs, amount, near, highWatermark, runId, currency };
    this.#shelves[kind].take(kind === 'equity' ? event.account : event.key, fact);
  }
}
