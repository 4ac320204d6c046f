// Made from the kinds of the model by facts.test.ts: `vitest run packages/client/src/facts -u` writes it anew.
import type { EquityData } from './equity.ts';
import type { PositionData } from './positions.ts';
import type { OrderData } from './orders.ts';
import type { TradeData } from './trades.ts';
import type { SignalData, DecisionData } from './signals.ts';
import type { BotData } from './bots.ts';
import type { BalancesData } from './balances.ts';
import type { PerformanceData, FleetMetricsData } from './performance.ts';
import type { MarketData, WhaleData } from './market.ts';
import type { WalletData } from './wallet.ts';
import type { AlertData } from './alerts.ts';
import type { LogData } from './logs.ts';
import type { ActivityData } from './activity.ts';
import type { HealthData, ComponentStatusData, SourceStatusData } from './system.ts';
import type { TaskData } from './tasks.ts';
import type { RiskStatusData, CircuitBreakerData, MasterArmData, FlattenData } from './risk.ts';
import type { ConfigChangeData, PhaseData } from './config.ts';
import type { BacktestStartData, BacktestProgressData, BacktestCompleteData, BacktestErrorData } from './backtests.ts';

/** The data of each kind. */
export interface KindData {
  readonly equity: EquityData;
  readonly position: PositionData;
  readonly order: OrderData;
  readonly trade: TradeData;
  readonly signal: SignalData;
  readonly decision: DecisionData;
  readonly bot: BotData;
  readonly balances: BalancesData;
  readonly performance: PerformanceData;
  readonly 'fleet-metrics': FleetMetricsData;
  readonly market: MarketData;
  readonly whale: WhaleData;
  readonly wallet: WalletData;
  readonly alert: AlertData;
  readonly log: LogData;
  readonly activity: ActivityData;
  readonly health: HealthData;
  readonly 'component-status': ComponentStatusData;
  readonly 'source-status': SourceStatusData;
  readonly task: TaskData;
  readonly 'risk-status': RiskStatusData;
  readonly 'circuit-breaker': CircuitBreakerData;
  readonly 'master-arm': MasterArmData;
  readonly 'config-change': ConfigChangeData;
  readonly flatten: FlattenData;
  readonly phase: PhaseData;
  readonly 'backtest-start': BacktestStartData;
  readonly 'backtest-progress': BacktestProgressData;
  readonly 'backtest-complete': BacktestCompleteData;
  readonly 'backtest-error': BacktestErrorData;
}

/** The kinds of each channel. */
export interface ChannelKinds {
  readonly equity: 'equity';
  readonly positions: 'position';
  readonly orders: 'order';
  readonly trades: 'trade';
  readonly signals: 'signal' | 'decision';
  readonly bots: 'bot';
  readonly balances: 'balances';
  readonly performance: 'performance' | 'fleet-metrics';
  readonly market: 'market' | 'whale';
  readonly wallet: 'wallet';
  readonly alerts: 'alert';
  readonly logs: 'log';
  readonly activity: 'activity';
  readonly system: 'health' | 'component-status' | 'source-status';
  readonly tasks: 'task';
  readonly risk: 'risk-status' | 'circuit-breaker' | 'master-arm' | 'flatten';
  readonly config: 'config-change' | 'phase';
  readonly backtests: 'backtest-start' | 'backtest-progress' | 'backtest-complete' | 'backtest-error';
}
