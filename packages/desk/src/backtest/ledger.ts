import type { Exact, TimeMs } from '@pitwall/model';
import type { OrderFill } from '../strategy/strategy.ts';
import type { BacktestTrade, EquitySample } from './backtest-result.ts';

/** Bounds of a {@link createLedger}. */
export interface LedgerLimits {
  readonly maxTrades: number;
  readonly maxFills: number;
  readonly maxCurvePoints: number;
}

/** What a ledger kept. */
export interface LedgerRows {
  readonly equityCurve: { readonly everyBars: number; readonly samples: readonly EquitySample[] };
  readonly trades: readonly BacktestTrade[];
  readonly tradesOmitted: number;
  readonly fills: readonly OrderFill[];
  readonly fillsOmitted: number;
}

/** Keeps what the results show of a backtest, within bounds. */
export interface Ledger {
  /** How many fills there were, kept or not. */
  readonly fillCount: number;
  closed(trade: BacktestTrade): void;
  filled(fill: OrderFill): void;
  /** Takes a bar's close; its equity is asked for only where a point of the curve is. */
  mark(marketTime: TimeMs, equity: () => Exact): void;
  rows(): LedgerRows;
}

/** Makes an empty ledger. */
export const createLedger = ({ maxTrades, maxFills, maxCurvePoints }: LedgerLimits): Ledger => {
  const trades: BacktestTrade[] = [];
  const fills: OrderFill[] = [];
  let tradeCount = 0;
  let fillCount = 0;
  let samples: EquitySample[] = [];
  let everyBars = 1;
  let bars = 0;
  return {
    get fillCount() {
      return fillCount;
    },
    closed(trade) {
      tradeCount += 1;
      if (trades.length < maxTrades) trades.push(trade);
    },
    filled(fill) {
      fillCount += 1;
      if (fills.length < maxFills) fills.push(fill);
    },
    mark(time, equity) {
      if (bars % everyBars === 0) samples.push({ time, equity: equity() });
      bars += 1;
      if (samples.length <= maxCurvePoints) return;
      // Halving keeps the points evenly spaced without knowing the length beforehand.
      samples = samples.filter((_, index) => index % 2 === 0);
      everyBars *= 2;
    },
    rows: () => ({
      equityCurve: { everyBars, samples },
      trades,
      tradesOmitted: tradeCount - trades.length,
      fills,
      fillsOmitted: fillCount - fills.length,
    }),
  };
};
