import { isAmount, kindNames, toDecimalString } from '@pitwall/model';
import fc from 'fast-check';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { arbitraryEvent, sequenced } from '../wire/arbitrary-data.fixture.ts';
import { readFixtures, refusalOf, say, throughTheModel, understand } from '../wire/dialect-rig.fixture.ts';
import { carry } from './carry.ts';
import { carryMessages, ClientMessage, ServerMessage } from './schemas.ts';

const fixtures = readFixtures(new URL('fixtures/', import.meta.url));

const facts = [
  'position-update',
  'position-update-closed',
  'equity-update',
  'risk-status-update',
  'risk-status-normal',
  'system-log',
  'system-log-dropped',
];

const legs = ['spotEntryPrice', 'perpEntryPrice', 'spotQuantity', 'perpQuantity'] as const;

/** A field's text: two amounts with one text are one value, whether they are numbers or strings. */
const textOf = (data: unknown, field: string): string | undefined => {
  const value: unknown = Reflect.get(Object(data), field);
  if (value === undefined) return undefined;
  return isAmount(value) ? toDecimalString(value === 0 ? 0 : value) : JSON.stringify(value);
};

const message = (type: string, data: object) => ({ type, timestamp: '2024-01-15T10:30:00.000Z', data });

describe('each example of the carry page', () => {
  // Promises: carry.position-update, carry.equity-update, carry.risk-status-update, carry.system-log
  it.each(facts)('comes back from the model as it went in: %s', (name) => {
    expect(throughTheModel(carry, fixtures.get(name))).toEqual([fixtures.get(name)]);
  });

  it.each([...fixtures].filter(([name]) => name !== 'auth'))('passes the server’s schema: %s', (_name, example) => {
    expect(Check(ServerMessage, example)).toBe(true);
    expect(Check(ClientMessage, example)).toBe(false);
  });
});

describe('what carry says of any fact', () => {
  // Promise: carry.envelope
  it.each(carryMessages)('passes the schema of $type, or is nothing', ({ kind, schema }) => {
    fc.assert(
      fc.property(arbitraryEvent(kind), (event) => {
        const said = say(carry, event);
        fc.pre(said !== undefined);
        expect(Check(schema, said)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each(carryMessages)('is understood again as $type said it, digit by digit', ({ kind }) => {
    fc.assert(
      fc.property(arbitraryEvent(kind), (event) => {
        const said = say(carry, event);
        fc.pre(said !== undefined);
        expect(throughTheModel(carry, said)).toEqual([said]);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['position', ['positionId', 'symbol', 'unrealizedPnl', 'fundingCollected', ...legs]],
    ['equity', ['equity', 'highWatermark']],
    ['risk-status', ['status', 'message', 'drawdownRatio', 'dailyLossRatio']],
    ['log', ['level', 'module', 'message', 'loggedAt']],
  ] as const)('keeps every field of %s that the page has words for', (kind, fields) => {
    fc.assert(
      fc.property(arbitraryEvent(kind), (event) => {
        const said = say(carry, event);
        fc.pre(said !== undefined);
        const [kept] = understand(carry, said);
        for (const field of fields) {
          expect([field, textOf(kept?.data, field)]).toEqual([field, textOf(event.data, field)]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is nothing for kinds that the page has no words for', () => {
    const spoken = carryMessages.map(({ kind }) => kind);
    expect(new Set(Object.keys(carry.views))).toEqual(new Set<string>(spoken));
    expect(kindNames.length).toBeGreaterThan(spoken.length);
  });
});

describe('times', () => {
  it.each([
    ['2024-01-15T10:30:00Z', '2024-01-15T10:30:00.000Z'],
    ['2024-01-15T10:30:00.123456', '2024-01-15T10:30:00.123Z'],
    ['2024-01-15T12:30:00+02:00', '2024-01-15T10:30:00.000Z'],
  ])('are ISO 8601 in UTC with milliseconds: %s is %s', (given, said) => {
    const equity = { type: 'equity_update', timestamp: given, data: { total_equity: '1', current_equity: '1' } };
    expect(throughTheModel(carry, equity)).toEqual([{ ...equity, timestamp: said }]);
  });
});

describe('equity', () => {
  it('is current and total alike where nobody tells them apart, and its peak is told only if it is known', () => {
    expect(say(carry, sequenced('equity', { equity: '2450.00' }))).toMatchObject({
      data: { total_equity: '2450.00', current_equity: '2450.00' },
    });
    expect(say(carry, sequenced('equity', { equity: 1, drawdown: -1 }))).not.toHaveProperty('data.peak_equity');
  });

  it('keeps a total that differs, and says it in the model only then', () => {
    const [same] = understand(carry, message('equity_update', { total_equity: '10.0', current_equity: '10.0' }));
    expect(same?.data).toEqual({ equity: '10.0' });
    const data = { total_equity: '12.0', peak_equity: '13.0', current_equity: '10.0' };
    const [apart] = understand(carry, message('equity_update', data));
    expect(apart?.data).toEqual({ equity: '10.0', totalEquity: '12.0', highWatermark: '13.0' });
  });
});

describe('risk status', () => {
  // Promises: ruling-2.drawdown-signs, ruling-2.ratios
  it('has fractions that are positive where money was lost; the model’s drawdown is negative', () => {
    const [event] = understand(carry, fixtures.get('risk-status-update'));
    expect(event?.data).toMatchObject({ status: 'soft_pause', drawdownRatio: '-0.04', dailyLossRatio: '0.03' });
    expect(say(carry, sequenced('risk-status', { status: 'hard_stop', drawdownRatio: -0.0825 }))).toEqual(
      expect.objectContaining({ data: { status: 'hard_stop', drawdown_pct: '0.0825' } }),
    );
  });

  it('knows the way back to normal, and lets words through that it does not know', () => {
    expect(understand(carry, fixtures.get('risk-status-normal'))[0]?.data).toMatchObject({ status: 'normal' });
    const frozen = message('risk_status_update', { status: 'frozen' });
    expect(throughTheModel(carry, frozen)).toEqual([frozen]);
  });
});

describe('values that repeat', () => {
  const sameAs = (kind: 'equity' | 'position', sent: unknown, next: unknown): boolean | undefined => {
    const view = carry.views[kind];
    const [before, after] = [sequenced(kind, sent, { occurredAt: 1 }), sequenced(kind, next, { occurredAt: 2 })];
    return view?.sameAs?.(say(carry, before) ?? {}, say(carry, after) ?? {});
  };
  const held = fixtures.get('position-update');

  it('are the same whenever they were published', () => {
    expect(sameAs('equity', { equity: '1.0' }, { equity: '1.0' })).toBe(true);
    expect(sameAs('equity', { equity: '1.0', dailyPnl: 1 }, { equity: '1.0', dailyPnl: 2 })).toBe(true);
    const [position] = understand(carry, held);
    expect(sameAs('position', position?.data, position?.data)).toBe(true);
  });

  it('are not the same when a word or a digit that the page shows differs', () => {
    expect(sameAs('equity', { equity: '1.0' }, { equity: '1.1' })).toBe(false);
    expect(sameAs('equity', { equity: '1.0' }, { equity: '1.0', highWatermark: 2 })).toBe(false);
  });

  it('of risk and log are events, so each is said', () => {
    expect(carry.views['risk-status']?.sameAs).toBeUndefined();
    expect(carry.views.log?.sameAs).toBeUndefined();
  });
});

const codeOf = (wire: unknown): string => {
  const refusal = refusalOf(carry, wire);
  return refusal === undefined ? 'accepted' : `${refusal.code} ${refusal.problems.map(({ path }) => path).join(' ')}`;
};

describe('messages that are refused', () => {
  it('are told what is wrong', () => {
    expect(codeOf(fixtures.get('connection-established'))).toBe('UNTRANSLATABLE /type');
    expect(codeOf(message('equity_update', { total_equity: 1, current_equity: '1e3' }))).toBe(
      'INVALID_EVENT /data/total_equity /data/current_equity',
    );
    expect(codeOf(message('position_update', { symbol: 'BTC/USDT', status: 'open', spot_quantity: '0.1' }))).toBe(
      'INVALID_EVENT /data/position_id /data/spot_entry_price /data/perp_entry_price /data/perp_quantity',
    );
    expect(codeOf(message('system_log', { level: 'INFO', message: 'm', timestamp: 'noon' }))).toBe(
      'INVALID_EVENT /data/timestamp',
    );
  });
});

describe('fields kept in extra', () => {
  it('never replace a field of the page', () => {
    const extra = { carry: { type: 'FORGED', data: { current_equity: '9', note: 'kept', peak_equity: null } } };
    expect(say(carry, sequenced('equity', { equity: 1 }, { extra, occurredAt: 0 }))).toEqual({
      type: 'equity_update',
      timestamp: '1970-01-01T00:00:00.000Z',
      data: { total_equity: '1', peak_equity: null, current_equity: '1', note: 'kept' },
    });
  });

  it('of any shape leave the message valid', () => {
    fc.assert(
      fc.property(arbitraryEvent('log'), fc.jsonValue({ maxDepth: 4 }), (event, junk) => {
        expect(Check(ServerMessage, say(carry, { ...event, extra: { carry: { data: junk, type: junk } } }))).toBe(true);
      }),
    );
  });
});
