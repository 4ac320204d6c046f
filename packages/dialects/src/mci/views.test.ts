import type { SequencedEvent } from '@pitwall/model';
import fc from 'fast-check';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import type { Publication } from '../dialect.ts';
import type { JsonObject } from '../json.ts';
import { arbitraryEvent, sequenced } from '../wire/arbitrary-data.fixture.ts';
import { readFixtures, refusalOf, say, sayAll, throughTheModel } from '../wire/dialect-rig.fixture.ts';
import { mci } from './mci.ts';
import { marketUpdate } from './market-update.ts';
import { positionsUpdate } from './positions-update.ts';
import { mciViews } from './views.ts';

const nowMs = 1_706_400_005_000;
const time = 1_706_400_000_000;

const example = (name: string): unknown =>
  structuredClone(readFixtures(new URL('fixtures/', import.meta.url)).get(name));

const publication = (message: unknown): Publication => mci.decodeEvent(message, { receivedAt: nowMs });

const held = (symbol: string, around: object = {}, occurredAt = time): SequencedEvent =>
  sequenced(
    'position',
    { action: 'updated', symbol, side: 'long', size: 2, entryPrice: 10, ...around },
    { occurredAt },
  );

const row = (symbol: string): object => ({ symbol, qty: 2, side: 'long', entryPrice: 10 });

describe('the list of positions', () => {
  it('tells all of them, as new as the newest', () => {
    expect(sayAll(mci, [held('A', {}, time + 5), held('B')])).toEqual([
      { event: 'positions:update', data: { positions: [row('A'), row('B')], timestamp: time + 5 } },
    ]);
  });

  it('leaves out those that the page cannot tell', () => {
    const legs = sequenced('position', { action: 'opened', symbol: 'BTC', spotQuantity: 1, perpQuantity: -1 });
    expect(sayAll(mci, [held('A'), legs])).toMatchObject([{ data: { positions: [row('A')] } }]);
  });

  it('is empty, and as new as its saying, when there are none', () => {
    expect(positionsUpdate.encode([], { nowMs })).toEqual({
      event: 'positions:update',
      data: { positions: [], timestamp: nowMs },
    });
  });

  it('is as new as the last end of a position: what is left is older than a list without it', () => {
    const timeOf = (endedAtMs: number) => sayAll(mci, [held('A')], { occasion: 'live', nowMs, endedAtMs });
    expect(timeOf(time - 1)).toMatchObject([{ data: { timestamp: time } }]);
    expect(timeOf(time + 5)).toMatchObject([{ data: { timestamp: time + 5 } }]);
    expect(positionsUpdate.encode([], { nowMs, endedAtMs: time })).toMatchObject({ data: { timestamp: time } });
  });

  it('has the value of a position, which is its size at its price', () => {
    expect(sayAll(mci, [held('A', { size: '0.1', currentPrice: '0.2' })])).toMatchObject([
      { data: { positions: [{ currentPrice: 0.2, marketValue: 0.02 }] } },
    ]);
    expect(sayAll(mci, [held('A', { currentPrice: 3, marketValue: 7 })])).toMatchObject([
      { data: { positions: [{ marketValue: 7 }] } },
    ]);
  });

  it('ends, for a publisher, what it does not contain', () => {
    const { drafts, replaces } = publication(example('positions-update'));
    expect(replaces).toMatchObject({ kind: 'position', occurredAt: time });
    expect(drafts).toMatchObject([{ data: { action: 'updated', symbol: 'RELIANCE' }, occurredAt: time }]);
    expect(publication({ event: 'positions:update', data: { positions: [], timestamp: time } })).toEqual({
      drafts: [],
      replaces: { kind: 'position', occurredAt: time, couldTell: expect.any(Function) },
    });
  });

  it('ends, for a publisher, nothing that the page has no words for', () => {
    const { replaces } = publication(example('positions-update'));
    const legs = { symbol: 'BTC/USDT', positionId: 'p', spotEntryPrice: '1', perpEntryPrice: '1' };
    const ofTwoLegs = sequenced('position', { action: 'opened', spotQuantity: '1', perpQuantity: '1', ...legs });
    expect([ofTwoLegs, held('A')].map((fact) => replaces?.couldTell?.(fact))).toEqual([false, true]);
  });

  it('with two rows of one position is refused: one of them would be lost', () => {
    const positions = [row('A'), { ...row('A'), side: 'short' }, row('A')];
    expect(refusalOf(mci, { event: 'positions:update', data: { positions, timestamp: time } })?.problems).toEqual([
      { path: '/data/positions/2', found: 'a second A:long', expected: 'each symbol and side once' },
    ]);
  });

  it('names the row that is wrong', () => {
    const positions = [row('A'), { ...row('B'), qty: null }];
    expect(refusalOf(mci, { event: 'positions:update', data: { positions, timestamp: time } })?.problems).toEqual([
      { path: '/data/positions/1/qty', found: 'null', expected: 'a finite number' },
    ]);
  });
});

const quoted = (symbol: string, around: object = {}, occurredAt = time): SequencedEvent =>
  sequenced('market', { symbol, price: 10, ...around }, { occurredAt });

describe('the watchlist', () => {
  it('tells all symbols by name', () => {
    expect(sayAll(mci, [quoted('TCS', { changeRatio: '-0.0032' }), quoted('7203', {}, time + 1)])).toEqual([
      {
        event: 'market:update',
        data: { symbols: { TCS: { price: 10, changePercent: -0.32 }, 7203: { price: 10 } }, timestamp: time + 1 },
      },
    ]);
  });

  it('takes off, for a publisher, what it does not contain', () => {
    const { drafts, replaces } = publication(example('market-update'));
    expect(replaces).toMatchObject({ kind: 'market', occurredAt: time });
    expect(drafts.map(({ data }) => data)).toEqual([
      { symbol: 'RELIANCE', price: 2450.75, change: 25.5, changeRatio: 0.0105, volume: 5_234_567 },
      { symbol: 'TCS', price: 3812.5, change: -12.25, changeRatio: -0.0032, volume: 1_234_567 },
    ]);
  });

  it('leaves out names that no field can have', () => {
    expect(marketUpdate.encode([marketEvent('__proto__')], { nowMs })).toMatchObject({ data: { symbols: {} } });
    const forged: unknown = JSON.parse('{"event":"market:update","data":{"symbols":{"__proto__":{"price":1}}}}');
    expect(refusalOf(mci, forged)?.code).toBe('INVALID_EVENT');
  });
});

const marketEvent = (symbol: string) => {
  const event = quoted(symbol);
  if (event.kind !== 'market') throw new Error('not a quote');
  return event;
};

describe('lists of any facts', () => {
  it.each([
    ['position', positionsUpdate.schema],
    ['market', marketUpdate.schema],
  ] as const)('pass their schema: %s', (kind, schema) => {
    fc.assert(
      fc.property(fc.array(arbitraryEvent(kind), { minLength: 1, maxLength: 6 }), (events) => {
        const distinct = [...new Map(events.map((event) => [event.key, event])).values()];
        expect(sayAll(mci, distinct)).toSatisfy((said: readonly unknown[]) => said.every((one) => Check(schema, one)));
      }),
      { numRuns: 200 },
    );
  });

  it('keep unknown fields beside the list and in each row', () => {
    const message = {
      event: 'market:update',
      note: 1,
      data: { symbols: { A: { price: 1, venue: 'x' }, B: { price: 2, change: null } }, timestamp: time, page: 2 },
    };
    expect(throughTheModel(mci, message)).toEqual([message]);
    const kept = publication(message).drafts.map(({ extra }) => extra?.['mci']);
    expect(kept).toEqual([
      { note: 1, data: { page: 2, symbols: { venue: 'x' } } },
      { note: 1, data: { page: 2, symbols: { change: null } } },
    ]);
  });

  it('stay valid whatever is kept with their facts', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), (junk, other) => {
        const events = [held('A', {}), held('B', {})].map((event, index) => ({
          ...event,
          extra: { mci: index === 0 ? Object(junk) : { event: 1, data: { positions: other, timestamp: 'x' } } },
        }));
        expect(Check(positionsUpdate.schema, sayAll(mci, events)[0])).toBe(true);
      }),
    );
  });
});

const sameAs = (kind: 'position' | 'market', sent: JsonObject | undefined, next: JsonObject | undefined): boolean => {
  if (sent === undefined || next === undefined) throw new Error('nothing said');
  return mciViews[kind]?.sameAs?.(sent, next) === true;
};

describe('the rate of', () => {
  it.each(['position', 'market'] as const)('a list is once a second, when it has settled and changed: %s', (kind) => {
    expect(mciViews[kind]).toMatchObject({ mode: 'collect', intervalMs: 1000, edge: 'trailing' });
  });

  it('a list that is the same but for its time is not said again', () => {
    const [now, later, moved] = [held('A'), held('A', {}, time + 9), held('A', { currentPrice: 11 })].map((event) =>
      say(mci, event),
    );
    expect(sameAs('position', now, later)).toBe(true);
    expect(sameAs('position', now, moved)).toBe(false);
    expect(sameAs('market', say(mci, quoted('A')), say(mci, quoted('A', { price: 11 })))).toBe(false);
  });

  it.each(['equity', 'health'] as const)('figures is every five seconds, changed or not: %s', (kind) => {
    expect(mciViews[kind]).toMatchObject({ mode: 'each', intervalMs: 5000, repeatEveryMs: 5000 });
  });

  it.each(['order', 'activity'] as const)('events is their own: %s', (kind) => {
    expect(mciViews[kind]).toMatchObject({ mode: 'each' });
    expect(mciViews[kind]).not.toHaveProperty('intervalMs');
    expect(mciViews[kind]).not.toHaveProperty('repeatEveryMs');
  });
});

describe('figures that are said again', () => {
  it.each([
    ['equity', { equity: 1 }],
    ['health', { status: 'healthy' }],
  ] as const)('have the time of saying, and their own otherwise: %s', (kind, data) => {
    const event = sequenced(kind, data, { occurredAt: time });
    expect(say(mci, event, { occasion: 'repeat', nowMs })).toMatchObject({ data: { timestamp: nowMs } });
    expect(say(mci, event, { occasion: 'live', nowMs })).toMatchObject({ data: { timestamp: time } });
    expect(say(mci, event, { occasion: 'snapshot', nowMs })).toMatchObject({ data: { timestamp: time } });
  });
});
