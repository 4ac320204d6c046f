import { toPixelNumber } from '../format/decimal.ts';
import type { Amount } from '../format/decimal.ts';
import { CandleSeries } from './candle-series.ts';
import type { TickCandle } from './candle-series.ts';
import { chartTimeOf } from './fact.ts';
import type { Fact } from './fact.ts';
import { timeframes } from './timeframes.ts';
import type { Timeframe } from './timeframes.ts';

/** Bounds of the candles. */
export interface PriceHistoryOptions {
  /** Most candles of a symbol and a width. @default 600: a wide screen of them */
  readonly maxCandles?: number;
  /** Most symbols; the one that was heard longest ago goes. @default 50: 50 × 10 widths × 600 candles are 30 MB at the very most */
  readonly maxSymbols?: number;
}

/** A time in which the page heard nothing. */
export interface PriceGap {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Candles of one symbol and width. */
export interface PriceCurve {
  readonly timeframe: Timeframe;
  readonly candles: readonly TickCandle[];
  readonly gaps: readonly PriceGap[];
}

/** Most gaps of a symbol: an old one gives way. */
const mostGaps = 100;

/** A candle of fewer prices on average is a dash rather than a candle. */
const fewestTicks = 4;

/** What says a price: its place in time and its run are all that counts beside it. */
type Told = Pick<Fact, 'occurredAt' | 'receivedAt' | 'marketTime' | 'runId'>;

interface Prices {
  readonly runId: string | undefined;
  readonly series: readonly { readonly timeframe: Timeframe; readonly candles: CandleSeries }[];
  /** When the gateway took in the newest price. */
  receivedAt: number;
  gaps: readonly PriceGap[];
  lastMs: number;
  cutAtMs: number | undefined;
  readonly painted: Map<string, PriceCurve>;
}

/**
 * What prices did. The gateway keeps the newest price of a symbol and no bars, so candles are made here, of every price that comes:
 * those of the market as they come, and of the time before the page was opened those that decisions and fills name.
 */
export class PriceHistory {
  readonly #maxCandles: number;
  readonly #maxSymbols: number;
  readonly #symbols = new Map<string, Prices>();

  constructor({ maxCandles = 600, maxSymbols = 50 }: PriceHistoryOptions = {}) {
    this.#maxCandles = maxCandles;
    this.#maxSymbols = maxSymbols;
  }

  /** Takes in what a fact says of prices; most kinds say nothing. */
  take(fact: Fact): void {
    if (fact.kind === 'market') this.#live(fact.data.symbol, fact.data.price, fact);
    else if (fact.kind === 'decision') this.#past(fact.data.symbol, fact.data.marketData?.price, fact);
    else if (fact.kind === 'trade' && fact.data.status === 'filled')
      this.#past(fact.data.symbol, fact.data.price, fact);
  }

  /** The page hears nothing from now on; what comes next stands behind a gap. */
  cut(): void {
    for (const prices of this.#symbols.values()) prices.cutAtMs ??= prices.lastMs;
  }

  /**
   * Candles of a symbol; the same object until another price comes.
   *
   * @param width name of a timeframe; undefined: the narrowest whose candles are more than dashes
   */
  curve(symbol: string, width: string | undefined): PriceCurve {
    const prices = this.#symbols.get(symbol);
    if (prices === undefined) return none;
    const known = prices.painted.get(width ?? '');
    if (known !== undefined) return known;
    const chosen =
      prices.series.find(({ timeframe }) => timeframe.name === width) ??
      prices.series.find(({ candles }) => candles.ticksPerCandle >= fewestTicks) ??
      prices.series.find(({ candles }) => candles.size > 1);
    const { timeframe, candles } = chosen ?? { timeframe: none.timeframe, candles: undefined };
    const curve = { timeframe, candles: candles?.toArray() ?? [], gaps: prices.gaps };
    prices.painted.set(width ?? '', curve);
    return curve;
  }

  #live(symbol: string, price: Amount, told: Told): void {
    const before = this.#symbols.get(symbol);
    const prices = before === undefined || before.runId !== told.runId ? this.#begin(symbol, told) : before;
    // The one that was heard last stands last, so the first is the one to go.
    this.#symbols.delete(symbol);
    this.#symbols.set(symbol, prices);
    const oldest = this.#symbols.keys().next();
    if (this.#symbols.size > this.#maxSymbols && oldest.done !== true) this.#symbols.delete(oldest.value);
    const timeMs = chartTimeOf(told);
    if (prices.cutAtMs !== undefined && timeMs > prices.cutAtMs)
      prices.gaps = [...prices.gaps, { fromMs: prices.cutAtMs, toMs: timeMs }].slice(-mostGaps);
    prices.cutAtMs = undefined;
    prices.lastMs = timeMs;
    prices.receivedAt = Math.max(prices.receivedAt, told.receivedAt);
    add(prices, price, timeMs);
  }

  /** A price of another run of replayed prices is none of this one: its times would stand in the middle of it. */
  #past(symbol: string | undefined, price: Amount | undefined, told: Told): void {
    if (symbol === undefined || price === undefined) return;
    const prices = this.#symbols.get(symbol);
    if (prices !== undefined && prices.runId !== told.runId && told.receivedAt < prices.receivedAt) return;
    const known = prices === undefined || prices.runId !== told.runId ? this.#begin(symbol, told) : prices;
    add(known, price, chartTimeOf(told));
  }

  #begin(symbol: string, told: Told): Prices {
    const series = timeframes.map((timeframe) => ({
      timeframe,
      candles: new CandleSeries(timeframe, this.#maxCandles),
    }));
    const { runId, receivedAt } = told;
    const lastMs = chartTimeOf(told);
    const prices: Prices = { runId, series, receivedAt, gaps: [], lastMs, cutAtMs: undefined, painted: new Map() };
    this.#symbols.set(symbol, prices);
    return prices;
  }
}

const add = (prices: Prices, amount: Amount, timeMs: number): void => {
  const price = toPixelNumber(amount);
  if (price === undefined) return;
  for (const { candles } of prices.series) candles.add({ timeMs, price });
  prices.painted.clear();
};

const none: PriceCurve = { timeframe: timeframes[0], candles: [], gaps: [] };
