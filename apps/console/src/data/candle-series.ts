import { candleStart } from './timeframes.ts';
import type { Timeframe } from './timeframes.ts';

/** One price that was published. Prices are binary numbers: they become pixels. */
export interface Tick {
  /** Ms since 1970 UTC. */
  readonly timeMs: number;
  readonly price: number;
}

/** What prices did in one stretch of time, as far as they were published. */
export interface TickCandle {
  /** When it began, ms since 1970 UTC. */
  readonly timeMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** How many prices it is made of. */
  readonly ticks: number;
  /** When the first and the last of them were. */
  readonly firstMs: number;
  readonly lastMs: number;
}

const grown = (candle: TickCandle, { timeMs, price }: Tick): TickCandle => ({
  timeMs: candle.timeMs,
  open: timeMs < candle.firstMs ? price : candle.open,
  high: Math.max(candle.high, price),
  low: Math.min(candle.low, price),
  close: timeMs >= candle.lastMs ? price : candle.close,
  ticks: candle.ticks + 1,
  firstMs: Math.min(candle.firstMs, timeMs),
  lastMs: Math.max(candle.lastMs, timeMs),
});

/**
 * Candles of one width, made of single prices. Prices of the past may come after those of now, so a candle takes a price whenever
 * it comes; the oldest candle gives way to the newest.
 */
export class CandleSeries {
  readonly #timeframe: Timeframe;
  readonly #capacity: number;
  #candles: TickCandle[] = [];
  #ticks = 0;

  /** @param capacity most candles */
  constructor(timeframe: Timeframe, capacity: number) {
    this.#timeframe = timeframe;
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#candles.length;
  }

  /** Prices in a candle, on average. */
  get ticksPerCandle(): number {
    return this.#candles.length === 0 ? 0 : this.#ticks / this.#candles.length;
  }

  /** Takes in a price, of any time. */
  add(tick: Tick): void {
    const timeMs = candleStart(tick.timeMs, this.#timeframe);
    const at = this.#placeOf(timeMs);
    const there = this.#candles[at];
    if (there?.timeMs === timeMs) this.#candles[at] = grown(there, tick);
    else if (at === 0 && this.#candles.length >= this.#capacity) return;
    else {
      const { price, timeMs: atMs } = tick;
      const candle = { timeMs, open: price, high: price, low: price, close: price };
      this.#candles.splice(at, 0, { ...candle, ticks: 1, firstMs: atMs, lastMs: atMs });
    }
    this.#ticks += 1;
    if (this.#candles.length > this.#capacity) this.#ticks -= this.#candles.shift()?.ticks ?? 0;
  }

  /** A copy, the oldest first. */
  toArray(): TickCandle[] {
    return [...this.#candles];
  }

  /** Where a candle stands, or would: nearly always at the end. */
  #placeOf(timeMs: number): number {
    let at = this.#candles.length;
    for (;;) {
      const before = this.#candles[at - 1];
      if (before === undefined || before.timeMs < timeMs) return at;
      at -= 1;
    }
  }
}
