import { Exact, exact, type TimeMs } from '@pitwall/model';
import { powerOfTen } from '../market/scaled.ts';
import type { BarView } from '../strategy/bar-view.ts';
import { createGrid, type Grid } from './grid.ts';
import type { Fill, Liquidity, Side } from './order.ts';
import { slipped } from './slippage.ts';
import type { VenueTerms } from './venue-options.ts';

/** What is executed, and at which quote. */
export interface Execution {
  readonly side: Side;
  readonly quantity: Exact;
  readonly quote: Exact;
  /** `maker` and limit orders are executed at the quote itself. */
  readonly liquidity: Liquidity;
  readonly slips: boolean;
}

/**
 * Digits of a price that slipped where there is no tick: as many as a bar's own price can have. Sums of notionals and fees are exact
 * only while all of their digits fit the forty of {@link Exact}.
 */
const priceDigits = 16;

/** One instrument at the venue: its rules, and the bar that it is at. Prices are in points of its grid. */
export class Market {
  readonly terms: VenueTerms;
  readonly grid: Grid;
  time: TimeMs = 0;
  open = 0;
  high = 0;
  low = 0;
  close = 0;
  /** Units of `10^-volumeScale`; absent where the bar has none. */
  #volumeUnits: number | undefined;
  #volumeScale = 0;
  /** Close of the bar before, and when that began. */
  previousClose = 0;
  previousTime: TimeMs = 0;
  /** Where the price is within the bar: from the open along its path to the close. */
  mark = 0;
  /** Units of this bar that may still be filled; absent: any. */
  fillable: Exact | undefined;

  /** Makes a market of bars with so many decimals. */
  constructor(terms: VenueTerms, barScale: number) {
    this.terms = terms;
    this.grid = createGrid(barScale, terms.steps.tickSize);
  }

  /** Moves on to a bar. */
  take(bar: BarView): void {
    const { grid } = this;
    this.previousClose = this.close;
    this.previousTime = this.time;
    this.time = bar.time;
    this.open = grid.quote(bar.openPoints);
    this.high = grid.quote(bar.highPoints);
    this.low = grid.quote(bar.lowPoints);
    this.close = grid.quote(bar.closePoints);
    this.#volumeUnits = bar.volumeUnits;
    this.#volumeScale = bar.volumeScale;
    this.mark = this.open;
    const { maxVolumeShare } = this.terms;
    if (maxVolumeShare !== undefined) this.fillable = this.#shareOfVolume(maxVolumeShare);
  }

  /** The price where it is now. */
  get markPrice(): Exact {
    return this.grid.priceOf(this.mark);
  }

  /** `bar volume × maxVolumeShare`, down to whole lots. */
  #shareOfVolume(maxVolumeShare: Exact): Exact | undefined {
    const volume = this.barVolume;
    return volume === undefined ? undefined : this.wholeLots(volume.times(maxVolumeShare));
  }

  /** Units that the bar traded; absent where the data have none. */
  get barVolume(): Exact | undefined {
    return this.#volumeUnits === undefined ? undefined : exact(this.#volumeUnits).div(powerOfTen(this.#volumeScale));
  }

  /** A price as written, to the nearest tick, halves upwards. */
  nearestTick(price: Exact): Exact {
    const { tickSize } = this.terms.steps;
    return tickSize === undefined ? price : price.toNearest(tickSize, Exact.ROUND_HALF_UP);
  }

  /** Quantity cut down to whole lots, possibly zero. */
  wholeLots(quantity: Exact): Exact {
    return quantity.toNearest(this.terms.steps.lotSize, Exact.ROUND_DOWN);
  }

  /**
   * Executes at a quote:
   *
   * - `price = quote ± slippage`, plus for a buy, then to the next tick against the trader; without a tick to sixteen digits;
   * - `notional = quantity × price`;
   * - `fee = notional × fee ratio`, not rounded.
   */
  execute({ side, quantity, quote, liquidity, slips }: Execution): Fill {
    const { terms } = this;
    const price = slips ? this.#slippedPrice(side, quote, quantity) : quote;
    const notional = quantity.times(price);
    const fee = notional.times(liquidity === 'maker' ? terms.makerFeeRatio : terms.takerFeeRatio);
    return { side, quantity, price, notional, fee, marketTime: this.time, liquidity };
  }

  #slippedPrice(side: Side, quote: Exact, quantity: Exact): Exact {
    const { slippage, steps } = this.terms;
    const price = slipped(side, quote, slippage({ quote, quantity, barVolume: this.barVolume }));
    const against = side === 'buy' ? Exact.ROUND_UP : Exact.ROUND_DOWN;
    if (steps.tickSize === undefined) return price.toSignificantDigits(priceDigits, against);
    return price.toNearest(steps.tickSize, against);
  }
}
