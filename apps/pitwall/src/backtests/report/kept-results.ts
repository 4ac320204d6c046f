import { AmountOf } from '@pitwall/model';
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { BacktestAnswer } from '../backtest-answer.ts';

const amount = AmountOf('number');
const some = Type.Optional(amount);

const tradeFigures = Type.Object({
  totalTrades: Type.Integer(),
  winningTrades: Type.Integer(),
  losingTrades: Type.Integer(),
  netPnl: amount,
  winRate: some,
  profitFactor: some,
  expectancy: some,
  averageWin: some,
  averageLoss: some,
  payoffRatio: some,
  largestWin: some,
  largestLoss: some,
  longestWinningStreak: Type.Integer(),
  longestLosingStreak: Type.Integer(),
});

const drawdownFigures = Type.Object({
  maxDrawdown: amount,
  maxDrawdownRatio: amount,
  peakAt: Type.Optional(Type.String()),
  troughAt: Type.Optional(Type.String()),
  recoveredAt: Type.Optional(Type.String()),
  declineMs: Type.Optional(Type.Number()),
  recoveryMs: Type.Optional(Type.Number()),
  longestMs: Type.Optional(Type.Number()),
  isOpen: Type.Boolean(),
});

const figures = Type.Object({
  netPnl: amount,
  volatility: some,
  sharpe: some,
  sortino: some,
  cagr: some,
  calmar: some,
  exposure: some,
  turnover: amount,
  turnoverPerYear: some,
  fees: amount,
  trades: tradeFigures,
  drawdown: drawdownFigures,
});

const month = Type.Object({ pnl: amount, ratio: some });

const year = Type.Object({
  year: Type.Integer(),
  pnl: amount,
  ratio: some,
  months: Type.Record(Type.String(), month),
});

const regime = Type.Object({
  regime: Type.String(),
  bars: Type.Integer(),
  share: amount,
  trades: tradeFigures,
});

const trade = Type.Object({
  symbol: Type.String(),
  side: Type.String(),
  quantity: amount,
  entryPrice: amount,
  exitPrice: amount,
  fees: amount,
  funding: amount,
  borrowFees: amount,
  pnl: amount,
  openedAt: Type.String(),
  closedAt: Type.String(),
  liquidated: Type.Optional(Type.Boolean()),
});

/** What exports read of a backtest's further results; full variants have all of it. */
const KeptResults = Type.Partial(
  Type.Object({
    strategy: Type.String(),
    currency: Type.String(),
    tradingYear: Type.String(),
    bars: Type.Integer(),
    warmupBars: Type.Integer(),
    fills: Type.Integer(),
    initialEquity: amount,
    netPnl: amount,
    feesPaid: amount,
    fundingReceived: amount,
    borrowPaid: amount,
    profitFactor: amount,
    figures,
    monthly: Type.Array(year),
    regimes: Type.Array(regime),
    equityCurve: Type.Array(Type.Tuple([Type.String(), amount])),
    equityCurveEveryBars: Type.Integer(),
    trades: Type.Array(trade),
    tradesOmitted: Type.Integer(),
  }),
);

/** What exports read of a backtest's further results; full variants have all of it. */
export type KeptResults = Static<typeof KeptResults>;

/** A round trip as results have it. */
export type KeptTrade = Static<typeof trade>;
/** A row of the monthly table. */
export type KeptYear = Static<typeof year>;
/** A row of the table of regimes. */
export type KeptRegime = Static<typeof regime>;
/** All figures. */
export type KeptFigures = Static<typeof figures>;
/** A point of the equity curve: when the bar began, and the equity at its close. */
export type KeptPoint = readonly [time: string, equity: Static<typeof amount>];

const compiled = Compile(KeptResults);

/** The further results of a backtest; none where it has none, or has been kept by another version that wrote other ones. */
export const resultsOfAnswer = ({ result }: BacktestAnswer): KeptResults => {
  const results = result?.results;
  return compiled.Check(results) ? results : {};
};
