import { toIso, type Exact, type JsonObject, type JsonValue } from '@pitwall/model';
import { known, money, quotient, statistic } from '../telemetry/figures.ts';
import type { DrawdownFigures } from './drawdown.ts';
import type { YearRow } from './monthly-table.ts';
import type { PerformanceFigures } from './performance.ts';
import type { PeriodRow } from './period-pnl.ts';
import type { RegimeRow } from './regime-tally.ts';
import type { TradeResults } from './trade-tally.ts';

/** The figures of a run as JSON, by the names of docs/desk-metrics.md; what has no meaning is absent. */
export const figuresJson = (figures: PerformanceFigures): JsonObject => ({
  initialEquity: money(figures.initialEquity),
  finalEquity: money(figures.finalEquity),
  netPnl: money(figures.netPnl),
  returnRatio: quotient(figures.returnRatio),
  ...statistics({ ...figures.returns, cagr: figures.cagr, calmar: figures.calmar, exposure: figures.exposure }),
  turnover: money(figures.turnover),
  ...statistics({ turnoverPerYear: figures.turnoverPerYear }),
  fees: money(figures.fees),
  elapsedMs: figures.elapsedMs,
  trades: tradesJson(figures.trades),
  drawdown: drawdownJson(figures.drawdown),
});

/** The monthly table as JSON: a year a row, its months by number from 1. */
export const monthlyJson = (years: readonly YearRow[]): JsonValue =>
  years.map(({ year, months, pnl, ratio }) => ({
    year,
    pnl: money(pnl),
    ...known(ratio, (value) => ({ ratio: quotient(value) })),
    months: Object.fromEntries(
      months.flatMap((month, index) => (month === undefined ? [] : [[index + 1, rowJson(month)]])),
    ),
  }));

/** What happened in which regime, as JSON. */
export const regimesJson = (rows: readonly RegimeRow[]): JsonValue =>
  rows.map(({ regime, bars, share, trades }) => ({ regime, bars, share: quotient(share), trades: tradesJson(trades) }));

const rowJson = ({ pnl, ratio }: PeriodRow): JsonObject => ({
  pnl: money(pnl),
  ...known(ratio, (value) => ({ ratio: quotient(value) })),
});

const tradesJson = (trades: TradeResults): JsonObject => ({
  totalTrades: trades.totalTrades,
  winningTrades: trades.winningTrades,
  losingTrades: trades.losingTrades,
  netPnl: money(trades.netPnl),
  ...quotients({
    winRate: trades.winRate,
    profitFactor: trades.profitFactor,
    expectancy: trades.expectancy,
    averageWin: trades.averageWin,
    averageLoss: trades.averageLoss,
    payoffRatio: trades.payoffRatio,
  }),
  ...known(trades.largestWin, (value) => ({ largestWin: money(value) })),
  ...known(trades.largestLoss, (value) => ({ largestLoss: money(value) })),
  longestWinningStreak: trades.longestWinningStreak,
  longestLosingStreak: trades.longestLosingStreak,
});

const drawdownJson = ({ deepest, ...drawdown }: DrawdownFigures): JsonObject => ({
  highWatermark: money(drawdown.highWatermark),
  drawdown: money(drawdown.drawdown),
  maxDrawdown: money(drawdown.maxDrawdown),
  maxDrawdownRatio: quotient(drawdown.maxDrawdownRatio),
  ...known(deepest, ({ peakAt, troughAt, recoveredAt }) => ({
    peakAt: toIso(peakAt),
    troughAt: toIso(troughAt),
    ...known(recoveredAt, (at) => ({ recoveredAt: toIso(at) })),
  })),
  ...known(drawdown.declineMs, (declineMs) => ({ declineMs })),
  ...known(drawdown.recoveryMs, (recoveryMs) => ({ recoveryMs })),
  ...known(drawdown.longestMs, (longestMs) => ({ longestMs })),
  isOpen: drawdown.isOpen,
});

const statistics = (values: Readonly<Record<string, number | undefined>>): JsonObject =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, statistic(value)]])),
  );

const quotients = (values: Readonly<Record<string, Exact | undefined>>): JsonObject =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, quotient(value)]])),
  );
