import type { Colors } from 'picocolors/types.js';
import { money, padEnd, padStart, percent, percentResult, price, quantity, result } from '../terminal/figures.ts';
import { fieldsOf, textOf } from '../terminal/json-fields.ts';
import type { Fields } from '../terminal/json-fields.ts';
import { lineByType } from './line-by-type.ts';
import type { Tell, Tellers } from './line-by-type.ts';
import type { TailDialect } from './tail-dialect.ts';

/** How many rows of a list are told in its line; a screen has no room for more. */
const shownRows = 4;

const side = (value: unknown, colors: Colors): string => {
  const word = textOf(value);
  if (word === 'long' || word === 'buy') return colors.green(word);
  return word === 'short' || word === 'sell' ? colors.red(word) : word;
};

/** The first rows of a list in one line, and how many more there are. */
const rowsOf = (rows: readonly string[], colors: Colors): string => {
  const more = rows.length > shownRows ? [colors.dim(`and ${rows.length - shownRows} more`)] : [];
  return rows.length === 0 ? colors.dim('none') : [...rows.slice(0, shownRows), ...more].join(colors.dim('  ·  '));
};

const position = (row: Fields, colors: Colors): string =>
  `${colors.bold(textOf(row['symbol']))} ${side(row['side'], colors)} ${quantity(row['qty'])} @ ${price(row['entryPrice'])} → ${price(row['currentPrice'])} ${result(row['unrealizedPL'], colors)}`;

const positions: Tell = (data, colors) => {
  const rows: readonly unknown[] = Array.isArray(data['positions']) ? data['positions'] : [];
  return rowsOf(
    rows.map((row) => position(fieldsOf(row), colors)),
    colors,
  );
};

const quote = (symbol: string, row: Fields, colors: Colors): string =>
  `${colors.bold(symbol)} ${price(row['price'])} ${percentResult(row['changePercent'], colors)}`;

const market: Tell = (data, colors) =>
  rowsOf(
    Object.entries(fieldsOf(data['symbols'])).map(([symbol, row]) => quote(symbol, fieldsOf(row), colors)),
    colors,
  );

const order: Tell = (data, colors) => {
  const about = fieldsOf(data['order']);
  const at = about['price'] === undefined ? '' : `@ ${price(about['price'])}`;
  return [
    padEnd(textOf(data['type']), 12),
    side(about['side'], colors),
    `${quantity(about['filledQty'])}/${quantity(about['qty'])}`,
    colors.bold(textOf(about['symbol'])),
    textOf(about['type']),
    at,
    colors.dim(textOf(about['id'])),
  ]
    .filter((part) => part !== '')
    .join('  ');
};

const account: Tell = (data, colors) =>
  [
    padStart(money(data['equity']), 12),
    `${colors.dim('day')} ${result(data['dayPL'], colors)} ${percentResult(data['dayPLPercent'], colors)}`,
    `${colors.dim('total')} ${result(data['totalPL'], colors)} ${percentResult(data['totalPLPercent'], colors)}`,
    `${colors.dim('cash')} ${money(data['cash'])}`,
    `${colors.dim('buying power')} ${money(data['buyingPower'])}`,
  ].join('  ');

const health: Tell = (data, colors) => {
  const status = textOf(data['status']);
  return [
    status === 'healthy' ? colors.green(status) : colors.yellow(status),
    `${colors.dim('cpu')} ${percent(data['cpu'])}`,
    `${colors.dim('memory')} ${percent(data['memory'])}`,
    `${colors.dim('latency')} ${data['latency'] === undefined ? '–' : `${quantity(data['latency'])} ms`}`,
  ].join('  ');
};

const severityColors: Readonly<Record<string, 'red' | 'yellow'>> = { error: 'red', warning: 'yellow' };

const activity: Tell = (data, colors) => {
  const color = severityColors[textOf(data['severity'])];
  const message = textOf(data['message']);
  return `${padEnd(textOf(data['type']), 15)}  ${color === undefined ? message : colors[color](message)}`;
};

const failure: Tell = (data, colors) => {
  const { what, why, how } = fieldsOf(data['error']);
  return `${colors.red(textOf(data['code']))}  ${textOf(what)}: ${textOf(why)}  ${colors.dim(textOf(how))}`;
};

const channels: Tell = (data) => (Array.isArray(data['channels']) ? data['channels'].map(textOf).join(', ') : '');

const reasoned: Tell = (data, colors) => `${textOf(data['reason'])}  ${colors.dim(textOf(data['message']))}`;

const tellers: Tellers = new Map([
  ['positions:update', ['POSITIONS', positions]],
  ['orders:update', ['ORDER', order]],
  ['account:update', ['EQUITY', account]],
  ['health:update', ['HEALTH', health]],
  ['market:update', ['MARKET', market]],
  ['activity:log', ['ACTIVITY', activity]],
  ['connection:ack', ['CONNECTED', (data) => textOf(data['connectionId'])]],
  ['connection:closed', ['CLOSED', reasoned]],
  ['connection:error', ['ERROR', failure]],
  ['error', ['ERROR', failure]],
  ['reconnect', ['RECONNECT', reasoned]],
  ['subscribed', ['SUBSCRIBED', channels]],
  ['heartbeat', ['HEARTBEAT', () => '']],
]);

/** How mci is watched: nothing comes before it is subscribed to. */
export const mciTail: TailDialect = {
  name: 'mci',
  paths: ['/telemetry', '/ws/mci'],
  defaultTopics: ['positions', 'orders', 'account', 'health', 'market', 'activity'],
  subscribe: (topics) => [JSON.stringify({ event: 'subscribe', data: { channels: topics } })],
  line: lineByType({ tellers, typeField: 'event', timeOf: (message) => fieldsOf(message['data'])['timestamp'] }),
};
