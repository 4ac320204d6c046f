import type { Colors } from 'picocolors/types.js';
import { money, padEnd, padStart, percent, percentResult, result } from '../terminal/figures.ts';
import { fieldsOf, textOf } from '../terminal/json-fields.ts';
import type { Fields } from '../terminal/json-fields.ts';
import { lineByType } from './line-by-type.ts';
import type { Tell, Tellers } from './line-by-type.ts';
import type { TailDialect } from './tail-dialect.ts';

/** As much of an id as tells backtests apart on a screen. */
const shownIdLength = 8;

const shortId = (data: Fields, colors: Colors): string =>
  colors.dim(padEnd(textOf(data['backtest_id']).slice(0, shownIdLength), shownIdLength));

const start: Tell = (data, colors) =>
  `${shortId(data, colors)}  ${colors.bold(textOf(data['symbol']))} ${textOf(data['timeframe'])}  ${textOf(data['variant'])}  ${textOf(data['start_date'])} → ${textOf(data['end_date'])}`;

const progress: Tell = (data, colors) =>
  [
    shortId(data, colors),
    padStart(percent(data['progress']), 9),
    `${textOf(data['bars_processed'])}/${textOf(data['total_bars'])} bars`,
    textOf(data['current_date']),
    `${textOf(data['trades_count'])} trades`,
    result(data['current_pnl'], colors),
  ].join('  ');

const complete: Tell = (data, colors) =>
  [
    shortId(data, colors),
    `${colors.dim('balance')} ${money(data['final_balance'])}`,
    percentResult(data['return_pct'], colors),
    `${textOf(data['total_trades'])} trades`,
    `${colors.dim('won')} ${percent(data['win_rate'])}`,
    `${colors.dim('sharpe')} ${money(data['sharpe_ratio'])}`,
    `${colors.dim('drawdown')} ${percent(data['drawdown'])}`,
  ].join('  ');

const levelColors: Readonly<Record<string, 'red' | 'yellow' | 'dim'>> = {
  ERROR: 'red',
  WARNING: 'yellow',
  DEBUG: 'dim',
};

const logEntry: Tell = (data, colors) => {
  const level = textOf(data['level']);
  const color = levelColors[level];
  const shown = color === undefined ? padEnd(level, 7) : colors[color](padEnd(level, 7));
  return `${shown}  ${textOf(data['message'])}  ${colors.dim(textOf(data['module']))}`;
};

const trading: Tell = (data, colors) =>
  `${colors.bold(textOf(data['bot_id']))}  ${textOf(data['status'])}  ${result(data['pnl'], colors)}`;

const failed: Tell = (data, colors) => `${shortId(data, colors)}  ${colors.red(textOf(data['error']))}`;

const tellers: Tellers = new Map([
  ['backtest_start', ['START', start]],
  ['backtest_progress', ['PROGRESS', progress]],
  ['backtest_complete', ['COMPLETE', complete]],
  ['backtest_error', ['ERROR', failed]],
  ['log_entry', ['LOG', logEntry]],
  ['trading_update', ['TRADING', trading]],
]);

const restOf = ({ topic, error, data }: Fields): string => textOf(topic ?? error ?? data);

const plainLabel = (type: string): string => (type === 'subscription_confirmed' ? 'SUBSCRIBED' : type.toUpperCase());

/** How quantmind is watched: nothing comes before it is subscribed to. */
export const quantmindTail: TailDialect = {
  name: 'quantmind',
  paths: ['/ws/quantmind'],
  defaultTopics: ['backtest', 'trading', 'logs'],
  subscribe: (topics) => topics.map((topic) => JSON.stringify({ action: 'subscribe', topic })),
  line: lineByType({
    tellers,
    typeField: 'type',
    timeOf: (message) => fieldsOf(message['data'])['timestamp'],
    talkLabel: plainLabel,
    talkText: restOf,
  }),
};
