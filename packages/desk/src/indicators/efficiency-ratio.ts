import { createRollingSum } from './rolling-sum.ts';
import { wholeBars } from './whole-bars.ts';

/**
 * Kaufman's efficiency ratio (Smarter Trading, 1995): `|close − close n bars ago| / Σ |close − close before|` over the n bars.
 * 1 where every bar went the same way, 0 where all the moving led nowhere.
 */
export interface EfficiencyRatio {
  /** Absent before `bars + 1` closes, and where nothing moved. */
  readonly value: number | undefined;
  /** Takes a close in whole points. */
  add(close: number): void;
}

/** Makes one that has seen no close. Throws `INVALID_OPTION` unless `bars` is a whole number from 2. */
export const createEfficiencyRatio = (bars: number): EfficiencyRatio => {
  const path = createRollingSum(wholeBars('regimeBars', bars, 2));
  const way = createRollingSum(bars);
  let previous: number | undefined;
  return {
    get value() {
      // Signed steps sum up to the way from the first close of the window to its last.
      return path.isFull && path.sum > 0 ? Math.abs(way.sum) / path.sum : undefined;
    },
    add(close) {
      const step = previous === undefined ? undefined : close - previous;
      previous = close;
      if (step === undefined) return;
      path.add(Math.abs(step));
      way.add(step);
    },
  };
};
