import { equity } from './kinds/equity.ts';
import { position } from './kinds/position.ts';
import { order } from './kinds/order.ts';
import { trade } from './kinds/trade.ts';
import { signal } from './kinds/signal.ts';
import { decision } from './kinds/decision.ts';
import { bot } from './kinds/bot.ts';
import { balances } from './kinds/balances.ts';
import { performance } from './kinds/performance.ts';
import { fleetMetrics } from './kinds/fleet-metrics.ts';
import { market } from './kinds/market.ts';
import { whale } from './kinds/whale.ts';
import { wallet } from './kinds/wallet.ts';
import { alert } from './kinds/alert.ts';
import { log } from './kinds/log.ts';
import { activity } from './kinds/activity.ts';
import { health } from './kinds/health.ts';
import { componentStatus } from './kinds/component-status.ts';
import { sourceStatus } from './kinds/source-status.ts';
import { task } from './kinds/task.ts';
import { riskStatus } from './kinds/risk-status.ts';
import { circuitBreaker } from './kinds/circuit-breaker.ts';
import { masterArm } from './kinds/master-arm.ts';
import { configChange } from './kinds/config-change.ts';
import { flatten } from './kinds/flatten.ts';
import { phase } from './kinds/phase.ts';
import { backtestStart } from './kinds/backtest-start.ts';
import { backtestProgress } from './kinds/backtest-progress.ts';
import { backtestComplete } from './kinds/backtest-complete.ts';
import { backtestError } from './kinds/backtest-error.ts';

/** Every kind of fact, by name. */
export const kinds = {
  equity,
  position,
  order,
  trade,
  signal,
  decision,
  bot,
  balances,
  performance,
  'fleet-metrics': fleetMetrics,
  market,
  whale,
  wallet,
  alert,
  log,
  activity,
  health,
  'component-status': componentStatus,
  'source-status': sourceStatus,
  task,
  'risk-status': riskStatus,
  'circuit-breaker': circuitBreaker,
  'master-arm': masterArm,
  'config-change': configChange,
  flatten,
  phase,
  'backtest-start': backtestStart,
  'backtest-progress': backtestProgress,
  'backtest-complete': backtestComplete,
  'backtest-error': backtestError,
} as const;

/** The table of kinds, as a type. */
export type Kinds = typeof kinds;
