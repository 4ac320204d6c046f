// Made from the kinds of the model by facts.test.ts: `vitest run packages/client/src/facts -u` writes it anew.
import type { Amount, OpenWord } from './vocabulary.ts';

/** Results of trading over a period: win rate, profit factor, Sharpe ratio, averages and extremes. */
export interface PerformanceData {
  /** Period as it was published, such as 1D or ALL. */
  readonly timeframe: string;
  /** Unit: ratio. */
  readonly winRate?: Amount;
  /** Sum of wins divided by sum of losses. Unit: number. */
  readonly profitFactor?: Amount;
  /** Unit: number. */
  readonly sharpeRatio?: Amount;
  readonly totalTrades?: number;
  readonly winningTrades?: number;
  readonly losingTrades?: number;
  /** Unit: quote. */
  readonly averageWin?: Amount;
  /** Zero or negative. Unit: quote. */
  readonly averageLoss?: Amount;
  /** Unit: quote. */
  readonly largestWin?: Amount;
  /** Zero or negative. Unit: quote. */
  readonly largestLoss?: Amount;
  /** Average profit or loss of a trade. Unit: quote. */
  readonly expectancy?: Amount;
}

/** Sums over all bots of an account: profit, exposure, counts. */
export interface FleetMetricsData {
  /** Unit: quote. */
  readonly totalPnl?: Amount;
  /** Unit: ratio. */
  readonly totalPnlRatio?: Amount;
  readonly activeBots?: number;
  readonly totalBots?: number;
  readonly totalTrades?: number;
  /** Unit: ratio. */
  readonly winRate?: Amount;
  /** Part of the capital that is in positions. Unit: ratio. */
  readonly exposureRatio?: Amount;
  readonly riskLevel?: OpenWord<'low' | 'moderate' | 'high'>;
  /** Unit: ms. */
  readonly uptimeMs?: number;
  /** Unit: number. */
  readonly tradesPerHour?: Amount;
}
