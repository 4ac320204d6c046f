import fc from 'fast-check';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { arbitraryEvent, modestAmount, sequenced } from '../wire/arbitrary-data.fixture.ts';
import { readFixtures, refusalOf, say, throughTheModel, understand } from '../wire/dialect-rig.fixture.ts';
import { quantmind } from './quantmind.ts';
import { ClientMessage, quantmindMessages, ServerMessage } from './schemas.ts';

const fixtures = readFixtures(new URL('fixtures/', import.meta.url));
const facts = [
  'backtest-start',
  'backtest-progress',
  'log-entry',
  'backtest-complete',
  'backtest-error',
  'trading-update',
];
const timed = (type: string, data: object) => ({ type, data: { timestamp: '2024-01-15T10:30:00.000Z', ...data } });

describe('each example of the QuantMindX page', () => {
  // Promises: quantmind.backtest-start, quantmind.backtest-progress, quantmind.log-entry, quantmind.backtest-complete, quantmind.backtest-error, quantmind.trading-update
  it.each(facts)('comes back from the model as it went in: %s', (name) => {
    expect(throughTheModel(quantmind, fixtures.get(name))).toEqual([fixtures.get(name)]);
  });

  it.each([...fixtures].filter(([, message]) => 'type' in Object(message)))(
    'passes the server’s schema: %s',
    (_name, message) => {
      expect(Check(ServerMessage, message)).toBe(true);
    },
  );

  it.each([...fixtures].filter(([, message]) => 'action' in Object(message)))(
    'passes the client’s schema: %s',
    (_name, message) => {
      expect(Check(ClientMessage, message)).toBe(true);
    },
  );
});

describe('what QuantMindX says of any fact', () => {
  it.each(quantmindMessages)('passes the schema of $type, or is nothing', ({ kind, schema }) => {
    fc.assert(
      fc.property(arbitraryEvent(kind), (event) => {
        const message = say(quantmind, event);
        fc.pre(message !== undefined);
        expect(Check(schema, message)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each(quantmindMessages)('is understood again as $type said it', ({ kind }) => {
    fc.assert(
      fc.property(arbitraryEvent(kind, modestAmount), (event) => {
        const message = say(quantmind, event);
        fc.pre(message !== undefined);
        expect(throughTheModel(quantmind, message)).toEqual([message]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('units', () => {
  // Promises: ruling-2.drawdown-signs, ruling-2.ratios
  it('are percentages and seconds on the page, ratios and milliseconds in the model', () => {
    const [event] = understand(quantmind, fixtures.get('backtest-complete'));
    expect(event).toMatchObject({
      occurredAt: Date.UTC(2024, 0, 15, 10, 31),
      data: { winRate: 0.625, maxDrawdownRatio: -0.085, returnRatio: 0.25, durationMs: 45_300 },
    });
  });

  it('have a drawdown of zero without a sign', () => {
    const message = timed('backtest_complete', { backtest_id: 'b', drawdown: 0 });
    expect(understand(quantmind, message)[0]?.data).toEqual({ backtestId: 'b', maxDrawdownRatio: 0 });
    expect(throughTheModel(quantmind, message)).toEqual([message]);
  });

  // Promises: quantmind.envelope, ruling-3.wire-times
  it.each([
    ['2024-01-15T10:30:00Z', '2024-01-15T10:30:00.000Z'],
    ['2024-01-15T10:30:00.123456', '2024-01-15T10:30:00.123Z'],
    ['2024-01-15T12:30:00+02:00', '2024-01-15T10:30:00.000Z'],
  ])('read the time %s as %s', (given, said) => {
    const message = timed('backtest_error', { backtest_id: 'b', error: 'e', timestamp: given });
    expect(throughTheModel(quantmind, message)).toEqual([
      timed('backtest_error', { backtest_id: 'b', error: 'e', timestamp: said }),
    ]);
  });
});

describe('progress', () => {
  it('that was not published is the part of the bars that are done', () => {
    const message = say(quantmind, sequenced('backtest-progress', { backtestId: 'b', barsProcessed: 1, totalBars: 3 }));
    expect(message).toMatchObject({ data: { progress: 33.3333 } });
  });

  it('that cannot be had keeps the message from being said', () => {
    expect(
      say(quantmind, sequenced('backtest-progress', { backtestId: 'b', barsProcessed: 1, totalBars: 0 })),
    ).toBeUndefined();
    expect(say(quantmind, sequenced('bot', { botId: 'b', status: 'running' }))).toBeUndefined();
  });
});

describe('log levels', () => {
  // Promise: quantmind.log-critical
  it('have no CRITICAL, which is an ERROR here', () => {
    expect(say(quantmind, sequenced('log', { level: 'critical', message: 'm' }))).toMatchObject({
      data: { level: 'ERROR' },
    });
    expect(understand(quantmind, timed('log_entry', { level: 'CRITICAL', message: 'm' }))[0]?.data).toMatchObject({
      level: 'critical',
    });
  });

  it('that the page does not know pass through', () => {
    const message = timed('log_entry', { level: 'TRACE', message: 'm' });
    expect(throughTheModel(quantmind, message)).toEqual([message]);
  });
});

const codeOf = (message: unknown): string => {
  const refusal = refusalOf(quantmind, message);
  return refusal === undefined ? 'accepted' : `${refusal.code} ${refusal.problems.map(({ path }) => path).join(' ')}`;
};

describe('messages that are refused', () => {
  it('are told what is wrong', () => {
    expect(codeOf({ type: 'pong' })).toBe('UNTRANSLATABLE /type');
    expect(codeOf({ type: 'trading_update' })).toBe('INVALID_EVENT /data');
    expect(codeOf({ type: 'trading_update', data: { bot_id: '', status: 'running', pnl: '1' } })).toBe(
      'INVALID_EVENT /data/bot_id /data/pnl',
    );
    expect(codeOf(timed('backtest_error', { backtest_id: 'b', error: 'e', timestamp: '2024-13-45T10:30:00Z' }))).toBe(
      'INVALID_EVENT /data/timestamp',
    );
    expect(codeOf(timed('backtest_error', { backtest_id: 'b', error: 'e', timestamp: '1' }))).toBe(
      'INVALID_EVENT /data/timestamp',
    );
  });
});

describe('topics', () => {
  // Promise: quantmind.log-topics
  it('of a log line depend on whether a backtest wrote it', () => {
    expect(quantmind.topicsOf(sequenced('log', { level: 'info', message: 'm', backtestId: 'b1' }))).toEqual([
      'backtest',
      'backtest:b1',
    ]);
    expect(quantmind.topicsOf(sequenced('log', { level: 'info', message: 'm' }))).toEqual(['logs']);
  });

  it('of bots are trading, and of other kinds none', () => {
    expect(quantmind.topicsOf(sequenced('bot', { botId: 'b' }))).toEqual(['trading']);
    expect(quantmind.topicsOf(sequenced('backtest-error', { backtestId: 'b', error: 'e' }))).toEqual([
      'backtest',
      'backtest:b',
    ]);
    expect(quantmind.topicsOf(sequenced('equity', { equity: 1 }))).toEqual([]);
  });

  // Promise: quantmind.one-backtest
  it('of one backtest look back an hour, the others not at all', () => {
    const { subscription } = quantmind.traits;
    expect(subscription.isOpenTopic?.('backtest:b1')).toBe(true);
    expect(subscription.isOpenTopic?.('backtest:')).toBe(false);
    expect(subscription.replayMs?.('backtest:b1')).toBe(3_600_000);
    expect(subscription.replayMs?.('backtest')).toBe(0);
  });
});
