import { PitwallError } from '@pitwall/model';
import { ATR } from 'trading-signals';
import { signOf, type Direction } from '../account/holding.ts';
import type { Bar } from '../market/bar.ts';

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
  /** The average true range; absent before the warm-up's end. */
  readonly range: number | undefined;
  take(bar: Bar): void;
  /** `close − sign × multiple × ATR`; absent without a stop, before the warm-up's end, and where it would be no price. */
  priceFor(direction: Direction, bar: Bar): number | undefined;
}

/** Makes a stop that has seen no bar. Throws `INVALID_OPTION` on senseless options. */
export const createAtrStop = (options: AtrStopOptions): AtrStop => {
  const { atrBars, stopAtrMultiple } = { ...atrStopDefaults, ...options };
  if (!Number.isInteger(atrBars) || atrBars < 1 || !(stopAtrMultiple >= 0)) {
    const found = `atrBars is ${atrBars} and stopAtrMultiple ${stopAtrMultiple}`;
    throw new PitwallError('INVALID_OPTION', `${found}: give a whole number of bars and a multiple of zero or more`);
  }
  const atr = new ATR(atrBars);
  return {
    warmupBars: atrBars,
    get range() {
      return atr.getResult() ?? undefined;
    },
    take: ({ high, low, close }) => {
      atr.add({ high: Number(high), low: Number(low), close: Number(close) });
    },
    priceFor(direction, bar) {
      const range = atr.getResult();
      if (stopAtrMultiple === 0 || range === null) return undefined;
      const price = Number(bar.close) - signOf(direction) * stopAtrMultiple * range;
      return price > 0 ? price : undefined;
    },
  };
};
