import { toPixelNumber } from '../format/decimal.ts';
import { CandleSeries } from './candle-series.ts';
import type { TickCandle } from './candle-series.ts';
import { fewestTicks, keptWidthOf, spacingOf, widthFor, withKept } from './kept-candles.ts';
import { knownThroughMs, unknownTimes } from './kept-series.ts';
import type { KeptSeries, KnownGap } from './kept-series.ts';
import { chartTimeOf } from './fact.ts';
import type { FactOf } from './fact.ts';
import { timeframes } from './timeframes.ts';
import type { Timeframe } from './timeframes.ts';

/** Bounds of the candles. */
export interface PriceHistoryOptions {
  /** Most candles of a symbol and a width. @default 600: a wide screen of them */
  readonly maxCandles?: number;
  /** Most symbols; the one that was heard longest ago goes. @default 50: 50 × 10 widths × 600 candles are 30 MB at the very most */
  readonly maxSymbols?: number;
}

/** Candles of one symbol and width. */
export interface PriceCurve {
  readonly timeframe: Timeframe;
  readonly candles: readonly TickCandle[];
  /** Times of which nothing is known. */
  readonly gaps: readonly KnownGap[];
  /** Undefined: of facts that name no run. */
  readonly runId: string | undefined;
  /** Whether the gateway told what it keeps; else nothing is known from before the page was opened. */
  readonly isKept: boolean;
}

/** Most gaps of a symbol: an old one gives way. */
const mostGaps = 100;

/** Candles of one width, of what was heard. */
interface Width {
  readonly timeframe: Timeframe;
  readonly candles: CandleSeries;
}

interface Prices {
  readonly runId: string | undefined;
  readonly series: readonly [Width, ...Width[]];
  /** What the gateway keeps, by the width that it was asked for. */
  readonly kept: Map<number, KeptSeries>;
  /** How far apart prices are on average, ms, where the gateway told enough of them. */
  spacingMs: number | undefined;
  gaps: readonly KnownGap[];
  lastMs: number;
  cutAtMs: number | undefined;
  readonly painted: Map<string, PriceCurve>;
}

/** What prices did: candles of every price that the page hears and, from before that and from in between, of what the gateway keeps. */
export class PriceHistory {
  readonly #maxCandles: number;
  readonly #maxSymbols: number;
  readonly #symbols = new Map<string, Prices>();

  constructor({ maxCandles = 600, maxSymbols = 50 }: PriceHistoryOptions = {}) {
    this.#maxCandles = maxCandles;
    this.#maxSymbols = maxSymbols;
  }

  /** Takes in a price. One of another run of replayed prices begins the candles anew: its times would stand in the middle of them. True: it stands behind a gap. */
  take(fact: FactOf<'market'>): boolean {
    const { symbol, price } = fact.data;
    const timeMs = chartTimeOf(fact);
    const before = this.#symbols.get(symbol);
    const prices = before === undefined || before.runId !== fact.runId ? this.#newPrices(fact.runId, timeMs) : before;
    this.#keep(symbol, prices);
    const { cutAtMs } = prices;
    // What was known before the cut may be told again after it, and what was missed is still to come.
    const isBehindGap = cutAtMs !== undefined && timeMs > cutAtMs;
    if (isBehindGap) {
      prices.gaps = [...prices.gaps, { fromMs: cutAtMs, toMs: timeMs }].slice(-mostGaps);
      prices.cutAtMs = undefined;
    }
    prices.lastMs = timeMs;
    prices.painted.clear();
    const pixels = toPixelNumber(price);
    if (pixels !== undefined) for (const { candles } of prices.series) candles.add({ timeMs, price: pixels });
    return isBehindGap;
  }

  /**
   * Takes in what the gateway keeps of a symbol. Of another run than the one that is heard it is no part of these candles.
   *
   * @param widthMs of the bars that were asked for; undefined: as far back as any go, which says how frequent prices are
   */
  fill(symbol: string, widthMs: number | undefined, kept: KeptSeries): void {
    const before = this.#symbols.get(symbol);
    if (before !== undefined && before.runId !== kept.runId) return;
    const prices = before ?? this.#newPrices(kept.runId, knownThroughMs(kept));
    this.#keep(symbol, prices);
    if (widthMs === undefined) prices.spacingMs = spacingOf(kept);
    else prices.kept.set(widthMs, kept);
    prices.painted.clear();
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
    const { timeframe, candles } = chosenOf(prices, width);
    const kept = prices.kept.get(keptWidthOf(timeframe) ?? 0);
    const heard = candles.toArray();
    const curve = {
      timeframe,
      candles: kept === undefined ? heard : withKept(heard, kept, timeframe),
      gaps: unknownTimes(prices.gaps, kept),
      runId: prices.runId,
      isKept: kept !== undefined,
    };
    prices.painted.set(width ?? '', curve);
    return curve;
  }

  /** The one that was heard last stands last, so the first is the one to go. */
  #keep(symbol: string, prices: Prices): void {
    this.#symbols.delete(symbol);
    this.#symbols.set(symbol, prices);
    const oldest = this.#symbols.keys().next();
    if (this.#symbols.size > this.#maxSymbols && oldest.done !== true) this.#symbols.delete(oldest.value);
  }

  #newPrices(runId: string | undefined, lastMs: number): Prices {
    const widthOf = (timeframe: Timeframe): Width => ({
      timeframe,
      candles: new CandleSeries(timeframe, this.#maxCandles),
    });
    const [narrowest, ...wider] = timeframes;
    const series = [widthOf(narrowest), ...wider.map(widthOf)] as const;
    const kept = new Map<number, KeptSeries>();
    return { runId, series, kept, spacingMs: undefined, gaps: [], lastMs, cutAtMs: undefined, painted: new Map() };
  }
}

/** The width that was chosen; else one in which candles are more than dashes, by what the gateway told, or by what was heard. */
const chosenOf = ({ series, spacingMs }: Prices, width: string | undefined): Width => {
  const fitting = spacingMs === undefined ? undefined : widthFor(spacingMs, timeframes).name;
  const named = (name: string | undefined) => series.find(({ timeframe }) => timeframe.name === name);
  return (
    named(width) ??
    named(fitting) ??
    series.find(({ candles }) => candles.ticksPerCandle >= fewestTicks) ??
    series.find(({ candles }) => candles.size > 1) ??
    series[0]
  );
};

const none: PriceCurve = { timeframe: timeframes[0], candles: [], gaps: [], runId: undefined, isKept: false };
