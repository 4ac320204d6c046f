import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { mciTail } from './mci-lines.ts';
import { clockTime, tailLine } from './tail-line.ts';

const happenedAt = Date.UTC(2024, 0, 28, 0, 0, 0, 7);
const line = (message: unknown): string =>
  tailLine(JSON.stringify(message), mciTail, { colors: pc.createColors(false), now: 0 });

const mci = (event: string, data: object): string => line({ event, data: { ...data, timestamp: happenedAt } });

const held = (symbol: string): object => ({
  symbol,
  qty: 50,
  side: 'long',
  entryPrice: 2400.5,
  currentPrice: 2450.75,
  unrealizedPL: 2512.5,
});

describe('an mci message in one line', () => {
  it('begins with the time at which it happened', () => {
    expect(mci('health:update', {}).startsWith(`${clockTime(happenedAt)}  HEALTH`)).toBe(true);
  });

  it('tells a list by its first rows', () => {
    expect(mci('positions:update', { positions: [held('RELIANCE')] })).toMatch(
      /POSITIONS +RELIANCE long 50 @ 2,400\.50 → 2,450\.75 \+2,512\.50$/,
    );
    expect(mci('positions:update', { positions: ['A', 'B', 'C', 'D', 'E', 'F'].map(held) })).toMatch(
      /A long .* {2}· {2}D long .* {2}· {2}and 2 more$/,
    );
    expect(mci('positions:update', { positions: [] })).toMatch(/POSITIONS +none$/);
    expect(
      mci('market:update', { symbols: { TCS: { price: 3812.5, changePercent: -0.32 }, X: { price: 1 } } }),
    ).toMatch(/MARKET +TCS 3,812\.50 −0\.32 % {2}· {2}X 1\.00 –$/);
  });

  it.each([
    [
      'orders:update',
      {
        type: 'partial_fill',
        order: { id: 'o-1', symbol: 'TCS', side: 'buy', type: 'limit', qty: 10, filledQty: 5, price: 3750 },
      },
      /ORDER +partial_fill {2}buy {2}5\/10 {2}TCS {2}limit {2}@ 3,750\.00 {2}o-1$/,
    ],
    [
      'orders:update',
      { type: 'cancelled', order: { id: 'o-1', symbol: 'TCS' } },
      /ORDER +cancelled +–\/– {2}TCS {2}o-1$/,
    ],
    [
      'account:update',
      { equity: 1050000, dayPL: 12500, dayPLPercent: 1.19 },
      /EQUITY +1,050,000\.00 {2}day \+12,500\.00 \+1\.19 % {2}total – – {2}cash – {2}buying power –$/,
    ],
    [
      'health:update',
      { status: 'degraded', cpu: 25, memory: 45, latency: 2.5 },
      /HEALTH +degraded {2}cpu 25\.00 % {2}memory 45\.00 % {2}latency 2\.5 ms$/,
    ],
    ['activity:log', { type: 'order_filled', message: 'Buy 10 TCS' }, /ACTIVITY +order_filled +Buy 10 TCS$/],
    ['subscribed', { channels: ['orders', 'market'] }, /SUBSCRIBED {2}orders, market$/],
    [
      'error',
      { code: 'SUBSCRIPTION_ERROR', error: { what: 'Failed', why: 'no such', how: 'use it' } },
      /ERROR +SUBSCRIPTION_ERROR {2}Failed: no such {2}use it$/,
    ],
    ['reconnect', { reason: 'server_restart', message: 'in 5 seconds' }, /RECONNECT +server_restart {2}in 5 seconds$/],
    ['authenticated', { expiresAt: 1 }, /AUTHENTICATED {2}\{"expiresAt":1/],
  ])('tells %s', (event, data, expected) => {
    expect(mci(event, data)).toMatch(expected);
  });

  it.each([
    [{ event: 'positions:update', data: 7 }],
    [{ event: 'market:update', data: { symbols: [1] } }],
    [{}],
    [[1]],
  ])('is shown without a fault, whatever came: %j', (message) => {
    expect(line(message)).toMatch(/^[0-9:.]{12}/);
  });
});

describe('watching mci', () => {
  it('subscribes to all channels in one frame', () => {
    expect(mciTail.subscribe(mciTail.defaultTopics)).toEqual([
      '{"event":"subscribe","data":{"channels":["positions","orders","account","health","market","activity"]}}',
    ]);
  });
});
