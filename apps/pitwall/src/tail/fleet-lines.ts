import { isAmount, shiftPoint } from '@pitwall/model';
import type { Colors } from 'picocolors/types.js';
import { money, padEnd, padStart, percent, percentResult, price, quantity, result } from '../terminal/figures.ts';
import { fieldsOf, textOf } from '../terminal/json-fields.ts';
import type { Fields } from '../terminal/json-fields.ts';
import { lineByType } from './line-by-type.ts';
import type { Tell, Tellers } from './line-by-type.ts';
import type { TailDialect } from './tail-dialect.ts';

type Color = 'green' | 'red' | 'yellow' | 'cyan' | 'dim';

/** How words are coloured, wherever they stand: good, bad, to be watched. */
const wordColors: ReadonlyMap<string, Color> = new Map<string, Color>([
  ['buy', 'green'],
  ['sell', 'red'],
  ['hold', 'dim'],
  ['running', 'green'],
  ['healthy', 'green'],
  ['connected', 'green'],
  ['completed', 'green'],
  ['confirmed', 'green'],
  ['pending', 'yellow'],
  ['paused', 'yellow'],
  ['warning', 'yellow'],
  ['degraded', 'yellow'],
  ['error', 'red'],
  ['failed', 'red'],
  ['critical', 'red'],
  ['unhealthy', 'red'],
  ['live', 'cyan'],
]);

const word = (value: unknown, width: number, colors: Colors): string => {
  const text = textOf(value);
  const color = wordColors.get(text);
  return color === undefined ? padEnd(text, width) : colors[color](padEnd(text, width));
};

/** A fraction of the page, for people. */
const share = (fraction: unknown): string =>
  percent(isAmount(fraction) ? shiftPoint(fraction, 2).toFixed() : undefined);

/** The parts that say something. */
const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('  ');

const named = (name: string, value: string, colors: Colors): string => `${colors.dim(name)} ${value}`;

/** Who and where, as far as the message says. */
const whereOf = (data: Fields, colors: Colors): string =>
  colors.dim([data['bot_id'], data['platform'], data['account']].map(textOf).filter(Boolean).join(' '));

const trade: Tell = (data, colors) =>
  joined(
    word(data['side'], 4, colors),
    colors.bold(padEnd(textOf(data['symbol']), 9)),
    `${padStart(quantity(data['quantity']), 10)} @ ${padStart(price(data['price']), 10)}`,
    word(data['status'], 9, colors),
    isAmount(data['pnl']) ? named('result', result(data['pnl'], colors), colors) : '',
    whereOf(data, colors),
  );

const bot: Tell = (data, colors) =>
  joined(
    colors.bold(padEnd(textOf(data['name'] ?? data['id']), 14)),
    word(data['status'], 8, colors),
    word(data['trading_mode'], 5, colors),
    padEnd(textOf(data['symbol']), 9),
    padStart(result(data['pnl'], colors), 10),
    `${textOf(data['trades_count']) || '–'} trades`,
    named('won', share(data['win_rate']), colors),
    whereOf(data, colors),
  );

/** Assets that are shown before the rest is counted. */
const shownAssets = 4;

const balances: Tell = (data, colors) => {
  const held = Object.entries(fieldsOf(data['balances']));
  const shown = held.slice(0, shownAssets).map(([asset, balance]) => {
    const { total, free } = fieldsOf(balance);
    return `${quantity(total ?? free)} ${colors.bold(asset)}`;
  });
  return joined(
    padEnd(textOf(data['platform']), 8),
    ...shown,
    held.length > shownAssets ? colors.dim(`and ${held.length - shownAssets} more`) : '',
    isAmount(data['total_value_zar']) ? named('value', `${money(data['total_value_zar'])} ZAR`, colors) : '',
  );
};

const decision: Tell = (data, colors) => {
  const stops = fieldsOf(data['stops']);
  return joined(
    word(data['decision'], 4, colors),
    colors.bold(padEnd(textOf(data['symbol']), 9)),
    named('confidence', share(data['confidence']), colors),
    isAmount(stops['stop_loss']) ? named('stop', price(stops['stop_loss']), colors) : '',
    isAmount(stops['take_profit']) ? named('target', price(stops['take_profit']), colors) : '',
    textOf(data['reasoning']),
    whereOf(data, colors),
  );
};

const metrics: Tell = (data, colors) =>
  joined(
    `${padStart(result(data['total_pnl'], colors), 10)} ${padStart(percentResult(data['total_pnl_percent'], colors), 9)}`,
    `${textOf(data['active_bots']) || '–'}/${textOf(data['total_bots']) || '–'} bots`,
    `${textOf(data['total_trades']) || '–'} trades`,
    named('won', share(data['win_rate']), colors),
    named('exposure', share(data['exposure']), colors),
    named('risk', textOf(data['risk_level']) || '–', colors),
  );

const whale: Tell = (data, colors) =>
  joined(
    padEnd(textOf(data['flow_type']), 7),
    `${quantity(data['amount'])} ${colors.bold(textOf(data['coin']))}`,
    isAmount(data['value_usd']) ? `${money(data['value_usd'])} USD` : '',
    textOf(data['signal']),
    whereOf(data, colors),
  );

const alert: Tell = (data, colors) =>
  joined(
    word(data['severity'], 8, colors),
    colors.bold(textOf(data['title'])),
    textOf(data['message']),
    data['action_required'] === true ? colors.red('act') : '',
    whereOf(data, colors),
  );

const health: Tell = (data, colors) => {
  const exchanges = Object.entries(fieldsOf(data['exchange_connections']));
  const lost = exchanges.filter(([, status]) => status !== 'connected').map(([name]) => name);
  return joined(
    word(data['status'], 9, colors),
    named('cpu', percent(data['cpu_percent']), colors),
    named('memory', percent(data['memory_percent']), colors),
    named('disk', percent(data['disk_percent']), colors),
    named('errors', share(data['error_rate']), colors),
    lost.length === 0 ? '' : colors.red(`lost: ${lost.join(', ')}`),
  );
};

const wallet: Tell = (data, colors) =>
  joined(
    padEnd(textOf(data['event']), 17),
    `${quantity(data['amount'])} ${colors.bold(textOf(data['asset']))}`,
    word(data['status'], 9, colors),
    isAmount(data['confirmations']) ? `${textOf(data['confirmations'])} confirmations` : '',
    whereOf(data, colors),
  );

const task: Tell = (data, colors) =>
  joined(
    padEnd(textOf(data['task_type']), 19),
    word(data['status'], 9, colors),
    padStart(share(data['progress']), 9),
    colors.dim(textOf(data['task_id'])),
  );

const connection: Tell = (data) => joined(textOf(data['status']), textOf(data['mode']));

const error: Tell = (data, colors) =>
  joined(colors.red(textOf(data['code'])), textOf(data['message']), colors.dim(textOf(data['details'])));

const tellers: Tellers = new Map([
  ['trades', ['TRADE', trade]],
  ['bots', ['BOT', bot]],
  ['balances', ['BALANCES', balances]],
  ['decisions', ['DECISION', decision]],
  ['metrics', ['METRICS', metrics]],
  ['whale', ['WHALE', whale]],
  ['alerts', ['ALERT', alert]],
  ['system_health', ['HEALTH', health]],
  ['wallet', ['WALLET', wallet]],
  ['ai_tasks', ['TASK', task]],
  ['connection', ['CONNECTION', connection]],
  ['error', ['ERROR', error]],
]);

const restOf = ({ data, timestamp }: Fields): string => textOf(data ?? timestamp);

/** How fleet is watched: everything comes by itself, and `?types=` narrows it. */
export const fleetTail: TailDialect = {
  name: 'fleet',
  paths: ['/api/ws', '/ws/fleet'],
  defaultTopics: [],
  topicsParameter: 'types',
  subscribe: () => [],
  line: lineByType({ tellers, typeField: 'type', timeOf: (message) => message['ts'], talkText: restOf }),
};
