import { exact, type EventDraft, type Exact } from '@pitwall/model';
import { valueOf } from '../account/holding.ts';
import type { PhaseStep } from '../risk/phases.ts';
import type { TradingRun } from '../run/trading-run.ts';
import { known, money, quotient, statistic } from './figures.ts';
import type { Names, Stamp } from './stamp.ts';

/** Where the account stands at a price. Buying power is `equity × maxLeverage − exposure`, at least zero. */
export const equityEvent = (run: TradingRun, price: Exact, names: Names, stamp: Stamp): EventDraft => {
  const { equity, daily, weekly, total, highWatermark, drawdown, drawdownRatio } = run.equity;
  const { holding, cash } = run.account;
  const positionsValue = holding === undefined ? exact(0) : valueOf(holding, price);
  const spare = equity.times(exact(run.phase.maxLeverage)).minus(positionsValue.abs());
  return {
    ...stamp,
    kind: 'equity',
    data: {
      equity: money(equity),
      currency: names.currency,
      cash: money(cash),
      buyingPower: money(spare.isNegative() ? exact(0) : spare),
      positionsValue: money(positionsValue),
      dailyPnl: money(daily.pnl),
      ...known(daily.ratio, (ratio) => ({ dailyPnlRatio: quotient(ratio) })),
      weeklyPnl: money(weekly.pnl),
      ...known(weekly.ratio, (ratio) => ({ weeklyPnlRatio: quotient(ratio) })),
      totalPnl: money(total.pnl),
      ...known(total.ratio, (ratio) => ({ totalPnlRatio: quotient(ratio) })),
      highWatermark: money(highWatermark),
      drawdown: money(drawdown),
      drawdownRatio: quotient(drawdownRatio),
    },
  };
};

/** Results of the whole run so far; what has no meaning yet is absent. */
export const performanceEvent = (run: TradingRun, stamp: Stamp): EventDraft => {
  const results = run.results();
  return {
    ...stamp,
    kind: 'performance',
    data: {
      timeframe: 'ALL',
      totalTrades: results.totalTrades,
      winningTrades: results.winningTrades,
      losingTrades: results.losingTrades,
      ...known(results.winRate, (value) => ({ winRate: quotient(value) })),
      ...known(results.profitFactor, (value) => ({ profitFactor: quotient(value) })),
      ...known(run.sharpeRatio(), (value) => ({ sharpeRatio: statistic(value) })),
      ...known(results.averageWin, (value) => ({ averageWin: quotient(value) })),
      ...known(results.averageLoss, (value) => ({ averageLoss: quotient(value) })),
      ...known(results.largestWin, (value) => ({ largestWin: money(value) })),
      ...known(results.largestLoss, (value) => ({ largestLoss: money(value) })),
      ...known(results.expectancy, (value) => ({ expectancy: quotient(value) })),
    },
  };
};

/** The account grew into its next phase. */
export const phaseStepEvent = ({ from, to, equity }: PhaseStep, stamp: Stamp): EventDraft => ({
  ...stamp,
  kind: 'phase',
  data: {
    fromPhase: from.name,
    toPhase: to.name,
    equity: money(equity),
    threshold: to.fromEquity,
    reason: `equity reached ${String(to.fromEquity)}`,
    newRiskRatio: to.riskRatio,
    newMaxLeverage: to.maxLeverage,
  },
});

/** A run begins in a phase; `fromPhase` is the one that the run before ended in, if there was one. */
export const firstPhaseEvent = (run: TradingRun, previousPhase: string | undefined, stamp: Stamp): EventDraft => ({
  ...stamp,
  kind: 'phase',
  data: {
    ...known(previousPhase, (fromPhase) => ({ fromPhase })),
    toPhase: run.phase.name,
    equity: money(run.equity.equity),
    threshold: run.phase.fromEquity,
    reason: previousPhase === undefined ? 'a run begins' : 'a new run begins: the account was reset',
    newRiskRatio: run.phase.riskRatio,
    newMaxLeverage: run.phase.maxLeverage,
  },
});
