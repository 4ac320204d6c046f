import { definitionOf, kindNames, type Kind, type SequencedEvent } from '@pitwall/model';
import fc from 'fast-check';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { arbitraryEvent, sequenced } from '../wire/arbitrary-data.fixture.ts';
import { readFixtures, refusalOf, say, throughTheModel, understand } from '../wire/dialect-rig.fixture.ts';
import { isJsonObject } from '../wire/page-object.ts';
import { DeltaMessage, FactMessage } from './fact-messages.ts';
import { pitwall } from './pitwall.ts';
import { pitwallTraits } from './traits.ts';

const fixtures = readFixtures(new URL('fixtures/', import.meta.url));

const place = { stream: 's', seq: 'e.2', prev: 'e.1', sentAt: 1 };

const whole = (event: SequencedEvent): JsonObject => {
  const message = say(pitwall, event);
  if (message === undefined) throw new Error(`Pitwall has no words for ${event.kind}`);
  return message;
};

/** The change as it is sent. */
const deltaOf = (kind: Kind, sent: JsonObject, next: JsonObject): JsonObject => {
  const view = pitwall.views[kind];
  if (view?.mode !== 'each' || view.delta === undefined) throw new Error(`no delta of ${kind}`);
  return JSON.parse(JSON.stringify(view.delta(sent, next))) as JsonObject;
};

/** What PROTOCOL.md tells a client to do with a change. */
const apply = (held: JsonObject, change: JsonObject): JsonObject => {
  const { data, extra, ...around } = change;
  const fields = { ...(held['data'] as object), ...(data as object) };
  const kept = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  const beside = extra === undefined ? held['extra'] : (extra ?? undefined);
  return JSON.parse(JSON.stringify({ ...around, type: 'event', data: kept, extra: beside })) as JsonObject;
};

const extras = fc.option(
  fc.constantFrom<object>({ extra: { titan: { mood: 'calm' } } }, { extra: { mci: { a: [1] } } }),
);

describe('facts', () => {
  it.each(kindNames)('of any %s pass the schema once the gateway has said their place', (kind) => {
    fc.assert(
      fc.property(arbitraryEvent(kind), (event) => {
        expect(Check(FactMessage, { ...whole(event), ...place })).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it.each(kindNames)('of any %s can be published again as they were said', (kind) => {
    fc.assert(
      fc.property(arbitraryEvent(kind), extras, (event, extra) => {
        const message = whole({ ...event, ...extra });
        expect(throughTheModel(pitwall, { ...message, ...place })).toEqual([message]);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['live', 'event'],
    ['replay', 'event'],
    ['snapshot', 'snapshot'],
    ['repeat', 'snapshot'],
  ] as const)('said for the reason %s are of type %s', (occasion, type) => {
    expect(say(pitwall, sequenced('equity', { equity: 1 }), { occasion, nowMs: 1 })).toMatchObject({ type });
  });

  it.each(['event', 'snapshot'])('are the example: %s', (name) => {
    const example = fixtures.get(name);
    if (!isJsonObject(example)) throw new Error('no example');
    const { stream: _, seq: _seq, prev: _prev, sentAt: _sentAt, ...fact } = example;
    const [event] = understand(pitwall, example);
    const occasion = name === 'event' ? 'live' : 'snapshot';
    const said = event && say(pitwall, { ...event, receivedAt: Number(fact['receivedAt']) }, { occasion, nowMs: 1 });
    expect(said).toEqual(fact);
    expect(Check(FactMessage, example)).toBe(true);
  });
});

describe('changes', () => {
  it.each(kindNames)(
    'of any %s, applied to the version they change, give the next one, and pass the schema',
    (kind) => {
      const both = fc.tuple(arbitraryEvent(kind), arbitraryEvent(kind), extras, extras);
      fc.assert(
        fc.property(both, ([first, second, extra, otherExtra]) => {
          const sent = whole({ ...first, ...extra });
          const next = whole({ ...second, ...otherExtra });
          const change = deltaOf(kind, sent, next);
          expect(apply(sent, change)).toEqual(next);
          expect(Check(DeltaMessage, { ...change, ...place, base: 'e.1' })).toBe(true);
        }),
        { numRuns: 30 },
      );
    },
  );

  it('say only the fields that changed, and null for what is there no more', () => {
    const sent = whole(sequenced('market', { symbol: 'BTC', price: 1, volume: 5 }));
    const next = whole(sequenced('market', { symbol: 'BTC', price: 2 }));
    expect(deltaOf('market', sent, next)).toMatchObject({
      type: 'delta',
      key: 'BTC',
      data: { price: 2, volume: null },
    });
    expect(Object.keys(deltaOf('market', sent, next)['data'] as object).toSorted()).toEqual(['price', 'volume']);
    expect(deltaOf('market', sent, next)).not.toHaveProperty('extra');
  });

  it('are the example', () => {
    const example = fixtures.get('delta');
    const start = fixtures.get('event');
    if (!isJsonObject(example) || !isJsonObject(start)) throw new Error('no example');
    const data = { ...(start['data'] as object), ...(example['data'] as object) };
    const { kind: _, ...around } = example;
    const sent = { ...start, type: 'event' };
    const next = { ...around, kind: 'position', type: 'event', data };
    expect(deltaOf('position', sent, next)).toEqual(example);
    expect(Check(DeltaMessage, example)).toBe(true);
  });

  it('could say the end of no field by null if a kind had fields that are null', () => {
    const nullable = kindNames.filter((kind) =>
      Object.values(definitionOf(kind).schema.properties).some((field) => Check(field, null)),
    );
    expect(nullable).toEqual([]);
  });
});

describe('recorded messages', () => {
  it('keep what their publisher said, and nothing that the gateway did', () => {
    const { drafts } = pitwall.decodeEvent(fixtures.get('event'), { receivedAt: 1 });
    expect(drafts).toEqual([
      {
        kind: 'position',
        account: 'main',
        source: 'engine',
        occurredAt: 1_763_740_800_010,
        data: { action: 'opened', symbol: 'BTCUSDT', side: 'long', size: '0.5', entryPrice: '91000.10' },
      },
    ]);
  });

  it('of shared kinds name no account, for nobody may publish in that of all', () => {
    const message = { type: 'event', kind: 'market', account: '@shared', data: { symbol: 'BTC', price: 1 } };
    expect(pitwall.decodeEvent(message, { receivedAt: 1 }).drafts).toEqual([{ kind: 'market', data: message.data }]);
  });

  it.each([
    [null, '', 'an object'],
    [{ type: 'welcome' }, '/type', 'event or snapshot'],
    [{ type: 'event', kind: 'prices', data: {} }, '/kind', 'a kind of docs/kinds.md'],
    [fixtures.get('delta'), '/type', 'event or snapshot: a delta is no whole fact, so record a stream without `delta`'],
  ])('that are no whole fact are refused: %j', (message, path, expected) => {
    expect(refusalOf(pitwall, message)).toMatchObject({ code: 'UNTRANSLATABLE', problems: [{ path, expected }] });
  });

  it('whose data do not fit their kind are refused as if they were published in the model’s words', () => {
    const message = { type: 'event', kind: 'equity', data: { equity: 'much', mood: 'calm' } };
    expect(refusalOf(pitwall, message)).toMatchObject({
      code: 'INVALID_EVENT',
      problems: [{ path: '/data/equity' }, { path: '/data/mood' }],
    });
  });
});

describe('traits', () => {
  it('are those of PROTOCOL.md', () => {
    expect(pitwallTraits).toMatchObject({
      routes: { main: ['/v1/stream'], subprotocols: ['pitwall.v1'] },
      subscription: { start: 'streams' },
      heartbeat: { pingIntervalMs: 15_000, pongTimeoutMs: 10_000, jsonPing: true },
      auth: 'optional',
      accounts: 'own',
      connectionsPerMinutePerIp: 300,
    });
  });
});
