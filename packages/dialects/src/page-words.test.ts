import { parseDraft, unknownWords } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { findDialect } from './dialects.ts';
import type { Dialect } from './dialect.ts';
import { isJsonObject } from './wire/page-object.ts';
import { readFixtures, throughTheModel, understand } from './wire/dialect-rig.fixture.ts';

/** Example, way to the field, and the words that the page lists for it. */
type PageWords = readonly [example: string, path: string, words: string];

const named = (name: string): Dialect => {
  const dialect = findDialect(name);
  if (dialect === undefined) throw new Error(`no dialect ${name}`);
  return dialect;
};

/** A copy with another word at the end of a way. */
const withWord = (value: unknown, [step = '', ...rest]: readonly string[], word: string): unknown => {
  if (Array.isArray(value))
    return value.map((item: unknown, index): unknown => (String(index) === step ? withWord(item, rest, word) : item));
  const fields = isJsonObject(value) ? value : {};
  return { ...fields, [step]: rest.length === 0 ? word : withWord(fields[step], rest, word) };
};

/** Each word of the page has one of the model, and comes back from it as it was. */
const expectKnown = (name: string, [example, path, words]: PageWords): void => {
  const dialect = named(name);
  const message = readFixtures(new URL(`${name}/fixtures/`, import.meta.url)).get(example);
  for (const word of words.split(' ')) {
    const worded = withWord(message, path.split('.'), word);
    const unknown = understand(dialect, worded).flatMap(({ kind, data }) => unknownWords(parseDraft({ kind, data })));
    expect({ word, unknown }).toEqual({ word, unknown: [] });
    expect({ word, said: throughTheModel(dialect, worded) }).toEqual({ word, said: [worded] });
  }
};

describe('every word that a page lists is known to the model and comes back as it was', () => {
  // Promises: ruling-4.words, titan.position-actions, titan.signal-types, titan.signal-statuses, titan.circuit-breaker-types, titan.system-components
  it.each<PageWords>([
    ['position-update', 'data.action', 'OPENED UPDATED CLOSED LIQUIDATED'],
    ['position-update', 'data.position.side', 'LONG SHORT'],
    ['signal-notification', 'data.type', 'PREPARE CONFIRM ABORT HEARTBEAT'],
    ['signal-notification', 'data.direction', 'LONG SHORT'],
    ['signal-notification', 'data.status', 'PENDING FILLED REJECTED CANCELLED ERROR'],
    ['circuit-breaker-update', 'data.type', 'SOFT HARD'],
    ['system-status-update', 'data.component', 'broker database l2_cache websocket heartbeat'],
    ['system-status-update', 'data.status', 'connected disconnected'],
    ['emergency-flatten', 'data.action', 'FLATTEN_ALL'],
    ['config-change', 'data.updates.0.type', 'risk_tuner asset_whitelist'],
  ])('titan: %s %s %s', (...words) => expectKnown('titan', words));

  // Promises: carry.risk-statuses, carry.risk-normal, carry.log-levels
  it.each<PageWords>([
    ['risk-status-update', 'data.status', 'soft_pause hard_stop normal'],
    ['system-log', 'data.level', 'INFO WARNING ERROR CRITICAL'],
    ['position-update', 'data.status', 'open closed'],
  ])('carry: %s %s %s', (...words) => expectKnown('carry', words));

  // Promises: fleet.trade-words, fleet.bot-words, fleet.decision-words, fleet.alert-severities, fleet.task-words
  it.each<PageWords>([
    ['trades', 'data.side', 'buy sell'],
    ['trades', 'data.status', 'pending filled cancelled failed'],
    ['bots', 'data.status', 'running stopped paused error'],
    ['bots', 'data.trading_mode', 'paper live'],
    ['bots', 'data.risk_mode', 'conservative moderate aggressive'],
    ['decisions', 'data.decision', 'buy sell hold'],
    ['metrics', 'data.risk_level', 'moderate'],
    ['whale', 'data.flow_type', 'inflow'],
    ['whale', 'data.signal', 'bullish'],
    ['alerts', 'data.severity', 'info warning error critical'],
    ['system-health', 'data.status', 'healthy'],
    ['wallet', 'data.event', 'deposit_confirmed'],
    [
      'ai-tasks',
      'data.task_type',
      'bodyguard_check learning_run bot_evolution insights_generation prediction profit_reinvestment',
    ],
    ['ai-tasks', 'data.status', 'queued running completed failed'],
  ])('fleet: %s %s %s', (...words) => expectKnown('fleet', words));

  // Promises: mci.order-types, mci.activity-words
  it.each<PageWords>([
    ['positions-update', 'data.positions.0.side', 'long short'],
    ['orders-update', 'data.type', 'new partial_fill filled cancelled rejected'],
    ['orders-update', 'data.order.side', 'buy sell'],
    ['orders-update', 'data.order.status', 'new partially_filled filled cancelled rejected'],
    ['health-update', 'data.status', 'healthy'],
    ['activity-log', 'data.type', 'order_placed order_filled position_opened position_closed system error'],
    ['activity-log', 'data.severity', 'info warning error'],
  ])('mci: %s %s %s', (...words) => expectKnown('mci', words));

  // Promises: quantmind.backtest-variants, quantmind.log-levels
  it.each<PageWords>([
    ['backtest-start', 'data.variant', 'vanilla spiced vanilla_full spiced_full'],
    ['backtest-start', 'data.timeframe', 'M1 M5 M15 M30 H1 H4 D1'],
    ['log-entry', 'data.level', 'INFO WARNING ERROR DEBUG'],
    ['trading-update', 'data.status', 'running stopped paused error'],
  ])('quantmind: %s %s %s', (...words) => expectKnown('quantmind', words));
});
