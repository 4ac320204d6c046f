import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyBars } from '../bars.fixture.ts';
import type { Bar } from '../market/bar.ts';
import { viewOf } from '../strategy/context.fixture.ts';
import type { Intent, Strategy, StrategyContext } from '../strategy/strategy.ts';
import type { OrderRequest } from '../venue/order.ts';
import { tradingSettings } from './run-options.ts';
import { TradingRun } from './trading-run.ts';

const options = {
  instrument: { symbol: 'X', currency: 'USD', lotSize: '0.001', tickSize: '0.01' },
  market: { settlement: 'margin' as const, funding: [{ time: Date.parse('2024-01-20T05:00:00Z'), ratio: '0.001' }] },
  initialEquity: '1000',
  slippageBps: '3',
  maxLeverage: '3',
  maintenanceMarginRatio: '0.01',
  phases: [{ name: 'P', fromEquity: '0', riskRatio: '0.5', maxLeverage: '3' }],
};

const anyOrder = fc.record({
  atBar: fc.integer({ min: 0, max: 60 }),
  side: fc.constantFrom('buy' as const, 'sell' as const),
  type: fc.constantFrom(
    'market' as const,
    'limit' as const,
    'stop' as const,
    'take_profit' as const,
    'bracket' as const,
  ),
  quantity: fc.integer({ min: 1, max: 9 }),
  away: fc.integer({ min: -20, max: 20 }),
});

/** Gives orders around the last close, which is all that it knows. */
const trader = (orders: readonly (typeof anyOrder extends fc.Arbitrary<infer Value> ? Value : never)[]): Strategy => ({
  name: 'random orders',
  warmupBars: 0,
  onBar: (bar, { barIndex }: StrategyContext): readonly Intent[] =>
    orders
      .filter(({ atBar }) => atBar === barIndex)
      .map(({ side, type, quantity, away }) => {
        const near = (distance: number): string => (Number(bar.close) + distance).toFixed(2);
        const order = { side, quantity, reason: 'random' };
        return { type: 'order', order: requestOf(type, order, near, away) };
      }),
});

const requestOf = (
  type: 'market' | 'limit' | 'stop' | 'take_profit' | 'bracket',
  order: Pick<OrderRequest, 'side' | 'quantity' | 'reason'>,
  near: (distance: number) => string,
  away: number,
): OrderRequest => {
  switch (type) {
    case 'market':
      return { ...order, type: 'market' };
    case 'limit':
      return { ...order, type: 'limit', limitPrice: near(away) };
    case 'stop':
      return { ...order, type: 'stop', stopPrice: near(away) };
    case 'take_profit':
      return { ...order, type: 'take_profit', triggerPrice: near(away) };
    case 'bracket':
      return { ...order, type: 'market', bracket: { stopPrice: near(-away), targetPrice: near(away) } };
  }
};

const play = (bars: readonly Bar[], strategy: Strategy): readonly string[] => {
  const run = new TradingRun(tradingSettings(options), { runId: 'r', strategy, now: () => 0, barScale: 2 });
  return bars.map((bar) => {
    const facts = run.onBar([viewOf(bar, 2)]);
    return JSON.stringify([facts, run.value, run.equity, run.waiting]);
  });
};

describe('no look-ahead', () => {
  it('no fact, equity or working order up to a bar changes, whatever comes after it', () => {
    let told = 0;
    fc.assert(
      fc.property(
        anyBars(8, 60),
        anyBars(60, 60),
        fc.array(anyOrder, { minLength: 3, maxLength: 25 }),
        fc.nat(),
        (bars, others, orders, seed) => {
          const known = 1 + (seed % (bars.length - 1));
          const past = play(bars, trader(orders)).slice(0, known);
          const changed = play([...bars.slice(0, known), ...others.slice(known)], trader(orders)).slice(0, known);
          expect(changed).toEqual(past);
          told += past.filter((text) => text.includes('order-filled')).length;
        },
      ),
      { numRuns: 150 },
    );
    expect(told).toBeGreaterThan(100);
  });

  it('an order is filled by no price that was there when it was given', () => {
    const bars = [100, 90, 110].map((price, index) => {
      const text = String(price);
      return { time: index * 86_400_000, open: text, high: text, low: text, close: text };
    });
    const strategy: Strategy = {
      name: 'buys the low it has seen',
      warmupBars: 0,
      onBar: (_, { barIndex }) =>
        barIndex === 1
          ? [{ type: 'order', order: { type: 'limit', side: 'buy', quantity: '1', limitPrice: '90', reason: 'low' } }]
          : [],
    };
    expect(play(bars, strategy).some((text) => text.includes('order-filled'))).toBe(false);
  });
});
