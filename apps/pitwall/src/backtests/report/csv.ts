import { PitwallError, toDecimalString } from '@pitwall/model';
import type { Amount } from '@pitwall/model';
import type { BacktestAnswer } from '../backtest-answer.ts';
import { resultsOfAnswer } from './kept-results.ts';
import type { KeptTrade } from './kept-results.ts';

type Cell = string | number;

const tradeColumns: readonly (readonly [name: string, cell: (trade: KeptTrade) => Cell])[] = [
  ['symbol', ({ symbol }) => wordCell(symbol)],
  ['side', ({ side }) => wordCell(side)],
  ['quantity', ({ quantity }) => amountCell(quantity)],
  ['entry_price', ({ entryPrice }) => amountCell(entryPrice)],
  ['exit_price', ({ exitPrice }) => amountCell(exitPrice)],
  ['opened_at', ({ openedAt }) => wordCell(openedAt)],
  ['closed_at', ({ closedAt }) => wordCell(closedAt)],
  ['fees', ({ fees }) => amountCell(fees)],
  ['funding', ({ funding }) => amountCell(funding)],
  ['borrow_fees', ({ borrowFees }) => amountCell(borrowFees)],
  ['pnl', ({ pnl }) => amountCell(pnl)],
  ['liquidated', ({ liquidated = false }) => (liquidated ? 'true' : 'false')],
];

/** The round trips of a backtest, one a line, every digit as booked. Throws `NOT_FOUND` unless the variant keeps them. */
export const tradesCsv = (answer: BacktestAnswer): string => {
  const { trades } = resultsOfAnswer(answer);
  if (trades === undefined) throw notThere(answer, 'trades');
  const rows = trades.map((trade) => tradeColumns.map(([, cell]) => cell(trade)));
  return csvOf([tradeColumns.map(([name]) => name), ...rows]);
};

/** The equity curve of a backtest, a point a line. Throws `NOT_FOUND` unless the variant keeps it. */
export const equityCsv = (answer: BacktestAnswer): string => {
  const { equityCurve } = resultsOfAnswer(answer);
  if (equityCurve === undefined) throw notThere(answer, 'equity curve');
  return csvOf([['time', 'equity'], ...equityCurve.map(([time, equity]) => [wordCell(time), amountCell(equity)])]);
};

/** RFC 4180: fields parted by commas, lines ended by CR LF, quotes doubled within quotes. */
const csvOf = (rows: readonly (readonly Cell[])[]): string => rows.map((row) => `${row.join(',')}\r\n`).join('');

const amountCell = (amount: Amount): string => toDecimalString(amount);

/** Text of others. What a spreadsheet would take for a formula begins with an apostrophe, which makes it text there. */
const wordCell = (text: string): string => {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

const notThere = ({ status, variant = 'vanilla' }: BacktestAnswer, what: string): PitwallError => {
  const reason =
    status === 'complete' ? `it ran as ${variant}; vanilla_full and spiced_full keep it` : `the backtest is ${status}`;
  return new PitwallError('NOT_FOUND', `There is no ${what} of this backtest: ${reason}`);
};
