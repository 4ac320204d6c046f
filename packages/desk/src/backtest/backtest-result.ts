import type { Exact, TimeMs } from '@pitwall/model';
import type { ClosedPosition } from '../account/holding.ts';
import type { PerformanceFigures } from '../report/performance.ts';
import type { YearRow } from '../report/monthly-table.ts';
import type { RegimeRow } from '../report/regime-tally.ts';
import type { TradingYearName } from '../report/trading-year.ts';
import type { OrderFill } from '../strategy/strategy.ts';

/** A closed round trip of a backtest. */
export interface BacktestTrade extends ClosedPosition {
  readonly symbol: string;
  /** Whether the venue closed it because its margin was used up. */
  readonly isLiquidated: boolean;
}

/** Equity at a bar's close. */
export interface EquitySample {
  /** When the bar began. */
  readonly time: TimeMs;
  readonly equity: Exact;
}

/** What a backtest found. Money is exact; what has no meaning (a win rate without trades) is absent. */
export interface BacktestResult {
  /** Name of the strategy. */
  readonly strategy: string;
  readonly currency: string;
  /** What chance followed. */
  readonly seed: number;
  /** Year of the market by which the figures are annualised. */
  readonly tradingYear: TradingYearName;
  /** Bars that were played, warm-up included. */
  readonly bars: number;
  readonly warmupBars: number;
  /** Of each symbol, the first one first, the bars that were left out because not all symbols have one of that time. */
  readonly barsLeftOut: readonly number[];
  readonly initialEquity: Exact;
  /** After everything was closed. */
  readonly finalEquity: Exact;
  readonly feesPaid: Exact;
  /** Received less paid. */
  readonly fundingReceived: Exact;
  readonly borrowPaid: Exact;
  /** Definitions: docs/desk-metrics.md. */
  readonly metrics: PerformanceFigures;
  readonly monthly: readonly YearRow[];
  /** What happened in which regime of the first symbol; of full variants alone. */
  readonly regimes?: readonly RegimeRow[];
  /** Equity at every `everyBars`-th close, evenly thinned to the bound of the options. */
  readonly equityCurve: { readonly everyBars: number; readonly samples: readonly EquitySample[] };
  /** The first round trips, up to the bound of the options. */
  readonly trades: readonly BacktestTrade[];
  readonly tradesOmitted: number;
  /** The first fills, up to the bound of the options. */
  readonly fills: readonly OrderFill[];
  readonly fillsOmitted: number;
}
