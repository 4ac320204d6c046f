import type { Kind } from './fact.ts';

/** Kinds of which the page keeps what happened, beside the latest values: most facts of each, the oldest goes first. */
export type HistoryLimits = Readonly<Record<Kind, number>>;

/**
 * A fact takes about a kilobyte, so all of it together stays below 60 MB after a day of constant trading, and is a few MB on
 * an ordinary one. Kinds with 0 are states alone: what they were is told by `pitwall tail` and by the log, not by a page.
 */
export const defaultHistoryLimits: HistoryLimits = {
  equity: 0,
  position: 2_000,
  order: 5_000,
  trade: 10_000,
  signal: 5_000,
  decision: 5_000,
  bot: 0,
  balances: 0,
  performance: 0,
  'fleet-metrics': 0,
  market: 0,
  whale: 500,
  wallet: 500,
  alert: 2_000,
  log: 10_000,
  activity: 2_000,
  health: 0,
  'component-status': 500,
  'source-status': 500,
  task: 500,
  'risk-status': 200,
  'circuit-breaker': 200,
  'master-arm': 200,
  'config-change': 500,
  flatten: 200,
  phase: 200,
  'backtest-start': 200,
  'backtest-progress': 0,
  'backtest-complete': 200,
  'backtest-error': 200,
};
