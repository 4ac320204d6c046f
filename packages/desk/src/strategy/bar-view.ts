import type { Bar } from '../market/bar.ts';

/**
 * A closed bar as a strategy sees it: decimal strings for whoever likes them, made when they are read, and the same prices as
 * exact whole numbers of points (a point is `10^-priceScale`, so 1.08342 with a scale of 5 is 108342) for whoever is in a hurry.
 *
 * A view is one object that moves on from bar to bar, so that nothing is allocated: read it during the call, and keep numbers or
 * strings of it, never the view.
 */
export interface BarView extends Bar {
  /** Decimals of a point; the same in all bars of a series. */
  readonly priceScale: number;
  readonly openPoints: number;
  readonly highPoints: number;
  readonly lowPoints: number;
  readonly closePoints: number;
  /** Traded volume in whole units of `10^-volumeScale`; absent where the data have none. */
  readonly volumeUnits: number | undefined;
  readonly volumeScale: number;
}
