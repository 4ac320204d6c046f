import { exact } from '@pitwall/model';
import type { Bar } from '../market/bar.ts';
import type { BarView } from './bar-view.ts';
import type { StrategyContext } from './strategy.ts';

/** A context in which nothing has happened, with what a test gives. */
export const contextOf = (given: Partial<StrategyContext> = {}): StrategyContext => ({
  symbol: 'X',
  barIndex: 0,
  warmingUp: false,
  equity: exact(1000),
  position: undefined,
  bars: new Map(),
  positionOf: () => undefined,
  fundingOf: () => undefined,
  workingOrders: [],
  fills: [],
  ...given,
});

/** A bar as a strategy sees it, in points of so many decimals. */
export const viewOf = (bar: Bar, priceScale = 8): BarView => {
  const points = (price: string): number => exact(price).times(exact(10).pow(priceScale)).toNumber();
  return {
    ...bar,
    priceScale,
    openPoints: points(bar.open),
    highPoints: points(bar.high),
    lowPoints: points(bar.low),
    closePoints: points(bar.close),
    volumeUnits: bar.volume === undefined ? undefined : points(bar.volume),
    volumeScale: priceScale,
  };
};
