import { toNumber } from '@pitwall/model';
import type { KeptFigures, KeptRegime, KeptTrade, KeptYear } from './kept-results.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { amount, gain, moment, number, percentOf, span } from './words.ts';

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Return of a month at which its cell is coloured most. */
const strongestMonth = 0.1;

/** A cell: what stands in it, and the colour behind it if any. */
type Cell = string | Markup | { readonly text: string; readonly wash: string };

interface TableTerms {
  /** What it is a table of, for who does not see it. */
  readonly label: string;
  readonly columns: readonly string[];
  /** The first cell of a row is its head. */
  readonly rows: readonly (readonly Cell[])[];
  /** @default none */
  readonly classes?: string;
}

/** A table in a region of its own that scrolls, by keyboard too, where the page is too narrow. */
const table = ({ label, columns, rows, classes = '' }: TableTerms): Markup =>
  markup`<div class="wide ${classes}" tabindex="0" role="region" aria-label="${label}"><table>
<thead><tr>${columns.map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(([head = '', ...cells]) => markup`<tr><th scope="row">${textOfCell(head)}</th>${cells.map(cellOf)}</tr>\n`)}</tbody>
</table></div>`;

const textOfCell = (cell: Cell): string | Markup => (typeof cell === 'object' && 'text' in cell ? cell.text : cell);

const cellOf = (cell: Cell): Markup =>
  typeof cell === 'object' && 'text' in cell
    ? markup`<td style="background:${cell.wash}">${cell.text}</td>`
    : markup`<td>${cell}</td>`;

/** The monthly table: a year a row, returns in percent. */
export const monthlyTable = (years: readonly KeptYear[]): Markup =>
  table({
    label: 'Monthly returns',
    classes: 'months',
    columns: ['Year', 'Whole', ...monthNames],
    rows: years.map(({ year, ratio, months }) => [
      String(year),
      gain(ratio, percentOf),
      ...monthNames.map((_, index) => monthCell(months[String(index + 1)]?.ratio)),
    ]),
  });

/** The stronger the return, the stronger the wash behind its number. */
const monthCell = (ratio: KeptYear['ratio']): Cell => {
  if (ratio === undefined) return '';
  const value = toNumber(ratio);
  const strength = (Math.min(1, Math.abs(value) / strongestMonth) * 0.45).toFixed(2);
  const wash = value < 0 ? '--loss-wash' : '--gain-wash';
  return { text: percentOf(ratio), wash: `rgb(var(${wash}) / ${strength})` };
};

/** What happened in which regime. */
export const regimeTable = (regimes: readonly KeptRegime[]): Markup =>
  table({
    label: 'Regimes',
    columns: ['Regime', 'Bars', 'Share', 'Trades', 'Win rate', 'Profit factor', 'Expectancy', 'Net P&L'],
    rows: regimes.map(({ regime, bars, share, trades }) => [
      regime,
      amount(bars),
      percentOf(share),
      amount(trades.totalTrades),
      percentOf(trades.winRate),
      number(trades.profitFactor),
      number(trades.expectancy),
      gain(trades.netPnl),
    ]),
  });

/** The round trips in their order. */
export const tradeTable = (trades: readonly KeptTrade[]): Markup =>
  table({
    label: 'Trades',
    classes: 'tall',
    columns: ['Opened', 'Closed', 'Side', 'Quantity', 'Entry', 'Exit', 'P&L', 'Fees', 'Funding', 'Symbol'],
    rows: trades.map((trade) => [
      moment(trade.openedAt),
      `${moment(trade.closedAt)}${trade.liquidated === true ? ' (liquidated)' : ''}`,
      trade.side,
      amount(trade.quantity),
      amount(trade.entryPrice),
      amount(trade.exitPrice),
      gain(trade.pnl),
      number(trade.fees),
      number(trade.funding),
      trade.symbol,
    ]),
  });

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
