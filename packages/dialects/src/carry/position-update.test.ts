import { describe, expect, it } from 'vitest';
import { sequenced } from '../wire/arbitrary-data.fixture.ts';
import { readFixtures, refusalOf, say, throughTheModel, understand } from '../wire/dialect-rig.fixture.ts';
import { carry } from './carry.ts';

const fixtures = readFixtures(new URL('fixtures/', import.meta.url));

const legs = { spotEntryPrice: '45000.00', perpEntryPrice: 45_010, spotQuantity: 0.1, perpQuantity: '0.10' };
const held = { positionId: 'p-1', symbol: 'BTC/USDT', ...legs };

const saidOf = (data: object) => say(carry, sequenced('position', data));

const published = (data: object) => ({
  type: 'position_update',
  timestamp: '2024-01-15T10:30:00.000Z',
  data: { position_id: 'p-1', symbol: 'BTC/USDT', ...data },
});

const legsOnPage = {
  spot_entry_price: '45000.00',
  perp_entry_price: '45010',
  spot_quantity: '0.1',
  perp_quantity: '0.10',
};

describe('a position', () => {
  // Promises: carry.decimal-strings, ruling-18.absent
  it('has both legs as decimal strings, and of the rest only what is known', () => {
    expect(saidOf({ action: 'opened', ...held })).toEqual({
      type: 'position_update',
      timestamp: '2023-12-13T20:40:00.123Z',
      data: { position_id: 'p-1', symbol: 'BTC/USDT', status: 'open', ...legsOnPage },
    });
  });

  it.each([
    ['an id', ['positionId']],
    ['a spot leg', ['spotEntryPrice', 'spotQuantity']],
    ['a perpetual leg', ['perpEntryPrice', 'perpQuantity']],
    ['a quantity of each leg', ['perpQuantity']],
  ])('without %s is not said', (_what, lacking) => {
    const known = Object.entries(held).filter(([field]) => !lacking.includes(field));
    expect(saidOf({ action: 'updated', ...Object.fromEntries(known) })).toBeUndefined();
  });

  // Promise: ruling-18.untranslatable
  it('of one instrument is not said, neither while it lives nor at its end', () => {
    const single = { positionId: 'p-2', symbol: 'BTCUSDT', side: 'long', size: 1, entryPrice: 2 };
    expect(saidOf({ action: 'opened', ...single })).toBeUndefined();
    expect(saidOf({ action: 'closed', ...single })).toBeUndefined();
  });
});

describe('the status of a position', () => {
  // Promise: carry.position-occasions
  it.each([
    ['opened', undefined, 'open'],
    ['updated', undefined, 'open'],
    ['closed', undefined, 'closed'],
    ['liquidated', undefined, 'liquidated'],
    ['updated', 'rebalancing', 'rebalancing'],
    ['rolled', 'open', 'open'],
    ['closed', 'open', 'closed'],
    ['closed', 'liquidated', 'liquidated'],
  ])('of one that was %s with the status %s is %s', (action, status, said) => {
    expect(saidOf({ action, ...held, ...(status === undefined ? {} : { status }) })).toMatchObject({
      data: { status: said },
    });
  });

  it('that neither an action nor a word tells keeps it from being said', () => {
    expect(saidOf({ action: 'rolled', ...held })).toBeUndefined();
  });

  it.each([
    ['open', 'updated', 'open'],
    ['rebalancing', 'updated', 'rebalancing'],
    ['closed', 'closed', 'closed'],
    ['CLOSED', 'closed', 'closed'],
    ['liquidated', 'liquidated', 'liquidated'],
  ])('published as %s means that it was %s', (status, action, kept) => {
    const [event] = understand(carry, published({ status, ...legsOnPage }));
    expect(event?.data).toMatchObject({ action, status: kept, positionId: 'p-1' });
    expect(event?.key).toBe('p-1');
  });

  it('that ends it is said without legs too, so that no console keeps what is gone', () => {
    const end = published({ status: 'closed' });
    expect(throughTheModel(carry, end)).toEqual([end]);
    expect(saidOf({ action: 'closed', positionId: 'p-1', symbol: 'BTC/USDT', realizedPnl: 4 })).toMatchObject({
      data: { position_id: 'p-1', symbol: 'BTC/USDT', status: 'closed' },
    });
    expect(refusalOf(carry, published({ status: 'open' }))?.code).toBe('INVALID_EVENT');
  });
});

describe('the example of the page', () => {
  it('means a position of two legs that was updated: the page does not tell a creation from a change', () => {
    expect(understand(carry, fixtures.get('position-update'))[0]?.data).toEqual({
      action: 'updated',
      positionId: 'uuid-here',
      symbol: 'BTC/USDT',
      status: 'open',
      spotEntryPrice: '45000.00',
      perpEntryPrice: '45010.00',
      spotQuantity: '0.1',
      perpQuantity: '0.1',
      unrealizedPnl: '50.25',
      fundingCollected: '12.50',
    });
  });
});
