import { exact, type Amount, type EventDraft, type Exact, type TimeMs } from '@pitwall/model';
import type { PhaseStep } from '../risk/phases.ts';
import { createRiskLevel, type RiskLevel } from '../risk/risk-level.ts';
import type { DeskRun } from '../run/desk-run.ts';
import { known, money, quotient, statistic } from './figures.ts';
import type { Names, Stamp } from './stamp.ts';

/** What is told of the bots together. */
export interface Fleet {
  /** Bots that may trade now. */
  readonly activeBots: number;
  readonly totalBots: number;
  /** When the desk began, by the wall clock. */
  readonly deskSince: TimeMs;
  /** When the run began, by the wall clock. */
  readonly runSince: TimeMs;
}

const hourMs = 3_600_000;

const riskLevelOf = createRiskLevel();

/** Where the account stands since the last close: `equity = cash + value of positions`. */
export const equityEvent = (run: DeskRun, { currency }: Pick<Names, 'currency'>, stamp: Stamp): EventDraft => {
  const { equity, daily, weekly, total, highWatermark, drawdown, drawdownRatio } = run.equity;
  return {
    ...stamp,
    kind: 'equity',
    data: {
      equity: money(equity),
      currency,
      cash: money(run.cash),
      buyingPower: money(run.buyingPower),
      positionsValue: money(run.positionsValue),
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

/** Results of all bots of the account’s run so far; what has no meaning yet is absent. */
export const performanceEvent = (run: DeskRun, stamp: Stamp): EventDraft => {
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
      ...known(run.sharpeRatio, (value) => ({ sharpeRatio: statistic(value) })),
      ...known(results.averageWin, (value) => ({ averageWin: quotient(value) })),
      ...known(results.averageLoss, (value) => ({ averageLoss: quotient(value) })),
      ...known(results.largestWin, (value) => ({ largestWin: money(value) })),
      ...known(results.largestLoss, (value) => ({ largestLoss: money(value) })),
      ...known(results.expectancy, (value) => ({ expectancy: quotient(value) })),
    },
  };
};

/**
 * Sums over all bots. Exposure is the notional of all positions and legs as a part of the equity. Uptime is the desk's, and
 * trades an hour are those of this run, both by the wall clock: a replay at five bars a second trades a lot.
 */
export const fleetMetricsEvent = (
  run: DeskRun,
  { activeBots, totalBots, deskSince, runSince }: Fleet,
  stamp: Stamp,
): EventDraft => {
  const results = run.results();
  const { equity, total } = run.equity;
  const runMs = stamp.occurredAt - runSince;
  return {
    ...stamp,
    kind: 'fleet-metrics',
    data: {
      totalPnl: money(total.pnl),
      ...known(total.ratio, (ratio) => ({ totalPnlRatio: quotient(ratio) })),
      activeBots,
      totalBots,
      totalTrades: results.totalTrades,
      ...known(results.winRate, (value) => ({ winRate: quotient(value) })),
      ...(equity.greaterThan(0) ? exposureOf(run.exposure.div(equity)) : {}),
      uptimeMs: Math.max(0, stamp.occurredAt - deskSince),
      ...(runMs > 0 ? { tradesPerHour: quotient(exact(results.totalTrades).times(hourMs).div(runMs)) } : {}),
    },
  };
};

const exposureOf = (ratio: Exact): { readonly exposureRatio: Amount; readonly riskLevel: RiskLevel } => ({
  exposureRatio: quotient(ratio),
  riskLevel: riskLevelOf(ratio),
});

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
export const firstPhaseEvent = (run: DeskRun, previousPhase: string | undefined, stamp: Stamp): EventDraft => ({
  ...stamp,
  kind: 'phase',
  data: {
    ...known(previousPhase, (fromPhase) => ({ fromPhase })),
    toPhase: run.trading.phase.name,
    equity: money(run.equity.equity),
    threshold: run.trading.phase.fromEquity,
    reason: previousPhase === undefined ? 'a run begins' : 'a new run begins: the account was reset',
    newRiskRatio: run.trading.phase.riskRatio,
    newMaxLeverage: run.trading.phase.maxLeverage,
  },
});
