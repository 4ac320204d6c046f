import { kindNames, type Kind } from '@pitwall/model';
import fc from 'fast-check';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { arbitraryEvent, modestAmount, sequenced } from '../wire/arbitrary-data.fixture.ts';
import { refusalOf, say, throughTheModel, understand } from '../wire/dialect-rig.fixture.ts';
import { isJsonObject } from '../wire/page-object.ts';
import { fleet } from './fleet.ts';
import { dataOfExample, example, facts, ts } from './page-examples.fixture.ts';
import { fleetMessages, ServerMessage } from './schemas.ts';

describe('each example of the fleet page', () => {
  // Promises: fleet.trades, fleet.bots, fleet.balances, fleet.decisions, fleet.metrics, fleet.whale, fleet.alerts, fleet.system-health, fleet.wallet, fleet.ai-tasks
  it.each(facts)('comes back from the model as it went in: %s', (name) => {
    expect(throughTheModel(fleet, example(name))).toEqual([example(name)]);
  });

  // Promises: fleet.envelope, fleet.timestamps
  it.each(facts)('passes the schema of its message: %s', (name) => {
    expect(Check(ServerMessage, example(name))).toBe(true);
  });

  it('is of one of its ten types of facts', () => {
    expect(fleetMessages.map(({ type }) => type.replace('_', '-'))).toEqual(facts);
  });
});

/** Fields of the model that the page has no words for. */
const unsaid: { readonly [K in Kind]?: readonly string[] } = {
  trade: ['orderId'],
  balances: ['totalValue', 'currency'],
  health: ['latencyMs', 'lastHeartbeatAt'],
};

/** Names of the page, which never stand for a field of the publisher's own, and an empty object of those says nothing. */
const isOwnField = ([name, field]: [string, unknown]): boolean =>
  !['price', 'rsi', 'macd', 'quantity', 'capital'].includes(name) && field !== undefined;

/** Amounts as numbers, so that "1.50" and 1.5 are the same. */
const alike = (value: unknown): unknown => {
  if (typeof value === 'string') return Number.isNaN(Number(value)) ? value : Number(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]: [string, unknown]): [string, unknown][] => {
      if (name !== 'other') return [[name, alike(field)]];
      const own = isJsonObject(field) ? Object.entries(field).filter(isOwnField) : [];
      return own.length === 0 ? [] : [[name, Object.fromEntries(own)]];
    }),
  );
};

const saidPart = (kind: Kind, data: object): unknown =>
  alike(Object.fromEntries(Object.entries(data).filter(([name]) => unsaid[kind]?.includes(name) !== true)));

describe('what the fleet’s consoles hear of any fact', () => {
  it.each(fleetMessages)('passes the schema of $type, or is nothing', ({ kind, schema }) => {
    fc.assert(
      fc.property(arbitraryEvent(kind), (event) => {
        const message = say(fleet, event);
        fc.pre(message !== undefined);
        expect(Check(schema, message)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each(fleetMessages)('is understood again as $type said it', ({ kind }) => {
    fc.assert(
      fc.property(arbitraryEvent(kind, modestAmount), (event) => {
        const message = say(fleet, event);
        fc.pre(message !== undefined);
        expect(throughTheModel(fleet, message)).toEqual([message]);
      }),
      { numRuns: 300 },
    );
  });

  it.each(fleetMessages)('keeps in $type every field that the page has a word for', ({ kind }) => {
    fc.assert(
      fc.property(arbitraryEvent(kind, modestAmount), (event) => {
        const message = say(fleet, event);
        fc.pre(message !== undefined);
        const [again] = understand(fleet, message);
        expect(again?.occurredAt).toBe(event.occurredAt);
        expect(alike(again?.data)).toMatchObject(Object(saidPart(kind, event.data)));
      }),
      { numRuns: 300 },
    );
  });

  it('is nothing for kinds that the page has no words for', () => {
    const spoken = fleetMessages.map(({ kind }) => kind);
    expect(Object.keys(fleet.views)).toEqual(spoken);
    expect(kindNames.length).toBeGreaterThan(spoken.length);
  });
});

describe('a required field', () => {
  it.each([
    ['trade', { tradeId: 't', symbol: 'BTC', side: 'buy', status: 'filled', price: 1 }],
    ['bot', { botId: 'b', pnl: 1 }],
    ['decision', { decisionId: 'd', decision: 'buy' }],
  ] as const)('that cannot be had keeps a %s from being said', (kind, data) => {
    expect(say(fleet, sequenced(kind, data))).toBeUndefined();
  });

  it('that is missing in a message is named', () => {
    const refusal = refusalOf(fleet, { type: 'trades', data: { id: '', symbol: 'BTC', side: 'buy', quantity: '1' } });
    expect(refusal?.code).toBe('INVALID_EVENT');
    expect(refusal?.problems).toMatchObject([
      { path: '/data/id', found: '""' },
      { path: '/data/quantity', found: '"1"', expected: 'a finite number' },
      { path: '/data/status', found: 'nothing' },
      { path: '/ts', found: 'nothing' },
    ]);
  });
});

describe('messages that are refused', () => {
  it.each([
    [null],
    ['trades'],
    [[]],
    [{}],
    [{ type: 'candles', data: {}, ts }],
    [{ type: 'connection', data: {}, ts }],
  ])('are no facts of the page: %j', (message) => {
    expect(refusalOf(fleet, message)?.code).toBe('UNTRANSLATABLE');
  });

  it('name the asset, the score and the exchange that are wrong', () => {
    const balances = { platform: 'luno', balances: { ZAR: { free: 1 }, BTC: { free: 'much' } } };
    expect(refusalOf(fleet, { type: 'balances', data: balances, ts })?.problems).toMatchObject([
      { path: '/data/balances/BTC/free', found: '"much"' },
    ]);
    const decision = { id: 'd', symbol: 'BTC', decision: 'buy', component_scores: { risk: 'low', technical: 0.5 } };
    expect(refusalOf(fleet, { type: 'decisions', data: decision, ts })?.problems).toMatchObject([
      { path: '/data/component_scores/risk', found: '"low"', expected: 'a finite number' },
    ]);
    const health = { status: 'healthy', exchange_connections: { ['x'.repeat(65)]: 'connected' } };
    expect(refusalOf(fleet, { type: 'system_health', data: health, ts })?.problems).toMatchObject([
      { path: '/data/exchange_connections', expected: 'names of 1 to 64 characters' },
    ]);
  });

  it('are those whose names would change the object that holds them', () => {
    const forged: unknown = JSON.parse(
      `{"type":"balances","data":{"platform":"p","balances":{"__proto__":{}}},"ts":"${ts}"}`,
    );
    expect(refusalOf(fleet, forged)?.problems).toMatchObject([{ path: '/data/balances', found: '"__proto__"' }]);
  });

  it('are refused in words whatever stands in their fields', () => {
    const message = fc.constantFrom(...fleetMessages).chain(({ type }) => {
      const names = Object.keys(dataOfExample(type.replace('_', '-')));
      const fields = Object.fromEntries(names.map((name) => [name, fc.jsonValue()]));
      return fc.record({ type: fc.constant(type), data: fc.record(fields, { requiredKeys: [] }), ts: fc.jsonValue() });
    });
    fc.assert(
      fc.property(message, (junk) => {
        const refusal = refusalOf(fleet, junk);
        expect(['INVALID_EVENT', undefined]).toContain(refusal?.code);
        expect(refusal?.problems).not.toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
