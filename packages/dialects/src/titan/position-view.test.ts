import fc from 'fast-check';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { arbitraryEvent, modestAmount, sequenced } from '../wire/arbitrary-data.fixture.ts';
import { readFixtures, say } from '../wire/dialect-rig.fixture.ts';
import { isJsonObject } from '../wire/page-object.ts';
import { PositionDelta } from './position-update.ts';
import { titan } from './titan.ts';

const fixtures = readFixtures(new URL('fixtures/', import.meta.url));

describe('positions', () => {
  const view = titan.views.position;
  const whole = {
    action: 'opened',
    symbol: 'BTC',
    side: 'long',
    size: 1,
    entryPrice: 10,
    currentPrice: 11,
    takeProfit: 20,
  };

  it.each(['snapshot', 'repeat'] as const)('are UPDATED and whole as a %s', (occasion) => {
    expect(say(titan, sequenced('position', whole), { occasion, nowMs: 1 })).toMatchObject({
      data: {
        action: 'UPDATED',
        position: { symbol: 'BTC', side: 'LONG', size: 1, entry_price: 10, current_price: 11 },
      },
    });
  });

  // Promise: titan.position-delta-whole
  it('are told again whole every 30 s to readers of deltas alone', () => {
    expect(view).toMatchObject({ repeatEveryMs: 30_000, repeatOnlyDeltas: true });
  });

  const deltaBetween = (sent: object, next: object): unknown => {
    const [before, after] = [say(titan, sequenced('position', sent)), say(titan, sequenced('position', next))];
    if (view?.mode !== 'each' || before === undefined || after === undefined)
      throw new Error('positions cannot be said');
    return view.delta?.(before, after);
  };

  // Promise: titan.position-delta
  it('change by what changed, with null for what is known no more', () => {
    const { takeProfit: _known, ...without } = whole;
    const delta = deltaBetween(whole, { ...without, action: 'updated', currentPrice: 12 });
    expect(delta).toEqual({
      type: 'POSITION_UPDATE',
      timestamp: 1_702_500_000_123,
      data: {
        action: 'UPDATED',
        symbol: 'BTC',
        position: { symbol: 'BTC', side: 'LONG', current_price: 12, take_profit: null },
      },
    });
    expect(Check(PositionDelta, delta)).toBe(true);
    expect(Check(PositionDelta, fixtures.get('position-delta'))).toBe(true);
  });

  // Promise: titan.position-delta-whole
  it.each(['opened', 'closed', 'liquidated'])('are whole when they are %s', (action) => {
    expect(deltaBetween(whole, { ...whole, action })).toEqual(say(titan, sequenced('position', { ...whole, action })));
  });

  it('that follow an end are whole', () => {
    const next = { ...whole, action: 'updated' };
    expect(deltaBetween({ ...whole, action: 'closed' }, next)).toEqual(say(titan, sequenced('position', next)));
  });

  // Promise: titan.position-delta
  it('can be put together from deltas', () => {
    fc.assert(
      fc.property(fc.array(arbitraryEvent('position', modestAmount), { minLength: 2, maxLength: 6 }), (events) => {
        let sent: ReturnType<typeof say>;
        let replica: Readonly<Record<string, unknown>> = {};
        for (const event of events) {
          const next = say(
            titan,
            sequenced('position', { ...event.data, action: 'updated', symbol: 'BTC', side: 'long' }),
          );
          if (next === undefined || view?.mode !== 'each') continue;
          const delta = sent === undefined ? next : view.delta?.(sent, next);
          const fields = Object.entries(positionOf(delta)).filter(([, value]) => value !== undefined);
          replica = Object.fromEntries(
            Object.entries({ ...replica, ...Object.fromEntries(fields) }).filter(([, value]) => value !== null),
          );
          expect(replica).toEqual(positionOf(next));
          sent = next;
        }
      }),
    );
  });
});

const positionOf = (message: unknown): Readonly<Record<string, unknown>> => {
  const data = isJsonObject(message) ? message['data'] : undefined;
  const position = isJsonObject(data) ? data['position'] : undefined;
  return isJsonObject(position) ? position : {};
};
