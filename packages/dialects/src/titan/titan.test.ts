import { kindNames, shiftPoint, toNumber } from '@pitwall/model';
import fc from 'fast-check';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { arbitraryEvent, modestAmount, sequenced } from '../wire/arbitrary-data.fixture.ts';
import { readFixtures, refusalOf, say, throughTheModel, understand } from '../wire/dialect-rig.fixture.ts';
import { ServerMessage, titanMessages } from './schemas.ts';
import { titan } from './titan.ts';

const fixtures = readFixtures(new URL('fixtures/', import.meta.url));

const facts = [
  'equity-update',
  'position-update',
  'signal-notification',
  'master-arm-change',
  'circuit-breaker-update',
  'circuit-breaker-inactive',
  'config-change',
  'system-status-update',
  'emergency-flatten',
  'performance-update',
  'phase-transition',
];

const example = (name: string): unknown => structuredClone(fixtures.get(name));

describe('each example of the Titan page', () => {
  // Promises: titan.equity-update, titan.position-update, titan.signal-notification, titan.master-arm-change, titan.circuit-breaker-update, titan.config-change, titan.system-status-update, titan.emergency-flatten, titan.performance-update, titan.phase-transition, titan.drawdown
  it.each(facts)('comes back from the model as it went in: %s', (name) => {
    expect(throughTheModel(titan, example(name))).toEqual([example(name)]);
  });

  it.each(facts)('passes the schema of its message: %s', (name) => {
    expect(Check(ServerMessage, example(name))).toBe(true);
  });
});

describe('what Titan says of any fact', () => {
  // Promise: titan.envelope
  it.each(titanMessages)('passes the schema of $type, or is nothing', ({ kind, schema }) => {
    fc.assert(
      fc.property(arbitraryEvent(kind), (event) => {
        const message = say(titan, event);
        fc.pre(message !== undefined);
        expect(Check(schema, message)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each(titanMessages)('is understood again as $type said it', ({ kind }) => {
    fc.assert(
      fc.property(arbitraryEvent(kind, modestAmount), (event) => {
        const message = say(titan, event);
        fc.pre(message !== undefined);
        expect(throughTheModel(titan, message)).toEqual([message]);
      }),
      { numRuns: 300 },
    );
  });

  it('is nothing for kinds that the page has no words for', () => {
    const spoken = titanMessages.map(({ kind }) => kind);
    expect(new Set(Object.keys(titan.views))).toEqual(new Set<string>(spoken));
    expect(kindNames.length).toBeGreaterThan(spoken.length);
  });
});

describe('numbers', () => {
  // Promise: ruling-2.ratios
  it('become percentages without noise and come back as the same ratio', () => {
    const message = say(
      titan,
      sequenced('equity', { equity: '2450.00', dailyPnlRatio: '0.07', drawdownRatio: -0.0555 }),
    );
    expect(message).toMatchObject({ data: { equity: 2450, daily_pnl_pct: 7, drawdown_pct: -5.55 } });
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e30, max: 1e30 }), (percentage) => {
        const [event] = understand(titan, {
          type: 'EQUITY_UPDATE',
          timestamp: 1,
          data: { equity: 1, daily_pnl_pct: percentage },
        });
        if (event?.kind !== 'equity' || event.data.dailyPnlRatio === undefined) throw new Error('not understood');
        const back = toNumber(shiftPoint(event.data.dailyPnlRatio, 2));
        expect(Math.abs(percentage) > 1e-12 ? back : percentage).toBe(percentage);
        expect(back).toBeCloseTo(percentage, 12);
      }),
    );
  });

  // Promise: ruling-18.absent
  it('that JSON cannot hold are left out', () => {
    expect(say(titan, sequenced('equity', { equity: 1, dailyPnlRatio: 1e307 }))).toEqual({
      type: 'EQUITY_UPDATE',
      timestamp: 1_702_500_000_123,
      data: { equity: 1 },
    });
  });
});

describe('words', () => {
  // Promise: ruling-4.unknown-words
  it('that the page does not know pass through unchanged both ways', () => {
    const message = {
      type: 'SIGNAL_NOTIFICATION',
      timestamp: 1,
      data: { signal_id: 's', type: 'REBALANCE', direction: 'NEUTRAL', status: 'QUEUED' },
    };
    expect(understand(titan, message)[0]?.data).toMatchObject({
      type: 'REBALANCE',
      direction: 'NEUTRAL',
      status: 'QUEUED',
    });
    expect(throughTheModel(titan, message)).toEqual([message]);
  });

  it('of the page are those of the model in its own spelling', () => {
    expect(understand(titan, example('position-update'))[0]?.data).toMatchObject({ action: 'opened', side: 'long' });
    expect(understand(titan, example('signal-notification'))[0]?.data).toMatchObject({
      type: 'confirm',
      confidence: 0.95,
    });
  });
});

describe('a required field', () => {
  // Promise: ruling-18.untranslatable
  it('that cannot be had keeps the message from being said', () => {
    expect(
      say(titan, sequenced('position', { action: 'updated', symbol: 'BTC/USDT', side: 'long', spotQuantity: 1 })),
    ).toBeUndefined();
    expect(
      say(titan, sequenced('position', { action: 'opened', symbol: 'BTC/USDT', size: 1, entryPrice: 2 })),
    ).toBeUndefined();
    expect(say(titan, sequenced('flatten', { action: 'flatten_all', closedCount: 2 }))).toBeUndefined();
    expect(say(titan, sequenced('equity', { equity: 1 }, { occurredAt: 0 }))).toBeUndefined();
  });

  it('is not asked of the end of a position, which every console must hear of', () => {
    const message = say(titan, sequenced('position', { action: 'closed', symbol: 'BTC', side: 'long' }));
    expect(message).toMatchObject({
      data: { action: 'CLOSED', symbol: 'BTC', position: { symbol: 'BTC', side: 'LONG' } },
    });
    expect(throughTheModel(titan, message)).toEqual([message]);
  });

  it('is derived where the publisher has said it in another way', () => {
    const message = say(titan, sequenced('flatten', { action: 'flatten_all', positionsClosed: [{ symbol: 'BTC' }] }));
    expect(message).toMatchObject({ data: { closed_count: 1 } });
  });

  it('that is missing in a message is named', () => {
    const refusal = refusalOf(titan, {
      type: 'POSITION_UPDATE',
      timestamp: 1,
      data: { action: 'OPENED', symbol: 'BTC', position: { symbol: 'BTC', side: 'LONG', size: 'much' } },
    });
    expect(refusal?.code).toBe('INVALID_EVENT');
    expect(refusal?.problems).toEqual([
      { path: '/data/position/size', found: '"much"', expected: 'a finite number' },
      { path: '/data/position/entry_price', found: 'nothing', expected: 'a finite number' },
    ]);
  });
});

describe('messages that are refused', () => {
  it.each([[null], ['EQUITY_UPDATE'], [[]], [{}], [{ type: 'CANDLE' }], [{ type: 'SUBSCRIBE', data: { types: [] } }]])(
    'are none of the page: %j',
    (message) => {
      expect(refusalOf(titan, message)?.code).toBe('UNTRANSLATABLE');
      expect(refusalOf(titan, message)?.problems).toHaveLength(1);
    },
  );

  it('name a symbol beside the position that is not the symbol of the position', () => {
    const data = { action: 'CLOSED', symbol: 'ETH', position: { symbol: 'BTC', side: 'LONG' } };
    expect(refusalOf(titan, { type: 'POSITION_UPDATE', timestamp: 1, data })?.problems).toEqual([
      { path: '/data/symbol', found: '"ETH"', expected: '"BTC", as in the position' },
    ]);
  });

  it('name the item of a list that is wrong', () => {
    const data = { action: 'FLATTEN_ALL', closed_count: 1, positions_closed: [{ symbol: 'BTC' }, { symbol: 7 }] };
    expect(refusalOf(titan, { type: 'EMERGENCY_FLATTEN', timestamp: 1, data })?.problems).toMatchObject([
      { path: '/data/positions_closed/1/symbol', found: '7' },
    ]);
  });
});

describe('a circuit breaker', () => {
  // Promise: titan.circuit-breaker-inactive
  it('has the type null while it is not active, whatever it was before', () => {
    expect(say(titan, sequenced('circuit-breaker', { active: false }))).toMatchObject({
      data: { active: false, type: null },
    });
    expect(say(titan, sequenced('circuit-breaker', { active: false, type: 'hard' }))).toMatchObject({
      data: { type: null },
    });
    expect(say(titan, sequenced('circuit-breaker', { active: true, type: 'hard' }))).toMatchObject({
      data: { type: 'HARD' },
    });
  });
});

describe('settings that the page does not name', () => {
  it('reach other dialects and come back out', () => {
    const message = {
      type: 'CONFIG_CHANGE',
      timestamp: 1,
      data: { updates: [{ type: 'risk_tuner', max_leverage: 3, updated: null }] },
    };
    expect(understand(titan, message)[0]?.data).toMatchObject({ updates: [{ other: { max_leverage: 3 } }] });
    expect(throughTheModel(titan, message)).toEqual([message]);
  });
});

describe('fields kept in extra', () => {
  it('never replace a field of the page', () => {
    const extra = {
      titan: { type: 'FORGED', timestamp: 1, data: { equity: 9, daily_pnl: 'x', note: 'kept', weekly_pnl: null } },
    };
    expect(say(titan, sequenced('equity', { equity: 1 }, { extra }))).toEqual({
      type: 'EQUITY_UPDATE',
      timestamp: 1_702_500_000_123,
      data: { equity: 1, note: 'kept', weekly_pnl: null },
    });
  });

  it('of any shape leave the message valid', () => {
    fc.assert(
      fc.property(arbitraryEvent('position'), fc.jsonValue({ maxDepth: 4 }), (event, junk) => {
        const message = say(titan, { ...event, extra: { titan: { data: { position: junk, action: 1 } } } });
        fc.pre(message !== undefined);
        expect(Check(ServerMessage, message)).toBe(true);
      }),
    );
  });

  // Promise: ruling-18.extra
  it('of another dialect stay there', () => {
    expect(say(titan, sequenced('equity', { equity: 1 }, { extra: { carry: { note: 1 } } }))).not.toHaveProperty(
      'note',
    );
  });
});
