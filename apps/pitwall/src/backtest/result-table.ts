import Table from 'cli-table3';
import type { Colors } from 'picocolors/types.js';
import { money, percent, percentResult, plainLine } from '../terminal/figures.ts';
import type { BacktestAnswer } from '../backtests/backtest-answer.ts';
import { fieldsOf, textOf } from '../terminal/json-fields.ts';

/** A backtest's results as a table, from the gateway's answer. */
export const resultTable = (answer: BacktestAnswer, colors: Colors): string => {
  const backtest = fieldsOf(answer);
  const result = fieldsOf(backtest['result']);
  const more = fieldsOf(result['results']);
  const rows: readonly (readonly [string, string])[] = [
    ['final balance', `${money(result['final_balance'])} ${shown(more['currency'])}`.trim()],
    ['return', percentResult(result['return_pct'], colors).trim()],
    ['deepest drawdown', percent(result['drawdown'])],
    ['Sharpe ratio', money(result['sharpe_ratio'])],
    ['round trips', shown(result['total_trades'])],
    ['win rate', percent(result['win_rate'])],
    ['profit factor', money(more['profitFactor'])],
    ['fees paid', money(more['feesPaid'])],
    ...(Number(more['fundingReceived'] ?? 0) === 0
      ? []
      : [['funding received', money(more['fundingReceived'])] as const]),
    ['bars', shown(more['bars'])],
    ['seed', shown(backtest['seed'])],
    ['took', `${textOf(result['duration_seconds'])} s`],
  ];
  const table = new Table({ style: { head: [], border: [], compact: true }, colAligns: ['left', 'right'] });
  const what = ['symbol', 'timeframe', 'variant'].map((name) => shown(backtest[name])).join(' ');
  const when = `${shown(backtest['start_date'])} to ${shown(backtest['end_date'])}`;
  table.push([{ colSpan: 2, content: colors.bold(`${what}, ${when}`) }]);
  table.push([{ colSpan: 2, content: shown(more['strategy'] ?? backtest['strategy']) }]);
  for (const [name, value] of rows) table.push([colors.dim(name), value]);
  return table.toString();
};

const statusColors: Readonly<Record<string, 'green' | 'red' | 'yellow' | 'cyan' | 'dim'>> = {
  complete: 'green',
  failed: 'red',
  cancelled: 'yellow',
  running: 'cyan',
  queued: 'dim',
};

/** Backtests as a table, one a line. */
export const listTable = (backtests: readonly BacktestAnswer[], colors: Colors): string => {
  const head = ['id', 'status', 'what', 'strategy', 'from', 'to', 'return', 'started'];
  const table = new Table({ head: head.map(colors.dim), style: { head: [], border: [], compact: true } });
  for (const answer of backtests) {
    const backtest = fieldsOf(answer);
    const status = textOf(backtest['status']);
    const color = statusColors[status];
    const progress = status === 'running' ? ` ${percent(backtest['progress'])}` : '';
    table.push([
      shown(backtest['backtest_id']),
      (color === undefined ? status : colors[color](status)) + progress,
      ['symbol', 'timeframe', 'variant']
        .map((name) => shown(backtest[name]))
        .join(' ')
        .trim(),
      shown(backtest['strategy']),
      shown(backtest['start_date']),
      shown(backtest['end_date']),
      backtest['result'] === undefined ? '' : percentResult(fieldsOf(backtest['result'])['return_pct'], colors),
      shown(backtest['created_at']),
    ]);
  }
  return table.toString();
};

const shown = (value: unknown): string => plainLine(textOf(value));
