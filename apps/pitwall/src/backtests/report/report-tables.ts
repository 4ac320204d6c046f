import { toNumber } from '@pitwall/model';
import type { KeptFigures, KeptRegime, KeptTrade, KeptYear } from './kept-results.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { amount, gain, moment, number, percentOf, span } from './words.ts';

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Return of a month at which its cell is coloured most. */
const strongestMonth = 0.1;

/** The monthly table: a year a row, returns in percent. */
export const monthlyTable = (
  years: readonly KeptYear[],
): Markup => markup`<div class="wide" tabindex="0" role="region" aria-label="Monthly returns"><table>
<thead><tr><th scope="col">Year</th>${monthNames.map((name) => markup`<th scope="col">${name}</th>`)}<th scope="col">Year</th></tr></thead>
<tbody>${years.map(
  ({
    year,
    ratio,
    months,
  }) => markup`<tr><th scope="row">${year}</th>${monthNames.map((_, index) => monthCell(months[String(index + 1)]?.ratio))}<td>${gain(ratio, percentOf)}</td></tr>
`,
)}</tbody></table></div>`;

/** The stronger the return, the stronger the wash behind its number. */
const monthCell = (ratio: KeptYear['ratio']): Markup => {
  if (ratio === undefined) return markup`<td></td>`;
  const value = toNumber(ratio);
  const strength = (Math.min(1, Math.abs(value) / strongestMonth) * 0.45).toFixed(2);
  const wash = value < 0 ? '--loss-wash' : '--gain-wash';
  return markup`<td style="background:rgb(var(${wash}) / ${strength})">${percentOf(ratio)}</td>`;
};

/** What happened in which regime. */
export const regimeTable = (
  regimes: readonly KeptRegime[],
): Markup => markup`<div class="wide" tabindex="0" role="region" aria-label="Regimes"><table>
<thead><tr>${['Regime', 'Bars', 'Share', 'Trades', 'Win rate', 'Profit factor', 'Expectancy', 'Net P&L'].map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${regimes.map(
  ({
    regime,
    bars,
    share,
    trades,
  }) => markup`<tr><th scope="row">${regime}</th><td>${amount(bars)}</td><td>${percentOf(share)}</td><td>${amount(trades.totalTrades)}</td><td>${percentOf(trades.winRate)}</td><td>${number(trades.profitFactor)}</td><td>${number(trades.expectancy)}</td><td>${gain(trades.netPnl)}</td></tr>
`,
)}</tbody></table></div>`;

const tradeColumns = ['Opened', 'Closed', 'Symbol', 'Side', 'Quantity', 'Entry', 'Exit', 'Fees', 'Funding', 'P&L'];

/** The round trips in their order. */
export const tradeTable = (
  trades: readonly KeptTrade[],
): Markup => markup`<div class="wide tall" tabindex="0" role="region" aria-label="Trades"><table>
<thead><tr>${tradeColumns.map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${trades.map(
  (
    trade,
  ) => markup`<tr><th scope="row">${moment(trade.openedAt)}</th><td>${moment(trade.closedAt)}${trade.liquidated === true ? ' (liquidated)' : ''}</td><td>${trade.symbol}</td><td>${trade.side}</td><td>${amount(trade.quantity)}</td><td>${amount(trade.entryPrice)}</td><td>${amount(trade.exitPrice)}</td><td>${number(trade.fees)}</td><td>${number(trade.funding)}</td><td>${gain(trade.pnl)}</td></tr>
`,
)}</tbody></table></div>`;

/** Names with values, in columns. */
export const pairs = (rows: readonly (readonly [string, string | Markup])[]): Markup =>
  markup`<dl class="pairs">${rows.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

/** All figures, by the names of docs/desk-metrics.md in words. */
export const figurePairs = ({ trades, drawdown, ...figures }: KeptFigures): Markup =>
  pairs([
    ['Net P&L', gain(figures.netPnl)],
    ['Growth a year', percentOf(figures.cagr)],
    ['Volatility a year', percentOf(figures.volatility)],
    ['Sharpe ratio', number(figures.sharpe)],
    ['Sortino ratio', number(figures.sortino)],
    ['Calmar ratio', number(figures.calmar)],
    ['Deepest drawdown', `${number(drawdown.maxDrawdown)} (${percentOf(drawdown.maxDrawdownRatio)})`],
    ['Its peak and trough', `${moment(drawdown.peakAt)} – ${moment(drawdown.troughAt)}`],
    ['Recovered', drawdown.recoveredAt === undefined && drawdown.isOpen ? 'not yet' : moment(drawdown.recoveredAt)],
    ['Longest below a peak', span(drawdown.longestMs)],
    ['Time in the market', percentOf(figures.exposure)],
    ['Turnover a year', figures.turnoverPerYear === undefined ? '–' : `${number(figures.turnoverPerYear)} times`],
    ['Fees', number(figures.fees)],
    ['Winning, losing trades', `${trades.winningTrades}, ${trades.losingTrades}`],
    ['Profit factor', number(trades.profitFactor)],
    ['Expectancy of a trade', number(trades.expectancy)],
    ['Average win, loss', `${number(trades.averageWin)}, ${number(trades.averageLoss)}`],
    ['Largest win, loss', `${number(trades.largestWin)}, ${number(trades.largestLoss)}`],
    ['Longest winning, losing streak', `${trades.longestWinningStreak}, ${trades.longestLosingStreak}`],
  ]);
