import { toIso, type JsonObject, type TimeMs } from '@pitwall/model';
import { dateOf } from '../market/calendar.ts';
import { figuresJson, monthlyJson, regimesJson } from '../report/figures-json.ts';
import { known, money, quotient } from '../telemetry/figures.ts';
import type { BacktestResult, BacktestTrade } from './backtest-result.ts';
import { variantTraits, type BacktestVariant } from './variant.ts';

/** The results of a backtest as its last event carries them; full variants have all figures, monthly table, regimes, curve and trades too. */
export const resultsOf = (result: BacktestResult, variant: BacktestVariant): JsonObject => {
  const { trades } = result.metrics;
  return {
    strategy: result.strategy,
    currency: result.currency,
    seed: result.seed,
    tradingYear: result.tradingYear,
    bars: result.bars,
    warmupBars: result.warmupBars,
    ...(result.barsLeftOut.some((count) => count > 0) ? { barsLeftOut: [...result.barsLeftOut] } : {}),
    fills: result.fills.length + result.fillsOmitted,
    initialEquity: money(result.initialEquity),
    netPnl: money(result.metrics.netPnl),
    feesPaid: money(result.feesPaid),
    fundingReceived: money(result.fundingReceived),
    borrowPaid: money(result.borrowPaid),
    winningTrades: trades.winningTrades,
    losingTrades: trades.losingTrades,
    ...known(trades.profitFactor, (value) => ({ profitFactor: quotient(value) })),
    ...known(trades.expectancy, (value) => ({ expectancy: quotient(value) })),
    ...known(trades.averageWin, (value) => ({ averageWin: quotient(value) })),
    ...known(trades.averageLoss, (value) => ({ averageLoss: quotient(value) })),
    ...known(trades.largestWin, (value) => ({ largestWin: money(value) })),
    ...known(trades.largestLoss, (value) => ({ largestLoss: money(value) })),
    ...(variantTraits[variant].isFull ? fullResults(result) : {}),
  };
};

const fullResults = (result: BacktestResult): JsonObject => {
  const { metrics, monthly, regimes = [], equityCurve, trades, tradesOmitted } = result;
  return {
    figures: figuresJson(metrics),
    monthly: monthlyJson(monthly),
    regimes: regimesJson(regimes),
    equityCurve: equityCurve.samples.map(({ time, equity }) => [whenOf(time), money(equity)]),
    equityCurveEveryBars: equityCurve.everyBars,
    trades: trades.map(tradeRow),
    tradesOmitted,
  };
};

const tradeRow = (trade: BacktestTrade): JsonObject => ({
  symbol: trade.symbol,
  side: trade.direction,
  quantity: money(trade.quantity),
  entryPrice: quotient(trade.entryPrice),
  exitPrice: quotient(trade.exitPrice),
  fees: money(trade.fees),
  funding: money(trade.funding),
  borrowFees: money(trade.borrowFees),
  pnl: money(trade.netPnl),
  openedOn: dateOf(trade.openedAt),
  closedOn: dateOf(trade.closedAt),
  openedAt: toIso(trade.openedAt),
  closedAt: toIso(trade.closedAt),
  ...(trade.isLiquidated ? { liquidated: true } : {}),
});

const dayMs = 86_400_000;

/** A date where the bar begins with the UTC day, else the time too. */
const whenOf = (time: TimeMs): string => (time % dayMs === 0 ? dateOf(time) : toIso(time));
