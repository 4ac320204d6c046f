import { PitwallError } from '@pitwall/model';
import { signOf, type Direction } from '../account/holding.ts';
import { wholeBars } from '../indicators/whole-bars.ts';
import { createAverageTrueRange } from '../indicators/wilder.ts';
import type { BarView } from './bar-view.ts';
import { priceAt } from './points.ts';

/** Options of a stop at a multiple of the average true range. */
export interface AtrStopOptions {
  /**
   * Bars of the average true range (Wilder's smoothing).
   * @default 14, Wilder's own
   */
  readonly atrBars?: number;
  /**
   * How many average true ranges the stop is away from the close; 0: no stop.
   * @default 2
   */
  readonly stopAtrMultiple?: number;
}

/** Defaults of {@link AtrStopOptions}. */
export const atrStopDefaults = { atrBars: 14, stopAtrMultiple: 2 } as const;

/** Places stops out of the reach of ordinary moves. */
export interface AtrStop {
  readonly warmupBars: number;
  /** The average true range in points; absent before the warm-up's end. */
  readonly rangePoints: number | undefined;
  take(bar: BarView): void;
  /** `close − sign × multiple × ATR`, to the nearest point; absent without a stop, before the warm-up's end, and where it would be no price. */
  priceFor(direction: Direction, bar: BarView): string | undefined;
}

/** Makes a stop that has seen no bar. Throws `INVALID_OPTION` on senseless options. */
export const createAtrStop = (options: AtrStopOptions): AtrStop => {
  const { atrBars, stopAtrMultiple } = { ...atrStopDefaults, ...options };
  if (!(stopAtrMultiple >= 0) || !Number.isFinite(stopAtrMultiple)) {
    throw new PitwallError('INVALID_OPTION', `stopAtrMultiple is ${stopAtrMultiple}: give a multiple of zero or more`);
  }
  const atr = createAverageTrueRange(wholeBars('atrBars', atrBars));
  return {
    warmupBars: atrBars,
    get rangePoints() {
      return atr.value;
    },
    take(bar) {
      atr.add(bar.highPoints, bar.lowPoints, bar.closePoints);
    },
    priceFor(direction, bar) {
      const range = atr.value;
      if (stopAtrMultiple === 0 || range === undefined) return undefined;
      return priceAt(bar.closePoints - signOf(direction) * stopAtrMultiple * range, bar.priceScale);
    },
  };
};
