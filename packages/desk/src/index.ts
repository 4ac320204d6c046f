export { backtestCancelled, playBacktest, runBacktest } from './backtest/run-backtest.ts';
export { backtestDefaults } from './backtest/backtest-options.ts';
export type { BacktestOptions, BacktestParts, OtherMarket } from './backtest/backtest-options.ts';
export { backtestVariants, variantTraits } from './backtest/variant.ts';
export type { BacktestVariant, VariantTraits } from './backtest/variant.ts';
export type { BacktestResult, BacktestTrade, EquitySample } from './backtest/backtest-result.ts';
export { resultsOf } from './backtest/result-json.ts';
export { carryDefaults } from './carry/carry-options.ts';
export type { CarryOptions } from './carry/carry-options.ts';
export type { PerpData } from './carry/listed-perp.ts';
export { perpSymbolOf } from './carry/simulated-perp.ts';
export type { DeskClock, StopEvent, StopSignal } from './clock.ts';
export { createDesk } from './desk.ts';
export { deskDefaults } from './desk-options.ts';
export type { DeskOptions, DeskParts } from './desk-options.ts';
export type { AccountOptions, FleetAccount, FleetBot } from './fleet/account-options.ts';
export { createDeskControls, operatorWords } from './fleet/desk-controls.ts';
export type {
  AccountStanding,
  DeskControls,
  DeskControlsOptions,
  DeskOrders,
  OperatorCommand,
  OperatorWord,
} from './fleet/desk-controls.ts';
export { demoFleet, demoStreaks, secondAccountOf } from './fleet/demo-fleet.ts';
export type { DemoFleetOptions } from './fleet/demo-fleet.ts';
export { createFleet } from './fleet/fleet.ts';
export { paceDefaults } from './fleet/fleet-options.ts';
export type { FleetOptions, FleetParts, PaceOptions } from './fleet/fleet-options.ts';
export type { ClosedPosition, Direction, Settlement } from './account/holding.ts';
export type { Bar } from './market/bar.ts';
export { barsOf, indexAtOrAfter, seriesOf } from './market/bar-series.ts';
export type { BarSeries, SeriesOptions } from './market/bar-series.ts';
export { defaultLotSize, sp500 } from './market/instrument.ts';
export type { Instrument } from './market/instrument.ts';
export type { Funding, FundingSeries } from './market/funding-series.ts';
export { readBars } from './market/read-bars.ts';
export type { BarFile } from './market/read-bars.ts';
export { readFunding } from './market/read-funding.ts';
export type { FundingFile, ReadFundingOptions } from './market/read-funding.ts';
export { resample } from './market/resample.ts';
export type { Resampled, ResampleOptions } from './market/resample.ts';
export { separatorWords } from './market/reading/csv-dialect.ts';
export { describeFinding } from './market/reading/findings.ts';
export type { Finding, RepairCode, WarningCode } from './market/reading/findings.ts';
export { barFormats } from './market/reading/layout.ts';
export type { BarFormat } from './market/reading/layout.ts';
export { readDefaults } from './market/reading/read-options.ts';
export type { ReadOptions } from './market/reading/read-options.ts';
export { describeSource } from './market/reading/source.ts';
export type { SourceDescription } from './market/reading/source.ts';
export { textOfBytes } from './market/reading/text-of-bytes.ts';
export type { TextDecoding, TextEncodingName, TextOfBytesParts } from './market/reading/text-of-bytes.ts';
export { timeframeMs, timeframeOf, timeframes } from './market/timeframe.ts';
export type { Timeframe } from './market/timeframe.ts';
export { zoneClock } from './market/zone.ts';
export type { ZoneClock } from './market/zone.ts';
export { createSessionCalendar, utcCalendar } from './market/session-calendar.ts';
export type { SessionCalendar, SessionCalendarOptions } from './market/session-calendar.ts';
export { regimeDefaults } from './indicators/regime.ts';
export type { Regime, RegimeOptions } from './indicators/regime.ts';
export { defaultMaxPeriods } from './report/period-pnl.ts';
export type { PerformanceFigures, PerformanceOptions } from './report/performance.ts';
export { defaultTradingDaysPerYear } from './report/trading-days.ts';
export type { SharpeOptions } from './report/trading-days.ts';
export { periodsPerYear, tradingYearNames, tradingYears } from './report/trading-year.ts';
export type { TradingYear, TradingYearName } from './report/trading-year.ts';
export { circuitBreakerDefaults } from './risk/circuit-breaker.ts';
export type { CircuitBreakerOptions } from './risk/circuit-breaker.ts';
export { createAccountGuard } from './risk/account-guard.ts';
export type { AccountGuard, AccountGuardOptions, GuardFact } from './risk/account-guard.ts';
export { defaultPhases, titanPhases } from './risk/phases.ts';
export type { Phase } from './risk/phases.ts';
export { createRiskLevel, riskLevelDefaults } from './risk/risk-level.ts';
export type { RiskLevel, RiskLevelOptions } from './risk/risk-level.ts';
export { volatilitySizingDefaults } from './risk/volatility-sizing.ts';
export type { VolatilitySizingOptions } from './risk/volatility-sizing.ts';
export { carryRiskLimits, riskLimitDefaults } from './risk/risk-watch.ts';
export type { RiskLimitOptions } from './risk/risk-watch.ts';
export { defaultGapReserveRatio } from './risk/sizing.ts';
export type { SizingOptions } from './risk/sizing.ts';
export { defaultInitialEquity } from './run/run-options.ts';
export type { MarketOptions, RunMarket, TradingOptions } from './run/run-options.ts';
export { atrStopDefaults } from './strategy/atr-stop.ts';
export type { AtrStopOptions } from './strategy/atr-stop.ts';
export { cashAndCarry, cashAndCarryDefaults } from './strategy/cash-and-carry.ts';
export type { CashAndCarryOptions } from './strategy/cash-and-carry.ts';
export { demoStrategy } from './strategy/demo-strategy.ts';
export { donchianBreakout, donchianBreakoutDefaults } from './strategy/donchian-breakout.ts';
export type { DonchianBreakoutOptions } from './strategy/donchian-breakout.ts';
export { strategyOfModule } from './strategy/foreign-strategy.ts';
export type { ForeignStrategyParts } from './strategy/foreign-strategy.ts';
export { movingAverageCross, movingAverageCrossDefaults } from './strategy/moving-average-cross.ts';
export type { MovingAverageCrossOptions } from './strategy/moving-average-cross.ts';
export { rsiReversion, rsiReversionDefaults } from './strategy/rsi-reversion.ts';
export type { RsiReversionOptions } from './strategy/rsi-reversion.ts';
export { spiced, spicedDefaults } from './strategy/spiced.ts';
export type { SpicedOptions } from './strategy/spiced.ts';
export { schemaOf } from './strategy/strategy-definition.ts';
export type { StrategyDefinition } from './strategy/strategy-definition.ts';
export type { OptionForm } from './strategy/strategy-option.ts';
export { findStrategy, strategyTable } from './strategy/strategy-table.ts';
export type { BarView } from './strategy/bar-view.ts';
export type {
  FundingRate,
  Intent,
  OrderFill,
  Strategy,
  StrategyContext,
  StrategyFactory,
  StrategyPosition,
} from './strategy/strategy.ts';
export { defaultLosingStreakLength } from './telemetry/alert-events.ts';
export type { AlertOptions } from './telemetry/alert-events.ts';
export type { ProcessLoad } from './telemetry/health-event.ts';
export { fundingRatesOf } from './venue/funding-rates.ts';
export { venueDefaults } from './venue/venue-options.ts';
export type { VenueOptions } from './venue/venue-options.ts';
export type { BarPath } from './venue/bar-path.ts';
export type { SlippageOptions } from './venue/slippage.ts';
export type {
  Bracket,
  CancellationCode,
  Fill,
  Lifetime,
  OrderRequest,
  OrderTerms,
  OrderType,
  RejectionCode,
  TimeInForce,
  WorkingOrder,
} from './venue/order.ts';
