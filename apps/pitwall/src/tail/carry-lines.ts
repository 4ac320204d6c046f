import { isAmount, shiftPoint } from '@pitwall/model';
import type { Colors } from 'picocolors/types.js';
import { money, padEnd, padStart, percent, price, quantity, result } from '../terminal/figures.ts';
import { fieldsOf, textOf } from '../terminal/json-fields.ts';
import type { Fields } from '../terminal/json-fields.ts';
import { lineByType } from './line-by-type.ts';
import type { Tell, Tellers } from './line-by-type.ts';
import type { TailDialect } from './tail-dialect.ts';

/** As much of an id as tells positions apart on a screen. */
const shownIdLength = 8;

const statusColors: Readonly<Record<string, 'green' | 'yellow' | 'red' | 'magenta'>> = {
  closed: 'magenta',
  liquidated: 'red',
  normal: 'green',
  soft_pause: 'yellow',
  hard_stop: 'red',
};

const status = (data: Fields, colors: Colors): string => {
  const word = textOf(data['status']);
  const color = statusColors[word];
  return color === undefined ? padEnd(word, 10) : colors[color](padEnd(word, 10));
};

const leg = (name: string, size: unknown, entry: unknown, colors: Colors): string =>
  `${colors.dim(name)} ${padStart(quantity(size), 8)} @ ${padStart(price(entry), 10)}`;

const position: Tell = (data, colors) =>
  [
    status(data, colors),
    colors.bold(padEnd(textOf(data['symbol']), 9)),
    leg('spot', data['spot_quantity'], data['spot_entry_price'], colors),
    leg('perp', data['perp_quantity'], data['perp_entry_price'], colors),
    padStart(result(data['unrealized_pnl'], colors), 10),
    `${colors.dim('funding')} ${padStart(result(data['funding_collected'], colors), 9)}`,
    colors.dim(textOf(data['position_id']).slice(0, shownIdLength)),
  ].join('  ');

const equity: Tell = (data, colors) =>
  [
    padStart(money(data['current_equity']), 12),
    `${colors.dim('total')} ${money(data['total_equity'])}`,
    `${colors.dim('peak')} ${money(data['peak_equity'])}`,
  ].join('  ');

/** A fraction of the page, for people. */
const share = (fraction: unknown): string =>
  percent(isAmount(fraction) ? shiftPoint(fraction, 2).toFixed() : undefined);

const risk: Tell = (data, colors) =>
  [
    status(data, colors),
    `${colors.dim('drawdown')} ${share(data['drawdown_pct'])}`,
    `${colors.dim('day’s loss')} ${share(data['daily_loss_pct'])}`,
    textOf(data['message']),
  ].join('  ');

const levelColors: Readonly<Record<string, 'red' | 'yellow'>> = { CRITICAL: 'red', ERROR: 'red', WARNING: 'yellow' };

const log: Tell = (data, colors) => {
  const level = textOf(data['level']);
  const color = levelColors[level];
  const shown = color === undefined ? padEnd(level, 8) : colors[color](padEnd(level, 8));
  return `${shown}  ${textOf(data['message'])}  ${colors.dim(textOf(data['module']))}`;
};

const tellers: Tellers = new Map([
  ['position_update', ['POSITION', position]],
  ['equity_update', ['EQUITY', equity]],
  ['risk_status_update', ['RISK', risk]],
  ['system_log', ['LOG', log]],
]);

const talkOf = ({ message, data }: Fields): string => textOf(message ?? fieldsOf(data)['message'] ?? data);

/** How carry is watched: everything comes by itself. */
export const carryTail: TailDialect = {
  name: 'carry',
  paths: ['/ws/carry'],
  defaultTopics: [],
  subscribe: () => [],
  line: lineByType({
    tellers,
    typeField: 'type',
    timeOf: (message) => message['timestamp'],
    talkLabel: (type) => (type === 'connection_established' ? 'CONNECTED' : type.toUpperCase()),
    talkText: talkOf,
  }),
};
