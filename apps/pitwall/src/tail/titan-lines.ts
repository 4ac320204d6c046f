import type { Colors } from 'picocolors/types.js';
import { fieldsOf, textOf } from '../terminal/json-fields.ts';
import { money, padEnd, padStart, percent, percentResult, price, quantity, result } from '../terminal/figures.ts';
import { lineByType } from './line-by-type.ts';
import type { Tell, Tellers } from './line-by-type.ts';
import type { TailDialect } from './tail-dialect.ts';

const equity: Tell = (data, colors) =>
  [
    padStart(money(data['equity']), 12),
    change('day', data['daily_pnl'], data['daily_pnl_pct'], colors),
    change('week', data['weekly_pnl'], data['weekly_pnl_pct'], colors),
    `${colors.dim('total')} ${padStart(result(data['total_pnl'], colors), 10)}`,
    change('drawdown', data['drawdown'], data['drawdown_pct'], colors),
  ].join('  ');

const change = (name: string, amount: unknown, share: unknown, colors: Colors): string =>
  `${colors.dim(name)} ${padStart(result(amount, colors), 10)} ${padStart(percentResult(share, colors), 9)}`;

const side = (value: unknown, colors: Colors): string => {
  const text = textOf(value);
  if (text === 'LONG') return colors.green(padEnd(text, 5));
  return text === 'SHORT' ? colors.red(padEnd(text, 5)) : padEnd(text, 5);
};

const positionColors = (action: string, colors: Colors): ((text: string) => string) => {
  if (action === 'OPENED') return colors.cyan;
  if (action === 'LIQUIDATED') return colors.red;
  return action === 'CLOSED' ? colors.magenta : colors.dim;
};

const position: Tell = (data, colors) => {
  const held = fieldsOf(data['position']);
  const action = textOf(data['action']);
  const stop = held['stop_loss'] === undefined ? '' : `  ${colors.dim('stop')} ${price(held['stop_loss'])}`;
  return (
    [
      positionColors(action, colors)(padEnd(action, 10)),
      colors.bold(padEnd(textOf(data['symbol']), 8)),
      side(held['side'], colors),
      padStart(quantity(held['size']), 10),
      `@ ${padStart(price(held['entry_price']), 10)} → ${padStart(price(held['current_price']), 10)}`,
      padStart(result(held['unrealized_pnl'], colors), 10),
      padStart(percentResult(held['unrealized_pnl_pct'], colors), 9),
    ].join('  ') + stop
  );
};

const signalColors: Readonly<Record<string, 'yellow' | 'green' | 'red'>> = {
  PREPARE: 'yellow',
  CONFIRM: 'green',
  ABORT: 'red',
};

const signal: Tell = (data, colors) => {
  const type = textOf(data['type']);
  const color = signalColors[type];
  const known = [
    data['entry_price'] === undefined ? '' : `@ ${padStart(price(data['entry_price']), 10)}`,
    data['size'] === undefined ? '' : quantity(data['size']),
    data['confidence'] === undefined ? '' : `${colors.dim('confidence')} ${textOf(data['confidence'])}`,
    colors.dim([data['phase'], data['signal_id']].map(textOf).join(' ').trim()),
  ];
  return [
    color === undefined ? colors.dim(padEnd(type, 10)) : colors[color](padEnd(type, 10)),
    colors.bold(padEnd(textOf(data['symbol']), 8)),
    side(data['direction'], colors),
    padEnd(textOf(data['status']), 9),
    ...known.filter((part) => part !== ''),
  ].join('  ');
};

const performance: Tell = (data, colors) =>
  [
    padEnd(textOf(data['timeframe']), 4),
    `${textOf(data['total_trades'])} trades, ${textOf(data['winning_trades'])} won`,
    `${colors.dim('win rate')} ${percent(data['win_rate'])}`,
    `${colors.dim('profit factor')} ${money(data['profit_factor'])}`,
    `${colors.dim('sharpe')} ${money(data['sharpe_ratio'])}`,
    `${colors.dim('expectancy')} ${result(data['expectancy'], colors)}`,
  ].join('  ');

const status: Tell = (data, colors) => {
  const now = textOf(data['status']);
  const good = ['connected', 'healthy', 'ok', 'running', 'active'].includes(now.toLowerCase());
  const before = data['previous_status'] === undefined ? '' : colors.dim(` (was ${textOf(data['previous_status'])})`);
  return `${padEnd(textOf(data['component']), 10)}  ${good ? colors.green(now) : colors.yellow(now)}${before}`;
};

const phase: Tell = (data, colors) =>
  `${textOf(data['from_phase'])} → ${colors.bold(textOf(data['to_phase']))}  at ${money(data['equity'])}  ${colors.dim(textOf(data['reason']))}`;

const arm: Tell = (data, colors) =>
  `${data['master_arm'] === true ? colors.green('ARMED') : colors.red('DISARMED')}  by ${textOf(data['changed_by'])}  ${colors.dim(textOf(data['reason']))}`;

const breaker: Tell = (data, colors) =>
  data['active'] === true
    ? `${colors.red(`ACTIVE ${textOf(data['type'])}`)}  ${textOf(data['reason'])}`
    : `${colors.green('inactive')}  ${colors.dim(textOf(data['reason']))}`;

const flatten: Tell = (data, colors) =>
  `${colors.red(textOf(data['action']))}  ${textOf(data['closed_count'])} closed  ${textOf(data['reason'])}  by ${textOf(data['operator_id'])}`;

const tellers: Tellers = new Map([
  ['EQUITY_UPDATE', ['EQUITY', equity]],
  ['POSITION_UPDATE', ['POSITION', position]],
  ['SIGNAL_NOTIFICATION', ['SIGNAL', signal]],
  ['MASTER_ARM_CHANGE', ['ARM', arm]],
  ['CIRCUIT_BREAKER_UPDATE', ['BREAKER', breaker]],
  ['SYSTEM_STATUS_UPDATE', ['STATUS', status]],
  ['EMERGENCY_FLATTEN', ['FLATTEN', flatten]],
  ['PERFORMANCE_UPDATE', ['RESULTS', performance]],
  ['PHASE_TRANSITION', ['PHASE', phase]],
]);

/** How titan is watched: everything comes by itself, and `?types=` narrows it. */
export const titanTail: TailDialect = {
  name: 'titan',
  paths: ['/ws/console', '/ws/titan'],
  defaultTopics: [],
  topicsParameter: 'types',
  subscribe: () => [],
  line: lineByType({ tellers, typeField: 'type', timeOf: (message) => message['timestamp'] }),
};
