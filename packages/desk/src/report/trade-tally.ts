import { exact, type Exact } from '@pitwall/model';

/**
 * Results of closed round trips, each after its fees. A trade wins above zero and loses below; one at exactly zero does
 * neither but counts as a trade, and ends a streak. What has no meaning yet (a win rate without trades) is absent.
 */
export interface TradeResults {
  readonly totalTrades: number;
  readonly winningTrades: number;
  readonly losingTrades: number;
  /** Sum of all. */
  readonly netPnl: Exact;
  /** `winning trades / trades`. */
  readonly winRate: Exact | undefined;
  /** `sum of wins / |sum of losses|`; absent without losses. */
  readonly profitFactor: Exact | undefined;
  /** `sum of all / trades`, the average result of a trade. */
  readonly expectancy: Exact | undefined;
  /** `sum of wins / winning trades`. */
  readonly averageWin: Exact | undefined;
  /** `sum of losses / losing trades`, negative. */
  readonly averageLoss: Exact | undefined;
  /** `average win / |average loss|`; absent without wins or without losses. */
  readonly payoffRatio: Exact | undefined;
  readonly largestWin: Exact | undefined;
  /** The most negative result. */
  readonly largestLoss: Exact | undefined;
  /** Most wins in a row. */
  readonly longestWinningStreak: number;
  /** Most losses in a row. */
  readonly longestLosingStreak: number;
}

/** Counts round trips as they close. */
export interface TradeTally {
  record(netPnl: Exact): void;
  results(): TradeResults;
}

/** Makes a tally without trades. */
export const createTradeTally = (): TradeTally => {
  const wins = createPile();
  const losses = createPile();
  let evens = 0;
  return {
    record(netPnl) {
      if (netPnl.isZero()) {
        evens += 1;
        wins.interrupt();
        losses.interrupt();
        return;
      }
      const [pile, other] = netPnl.isNegative() ? [losses, wins] : [wins, losses];
      pile.add(netPnl);
      other.interrupt();
    },
    results() {
      const totalTrades = wins.count + losses.count + evens;
      const netPnl = wins.sum.plus(losses.sum);
      const [averageWin, averageLoss] = [wins.average(), losses.average()];
      return {
        totalTrades,
        winningTrades: wins.count,
        losingTrades: losses.count,
        netPnl,
        winRate: totalTrades === 0 ? undefined : exact(wins.count).div(totalTrades),
        profitFactor: losses.count === 0 ? undefined : wins.sum.div(losses.sum.abs()),
        expectancy: totalTrades === 0 ? undefined : netPnl.div(totalTrades),
        averageWin,
        averageLoss,
        payoffRatio: averageLoss === undefined ? undefined : averageWin?.div(averageLoss.abs()),
        largestWin: wins.largest,
        largestLoss: losses.largest,
        longestWinningStreak: wins.longestStreak,
        longestLosingStreak: losses.longestStreak,
      };
    },
  };
};

interface Pile {
  readonly count: number;
  readonly sum: Exact;
  /** The one furthest from zero. */
  readonly largest: Exact | undefined;
  /** Most that followed each other. */
  readonly longestStreak: number;
  add(pnl: Exact): void;
  /** Something else came between. */
  interrupt(): void;
  average(): Exact | undefined;
}

const createPile = (): Pile => {
  let count = 0;
  let sum = exact(0);
  let largest: Exact | undefined;
  let streak = 0;
  let longestStreak = 0;
  return {
    get count() {
      return count;
    },
    get sum() {
      return sum;
    },
    get largest() {
      return largest;
    },
    get longestStreak() {
      return longestStreak;
    },
    add(pnl) {
      count += 1;
      sum = sum.plus(pnl);
      streak += 1;
      longestStreak = Math.max(longestStreak, streak);
      if (largest === undefined || pnl.abs().greaterThan(largest.abs())) largest = pnl;
    },
    interrupt() {
      streak = 0;
    },
    average: () => (count === 0 ? undefined : sum.div(count)),
  };
};
