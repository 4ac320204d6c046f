import { ATR, RSI } from 'trading-signals';
import { wholeBars } from './whole-bars.ts';

/** An indicator over closes. */
export interface CloseIndicator {
  /** How many bars it needs. */
  readonly warmupBars: number;
  /** At the last bar; absent before the warm-up's end. */
  readonly value: number | undefined;
  add(close: number): void;
}

/** An indicator over whole bars. */
export interface RangeIndicator {
  readonly warmupBars: number;
  readonly value: number | undefined;
  add(high: number, low: number, close: number): void;
}

/**
 * Relative strength index (Wilder 1978): `100 − 100 / (1 + average gain / average loss)`, from 0 to 100, with Wilder's smoothing
 * begun by a simple average; 100 where nothing was lost.
 */
export const createRelativeStrength = (bars: number): CloseIndicator => {
  const rsi = new RSI(wholeBars('rsiBars', bars, 2));
  let value: number | undefined;
  return {
    warmupBars: bars + 1,
    get value() {
      return value;
    },
    add(close) {
      value = rsi.add(close) ?? undefined;
    },
  };
};

/**
 * Average true range (Wilder 1978), in the unit of the prices: the greatest of high − low, |high − close before| and
 * |low − close before|, with Wilder's smoothing begun by a simple average.
 */
export const createAverageTrueRange = (bars: number): RangeIndicator => {
  const atr = new ATR(wholeBars('atrBars', bars));
  let value: number | undefined;
  return {
    warmupBars: bars,
    get value() {
      return value;
    },
    add(high, low, close) {
      value = atr.add({ high, low, close }) ?? undefined;
    },
  };
};
