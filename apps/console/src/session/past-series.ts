import type { KeptSeries } from '../data/kept-series.ts';
import type { AskGateway } from '../gateway/gateway-http.ts';
import { readSeries } from '../gateway/read-series.ts';

/** What is done with an answer. */
export type TakeSeries = (series: KeptSeries) => void;

interface Wish {
  readonly take: TakeSeries;
  watchers: number;
  /** Counts questions, so that an answer that was overtaken is not taken. */
  turn: number;
}

/**
 * Asks the gateway for what it keeps of curves, for as long as somebody looks at them: once at first, and again whenever the
 * page comes back from a time in which it heard nothing.
 */
export class PastSeries {
  readonly #ask: AskGateway;
  readonly #wishes = new Map<string, Wish>();

  constructor(ask: AskGateway) {
    this.#ask = ask;
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

  /** The page hears again: what it missed is asked for. */
  again(): void {
    for (const [path, wish] of this.#wishes) void this.#look(path, wish);
  }

  stop(): void {
    for (const wish of this.#wishes.values()) wish.turn += 1;
    this.#wishes.clear();
  }

  async #look(path: string, wish: Wish): Promise<void> {
    wish.turn += 1;
    const { turn } = wish;
    const answer = await this.#ask(path);
    // Who cannot be asked is asked again when the page hears again; until then curves begin where the page did.
    const series = answer.ok ? readSeries(answer.json) : undefined;
    if (series !== undefined && turn === wish.turn) wish.take(series);
  }
}

/** Where a gateway tells what it keeps of an account's equity, as far back as it goes. */
export const equityPath = (account: string): string => `/v1/series/equity?account=${encodeURIComponent(account)}`;

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
