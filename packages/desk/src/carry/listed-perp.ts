import { exact, type Exact } from '@pitwall/model';
import type { BarSeries } from '../market/bar-series.ts';
import type { FundingRate } from '../strategy/strategy.ts';
import { createFundingCursor } from '../venue/costs-of-time.ts';
import { createGrid } from '../venue/grid.ts';
import type { Perp } from './perp.ts';

/** A perpetual of a market, as data. */
export interface PerpData {
  readonly symbol: string;
  readonly bars: BarSeries;
  /** In the order of time; empty where none is known, and then none is paid. */
  readonly funding: readonly FundingRate[];
}

/**
 * Makes a perpetual of its own bars and funding. A bar belongs to the spot’s bar of the same time; where there is none, the
 * perpetual has no price, so nothing is traded and the last price stands. Funding is due at the open of the first bar at or after its
 * time, before anything is filled there, by its mark price or else by that open.
 */
export const createListedPerp = ({ symbol, bars, funding }: PerpData, tickSize: Exact | undefined): Perp => {
  const grid = createGrid(bars.priceScale, tickSize);
  const cursor = createFundingCursor(funding);
  let index = 0;
  let hasBar = false;
  let premiumRatio: Exact | undefined;
  let closePrice: Exact | undefined;
  const priceIn = (column: Float64Array): Exact => grid.priceOf(grid.quote(column[index] ?? 0));
  return {
    symbol,
    isSimulated: false,
    get premiumRatio() {
      return premiumRatio;
    },
    get lastFunding() {
      return cursor.last === undefined ? undefined : exact(cursor.last.ratio);
    },
    get closePrice() {
      return closePrice;
    },
    begin(time) {
      while ((bars.times[index] ?? Infinity) < time) index += 1;
      hasBar = bars.times[index] === time;
      const price = hasBar ? priceIn(bars.open) : undefined;
      const mark = price ?? closePrice;
      const due = cursor.settleUntil(time).flatMap(({ ratio, markPrice }) => {
        const known = markPrice === undefined ? mark : exact(markPrice);
        return known === undefined ? [] : [{ ratio: exact(ratio), markPrice: known }];
      });
      return { price, due };
    },
    end(spotClose) {
      if (!hasBar) return [];
      closePrice = priceIn(bars.close);
      premiumRatio = closePrice.div(spotClose).minus(1);
      return [];
    },
  };
};
