import { PitwallError } from '@pitwall/model';
import { createEfficiencyRatio } from './efficiency-ratio.ts';

/** How a market moves: one way, or to and fro. */
export type Regime = 'trending' | 'ranging';

/** Options of {@link createRegimeWatch}. */
export interface RegimeOptions {
  /**
   * Bars that are looked back on.
   * @default 20, a month of days
   */
  readonly regimeBars?: number;
  /**
   * Efficiency ratio from which a market trends, above 0 up to 1.
   * @default 0.3; twenty steps at random, up or down by the same, are at 0.18 on average
   */
  readonly trendingFrom?: number;
}

/** Defaults of {@link RegimeOptions}. */
export const regimeDefaults = { regimeBars: 20, trendingFrom: 0.3 } as const;

/** Tells the regime at each close, by Kaufman's efficiency ratio of the closes so far. */
export interface RegimeWatch {
  readonly warmupBars: number;
  /** Absent before the warm-up's end, and where nothing moved. */
  readonly regime: Regime | undefined;
  readonly efficiencyRatio: number | undefined;
  /** Takes a close in whole points. */
  add(close: number): void;
}

/** Makes a watch that has seen no close. Throws `INVALID_OPTION` for options that cannot work. */
export const createRegimeWatch = (options: RegimeOptions = {}): RegimeWatch => {
  const { regimeBars, trendingFrom } = { ...regimeDefaults, ...options };
  if (!(trendingFrom > 0) || trendingFrom > 1) {
    throw new PitwallError('INVALID_OPTION', `trendingFrom is ${trendingFrom}: give a number above 0 up to 1`);
  }
  const ratio = createEfficiencyRatio(regimeBars);
  return {
    warmupBars: regimeBars + 1,
    get regime() {
      const { value } = ratio;
      return value === undefined ? undefined : value >= trendingFrom ? 'trending' : 'ranging';
    },
    get efficiencyRatio() {
      return ratio.value;
    },
    add: (close) => ratio.add(close),
  };
};
