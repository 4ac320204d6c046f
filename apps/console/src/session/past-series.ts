import type { KeptSeries } from '../data/kept-series.ts';
import type { AskGateway } from '../gateway/gateway-http.ts';
import { readSeries } from '../gateway/read-series.ts';

/** What is done with an answer. */
export type TakeSeries = (series: KeptSeries) => void;

/** What it works with. */
export interface PastSeriesParts {
  /** Asks the gateway over HTTP, with the token at hand. */
  readonly ask: AskGateway;
  /** Runs again and again; the answer ends that. */
  readonly every: (periodMs: number, run: () => void) => () => void;
}

/** How often the past is asked for again, in ms: bars of a longer day are wider, and what was skipped on the way here is in them. */
const refreshMs = 60_000;

interface Wish {
  readonly take: TakeSeries;
  watchers: number;
  /** Counts questions, so that an answer that was overtaken is not taken. */
  turn: number;
}

/**
 * Asks the gateway for what it keeps of curves, for as long as somebody looks at them: at first, when the page has heard
 * nothing for a while, and once a minute.
 */
export class PastSeries {
  readonly #ask: AskGateway;
  readonly #unwatch: () => void;
  readonly #wishes = new Map<string, Wish>();

  constructor({ ask, every }: PastSeriesParts) {
    this.#ask = ask;
    this.#unwatch = every(refreshMs, () => this.again());
  }

  /**
   * Asks for a curve; the answer ends that. Who asks for the same path shares one question.
   *
   * @param path and query of the gateway's route of series
   */
  want(path: string, take: TakeSeries): () => void {
    const wish = this.#wishes.get(path) ?? { take, watchers: 0, turn: 0 };
    this.#wishes.set(path, wish);
    wish.watchers += 1;
    if (wish.watchers === 1) void this.#look(path, wish);
    return () => {
      wish.watchers -= 1;
      if (wish.watchers > 0) return;
      wish.turn += 1;
      this.#wishes.delete(path);
    };
  }

  /** More is kept than is known here: all of it is asked for. */
  again(): void {
    for (const [path, wish] of this.#wishes) void this.#look(path, wish);
  }

  stop(): void {
    this.#unwatch();
    for (const wish of this.#wishes.values()) wish.turn += 1;
    this.#wishes.clear();
  }

  async #look(path: string, wish: Wish): Promise<void> {
    wish.turn += 1;
    const { turn } = wish;
    const answer = await this.#ask(path);
    // Where nothing can be had, curves begin where the page did, and are asked for again in a while.
    const series = answer.ok ? readSeries(answer.json) : undefined;
    if (series !== undefined && turn === wish.turn) wish.take(series);
  }
}

/**
 * Where a gateway tells what it keeps of an account's equity.
 *
 * @param intervalMs width of the bars; absent: as far back as any goes
 */
export const equityPath = (account: string, intervalMs?: number): string => {
  const query = new URLSearchParams({ account });
  if (intervalMs !== undefined) query.set('intervalMs', String(intervalMs));
  return `/v1/series/equity?${query.toString()}`;
};

/**
 * Where a gateway tells what it keeps of a symbol's prices.
 *
 * @param account who asks, where several may be watched
 * @param intervalMs width of the bars; absent: as far back as any goes
 */
export const marketPath = (symbol: string, account: string | undefined, intervalMs?: number): string => {
  const query = new URLSearchParams({ symbol });
  if (account !== undefined) query.set('account', account);
  if (intervalMs !== undefined) query.set('intervalMs', String(intervalMs));
  return `/v1/series/market?${query.toString()}`;
};
