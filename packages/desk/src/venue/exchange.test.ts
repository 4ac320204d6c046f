import { describe, expect, it } from 'vitest';
import type { OrderRequest } from './order.ts';
import { buy, enterLong, firstDay, flat, play, sell, type Row } from './played-exchange.fixture.ts';

describe('an order is filled', () => {
  it.each<readonly [string, OrderRequest, Row, string]>([
    ['a market order at the next open', enterLong, [101, 103, 99, 102], 'buy 2 at 101 taker'],
    [
      'a limit at its limit, where the bar comes to it',
      { ...buy, type: 'limit', limitPrice: '98' },
      [100, 101, 97, 99],
      'buy 2 at 98 maker',
    ],
    [
      'a limit that a touch reaches',
      { ...sell, type: 'limit', limitPrice: '102' },
      [100, 102, 99, 100],
      'sell 2 at 102 maker',
    ],
    [
      'a limit at the better open, as taker at its first',
      { ...buy, type: 'limit', limitPrice: '98' },
      [95, 99, 94, 97],
      'buy 2 at 95 taker',
    ],
    ['a stop at its stop', { ...buy, type: 'stop', stopPrice: '103' }, [100, 104, 99, 101], 'buy 2 at 103 taker'],
    [
      'a stop at the worse open where a gap passed it',
      { ...buy, type: 'stop', stopPrice: '103' },
      [106, 108, 105, 107],
      'buy 2 at 106 taker',
    ],
    [
      'a take-profit at its trigger',
      { ...sell, type: 'take_profit', triggerPrice: '104' },
      [100, 105, 99, 100],
      'sell 2 at 104 taker',
    ],
    [
      'a take-profit at the better open',
      { ...sell, type: 'take_profit', triggerPrice: '104' },
      [107, 108, 103, 105],
      'sell 2 at 107 taker',
    ],
    [
      'a stop-limit at the price that triggered it',
      { ...buy, type: 'stop_limit', stopPrice: '103', limitPrice: '104' },
      [100, 105, 99, 101],
      'buy 2 at 103 taker',
    ],
    [
      'a stop-limit at its limit, when the price comes back',
      { ...buy, type: 'stop_limit', stopPrice: '103', limitPrice: '101' },
      [100, 105, 100, 100],
      'buy 2 at 101 maker',
    ],
  ])('%s', (_, order, bar, expected) => {
    expect(play([flat, bar], { 0: [order] }).told).toEqual([expected]);
  });

  it('as maker at the better open, if it waited before', () => {
    const order: OrderRequest = { ...buy, type: 'limit', limitPrice: '98' };
    expect(play([flat, flat, [95, 96, 94, 95]], { 0: [order] }).told).toEqual(['buy 2 at 95 maker']);
  });

  it('not at all by a stop-limit whose limit a gap passed', () => {
    const order: OrderRequest = { ...buy, type: 'stop_limit', stopPrice: '103', limitPrice: '104' };
    expect(play([flat, [106, 107, 105, 106]], { 0: [order] }).told).toEqual([]);
  });
});

describe('the path of a bar', () => {
  const bracketed: OrderRequest = { ...enterLong, bracket: { stopPrice: '95', targetPrice: '105' } };
  // The open is nearer to the high.
  const both: Row = [101, 106, 94, 100];

  it.each([
    ['worst', 'sell 2 at 95 taker'],
    ['nearest', 'sell 2 at 105 taker'],
    ['low-first', 'sell 2 at 95 taker'],
    ['high-first', 'sell 2 at 105 taker'],
  ] as const)('is %s: stop and target in one bar end in %s', (barPath, expected) => {
    const { told } = play([flat, flat, both], { 0: [bracketed] }, { options: { barPath } });
    expect(told).toEqual(['buy 2 at 100 taker', expected, 'cancelled LINKED_FILLED']);
  });

  it('is the worst for a short position too: its stop above comes first', () => {
    const short: OrderRequest = { ...sell, type: 'market', bracket: { stopPrice: '105', targetPrice: '95' } };
    expect(play([flat, flat, both], { 0: [short] }).told.slice(0, 2)).toEqual([
      'sell 2 at 100 taker',
      'buy 2 at 105 taker',
    ]);
  });

  it('turns against an entry that it has just filled', () => {
    const order: OrderRequest = { ...buy, type: 'stop', stopPrice: '103', bracket: { stopPrice: '97' } };
    const { told } = play([flat, [100, 104, 96, 103]], { 0: [order] });
    expect(told).toEqual(['buy 2 at 103 taker', 'sell 2 at 97 taker']);
  });

  it('lets a stop that begins beyond the price trade where the price is', () => {
    const order: OrderRequest = { ...enterLong, bracket: { stopPrice: '99' } };
    expect(play([flat, [97, 98, 96, 97]], { 0: [order] }).told).toEqual(['buy 2 at 97 taker', 'sell 2 at 97 taker']);
  });
});

describe('how long an order lives', () => {
  const resting: OrderRequest = { ...buy, type: 'limit', limitPrice: '90' };
  const hour = { barMs: 3_600_000 };
  const through: Row = [100, 100, 89, 95];

  it('is for ever, unless it says something else', () => {
    expect(play([...Array.from({ length: 50 }, () => flat), through], { 0: [resting] }).told).toEqual([
      'buy 2 at 90 maker',
    ]);
  });

  it('is its first open, if it is immediate or cancel', () => {
    expect(play([flat, through], { 0: [{ ...resting, timeInForce: 'IOC' }] }).told).toEqual([
      'cancelled IOC_REMAINDER',
    ]);
  });

  it('is the day of the first bar that it worked in', () => {
    const rows = [...Array.from({ length: 24 }, () => flat), through];
    expect(play(rows, { 3: [{ ...resting, timeInForce: 'DAY' }] }, hour).told).toEqual(['cancelled EXPIRED']);
    // Given after the last bar of a day it works the day after.
    expect(play(rows, { 23: [{ ...resting, timeInForce: 'DAY' }] }, hour).told).toEqual(['buy 2 at 90 maker']);
  });

  it('is until the first bar at or after its end', () => {
    const until = (bar: number): OrderRequest => ({
      ...resting,
      timeInForce: 'GTD',
      expiresAt: firstDay + bar * hour.barMs,
    });
    expect(play([flat, flat, through], { 0: [until(2)] }, hour).told).toEqual(['cancelled EXPIRED']);
    expect(play([flat, flat, through], { 0: [until(3)] }, hour).told).toEqual(['buy 2 at 90 maker']);
  });
});

describe('parts of an order', () => {
  const options = { maxVolumeShare: '0.1' };
  const ten: OrderRequest = { ...buy, type: 'market', quantity: '10' };
  const thin: Row = [100, 100, 100, 100, 45];

  it('are filled bar by bar, as far as the volume goes', () => {
    const { told } = play([flat, thin, thin, [103, 103, 103, 103, 45]], { 0: [ten] }, { options });
    expect(told).toEqual(['buy 4 at 100 taker', 'buy 4 at 100 taker', 'buy 2 at 103 taker']);
  });

  it('end an immediate-or-cancel order, and a fill-or-kill order before any', () => {
    expect(play([flat, thin], { 0: [{ ...ten, timeInForce: 'IOC' }] }, { options }).told).toEqual([
      'buy 4 at 100 taker',
      'cancelled IOC_REMAINDER',
    ]);
    expect(play([flat, thin], { 0: [{ ...ten, timeInForce: 'FOK' }] }, { options }).told).toEqual([
      'cancelled FOK_KILLED',
    ]);
  });

  it('are whole where bars have no volume', () => {
    expect(play([flat, flat], { 0: [ten] }, { options }).told).toEqual(['buy 10 at 100 taker']);
  });
});

describe('a bracket', () => {
  const options = { maxVolumeShare: '0.1' };
  const thin = (low: number): Row => [100, 101, low, 100, 30];

  it('enters nothing more once its stop is reached, and leaves what it has as the volume lets it', () => {
    const entry: OrderRequest = { ...enterLong, quantity: '10', bracket: { stopPrice: '90' } };
    const { told, exchange } = play([flat, thin(89), thin(99), thin(99)], { 0: [entry] }, { options });
    // The entry took all that the first bar had, so the stop that it reached waits for the next open.
    expect(told).toEqual(['buy 3 at 100 taker', 'cancelled LINKED_FILLED', 'sell 3 at 100 taker']);
    expect(exchange.account.positions).toEqual([]);
  });

  it('begins with the part that opens a position its way, not with one that only reduces an opposite one', () => {
    const short: OrderRequest = { ...sell, type: 'market', quantity: '10', bracket: { stopPrice: '110' } };
    const full: Row = [100, 100, 100, 100, 100];
    const rows = [flat, full, thin(100), full, [105, 111, 105, 111, 100] as Row];
    const { told, exchange } = play(rows, { 0: [{ ...enterLong, quantity: '5' }], 1: [short] }, { options });
    expect(told).toEqual(['buy 5 at 100 taker', 'sell 3 at 100 taker', 'sell 7 at 100 taker', 'buy 5 at 110 taker']);
    expect(exchange.account.positions).toEqual([]);
  });

  it('begins again with the next part of its entry, where another order ended the position', () => {
    const entry: OrderRequest = {
      ...buy,
      type: 'limit',
      limitPrice: '98',
      quantity: '6',
      bracket: { stopPrice: '90' },
    };
    const exit: OrderRequest = { ...sell, type: 'limit', limitPrice: '104', quantity: '3' };
    const rows: readonly Row[] = [flat, thin(97), [100, 105, 100, 101, 30], thin(97), [85, 86, 84, 85, 100]];
    const { told } = play(rows, { 0: [entry], 1: [exit] }, { options });
    expect(told).toEqual([
      'buy 3 at 98 maker',
      'sell 3 at 104 maker',
      'cancelled POSITION_CLOSED',
      'buy 3 at 98 maker',
      'sell 3 at 85 taker',
    ]);
  });
});

describe('orders that hang together', () => {
  it('cancel each other with the first fill of their group', () => {
    const above: OrderRequest = { ...buy, type: 'stop', stopPrice: '105', ocoGroup: 'breakout' };
    const below: OrderRequest = { ...sell, type: 'stop', stopPrice: '95', ocoGroup: 'breakout' };
    expect(play([flat, [100, 106, 99, 105], [100, 100, 90, 90]], { 0: [above, below] }).told).toEqual([
      'buy 2 at 105 taker',
      'cancelled LINKED_FILLED',
    ]);
  });

  it('reduce no more than there is, and end with the position', () => {
    const exits: readonly OrderRequest[] = [
      { ...sell, quantity: '5', type: 'stop', stopPrice: '95', reduceOnly: true },
      { ...sell, quantity: '5', type: 'limit', limitPrice: '110', reduceOnly: true },
    ];
    const { told, exchange } = play([flat, flat, [100, 100, 94, 94]], { 0: [enterLong], 1: exits });
    expect(told).toEqual(['buy 2 at 100 taker', 'sell 2 at 95 taker', 'cancelled LINKED_FILLED']);
    expect(exchange.account.positions).toEqual([]);
  });

  it('reduce nothing where there is nothing', () => {
    const order: OrderRequest = { ...sell, type: 'market', reduceOnly: true };
    expect(play([flat, flat], { 0: [order] }).told).toEqual(['cancelled POSITION_CLOSED']);
  });
});

describe('an order is rejected', () => {
  const options = { minQuantity: '2', maxQuantity: '50', minNotional: '250', maxWorkingOrders: 1 };
  it.each<readonly [string, OrderRequest]>([
    ['QUANTITY_NOT_IN_LOTS', { ...enterLong, quantity: '2.5' }],
    ['QUANTITY_NOT_IN_LOTS', { ...enterLong, quantity: '0' }],
    ['QUANTITY_BELOW_MINIMUM', { ...enterLong, quantity: '1' }],
    ['QUANTITY_ABOVE_MAXIMUM', { ...enterLong, quantity: '51' }],
    ['PRICE_NOT_IN_TICKS', { ...buy, type: 'limit', limitPrice: '99.005' }],
    ['PRICE_NOT_IN_TICKS', { ...enterLong, bracket: { stopPrice: '-1' } }],
    ['NOTIONAL_BELOW_MINIMUM', enterLong],
    ['NOTIONAL_BELOW_MINIMUM', { ...buy, type: 'limit', limitPrice: '124.99' }],
  ])('with %s', (code, order) => {
    expect(play([flat], { 0: [order] }, { options }).told).toEqual([`rejected ${code}`]);
  });

  it('that is one too many', () => {
    const resting: OrderRequest = { ...buy, type: 'limit', limitPrice: '90' };
    expect(play([flat], { 0: [resting, resting] }, { options: { maxWorkingOrders: 1 } }).told).toEqual([
      'rejected TOO_MANY_ORDERS',
    ]);
  });

  it('that may not take and would', () => {
    const order: OrderRequest = { ...buy, type: 'limit', limitPrice: '100', postOnly: true };
    expect(play([flat, [99, 100, 98, 99]], { 0: [order] }).told).toEqual(['rejected WOULD_TAKE']);
    expect(play([flat, [101, 102, 99, 101]], { 0: [order] }).told).toEqual(['buy 2 at 100 maker']);
  });

  it('that turns a position round without the equity for the new one', () => {
    const turn: OrderRequest = { ...sell, type: 'market', quantity: '180' };
    const setup = { options: { maxLeverage: '10' }, initialEquity: '1000' };
    const rows: readonly Row[] = [flat, [100, 100, 85, 85], [85, 85, 85, 85]];
    // 90 bought at 100 are worth 350 less than nothing at 85: they can be left, and nothing entered.
    const long: OrderRequest = { ...enterLong, quantity: '90' };
    expect(play(rows, { 0: [long], 1: [turn] }, setup).told.at(-1)).toBe('rejected INSUFFICIENT_MARGIN');
    expect(play(rows, { 0: [long], 1: [{ ...turn, quantity: '90' }] }, setup).told.at(-1)).toBe('sell 90 at 85 taker');
  });

  it('that the equity does not carry, fee included', () => {
    const all: OrderRequest = { ...enterLong, quantity: '100' };
    expect(play([flat, flat], { 0: [all] }).told).toEqual(['buy 100 at 100 taker']);
    expect(play([flat, flat], { 0: [all] }, { options: { feeRatio: '0.0001' } }).told).toEqual([
      'rejected INSUFFICIENT_MARGIN',
    ]);
    expect(play([flat, flat], { 0: [all] }, { options: { feeRatio: '0.0001', maxLeverage: '1.01' } }).told).toEqual([
      'buy 100 at 100 taker',
    ]);
  });
});
