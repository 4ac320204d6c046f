import { parseDraft, type EventDraft, type Kind } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { collect } from '../collect.fixture.ts';
import { createFakeClock } from '../fake-clock.fixture.ts';
import type { Bar } from '../market/bar.ts';
import type { Intent, Strategy, StrategyContext } from '../strategy/strategy.ts';
import type { BacktestOptions } from './backtest-options.ts';
import { runBacktest } from './run-backtest.ts';

const instrument = { symbol: 'X', currency: 'USD', lotSize: '1', tickSize: '0.01' };
const dayMs = 86_400_000;

/** Open, high, low, close; 40 units are traded in each. */
const barsOf = (...rows: readonly (readonly [number, number, number, number])[]): readonly Bar[] =>
  rows.map(([open, high, low, close], index) => ({
    time: Date.parse('2024-01-01T00:00:00Z') + index * dayMs,
    open: String(open),
    high: String(high),
    low: String(low),
    close: String(close),
    volume: '40',
  }));

const scripted =
  (script: { readonly [bar: number]: (context: StrategyContext) => readonly Intent[] }) => (): Strategy => ({
    name: 'scripted',
    warmupBars: 0,
    onBar: (_, context) => script[context.barIndex]?.(context) ?? [],
  });

const tell = async (
  strategy: () => Strategy,
  bars: readonly Bar[],
  options: Partial<BacktestOptions> = {},
): Promise<readonly EventDraft[]> => {
  const given = { instrument, backtestId: 'b', initialEquity: '1000', slippageBps: '0', feeRatio: '0', ...options };
  const parts = { bars, strategy, clock: createFakeClock() };
  const events = (await collect(runBacktest({ ...given, tell: 'everything' }, parts))).flat();
  for (const event of events) expect(parseDraft(event)).toBe(event);
  return events;
};

const ofKind = <K extends Kind>(events: readonly EventDraft[], kind: K): readonly Extract<EventDraft, { kind: K }>[] =>
  events.filter((event): event is Extract<EventDraft, { kind: K }> => event.kind === kind);

const flat = [100, 100, 100, 100] as const;
const enter: Intent = { type: 'enter', direction: 'long', reason: 'in', quantity: '5', stopPrice: '95' };

describe('what a backtest tells of orders', () => {
  it('is each with its kind and prices, and which of a bracket was filled', async () => {
    const bracketed: Intent = { ...enter, stopReachedBy: 'touch', targetPrice: '110' };
    const events = await tell(scripted({ 0: () => [bracketed] }), barsOf(flat, flat, [100, 111, 99, 105], flat));
    const orders = ofKind(events, 'order').map(({ data }) => [data.type, data.status, data.stopPrice ?? data.price]);
    expect(orders).toEqual([
      ['market', 'new', undefined],
      ['market', 'filled', undefined],
      ['stop', 'new', '95'],
      ['take_profit', 'new', '110'],
      ['take_profit', 'filled', '110'],
      ['stop', 'cancelled', '95'],
    ]);
    const positions = ofKind(events, 'position').map(({ data }) => data);
    expect(positions[0]).toMatchObject({ action: 'opened', stopLoss: '95', takeProfit: '110' });
    expect(positions[1]).toMatchObject({ action: 'closed', exitPrice: '110', realizedPnl: '50' });
  });

  it('is each part of a fill as a trade of its own', async () => {
    const ten = { ...enter, quantity: '10' };
    const events = await tell(scripted({ 0: () => [ten] }), barsOf(flat, flat, flat, flat, flat), {
      maxVolumeShare: '0.1',
    });
    const orders = ofKind(events, 'order').slice(1, 4);
    expect(orders.map(({ data }) => [data.status, data.filledQuantity])).toEqual([
      ['partially_filled', '4'],
      ['partially_filled', '8'],
      ['filled', '10'],
    ]);
    const trades = ofKind(events, 'trade').filter(({ data }) => data.side === 'buy');
    expect(trades.map(({ data }) => [data.tradeId, data.status, data.quantity])).toEqual([
      ['b-order-1-fill', 'pending', '10'],
      ['b-order-1-fill', 'filled', '4'],
      ['b-order-1-fill-8', 'filled', '4'],
      ['b-order-1-fill-10', 'filled', '2'],
    ]);
    // One signal and one position, however many fills.
    expect(ofKind(events, 'signal').map(({ data }) => data.type)).toEqual(['prepare', 'confirm']);
    expect(ofKind(events, 'position').map(({ data }) => data.action)).toEqual(['opened', 'closed']);
  });

  it('is a liquidation as such, after a price was told at which it comes', async () => {
    const options = {
      maxLeverage: '10',
      maintenanceMarginRatio: '0.05',
      phases: [{ name: 'P', fromEquity: '0', riskRatio: '0.5', maxLeverage: '10' }],
    };
    const fifty: Intent = { type: 'enter', direction: 'long', reason: 'in', quantity: '50' };
    const events = await tell(scripted({ 0: () => [fifty] }), barsOf(flat, flat, [95, 95, 80, 90], flat), options);
    const positions = ofKind(events, 'position').map(({ data }) => data);
    // (5000 − 1000) / (50 × 0.95).
    expect(positions[0]).toMatchObject({ action: 'opened', liquidationPrice: '84.2105263158' });
    expect(positions[1]).toMatchObject({ action: 'liquidated', status: 'liquidated', exitPrice: '84.21' });
  });

  it('is why one was rejected or taken back', async () => {
    const order = { type: 'limit', side: 'buy', quantity: '1', limitPrice: '90', label: 'dip', reason: 'dip' } as const;
    const script = {
      0: (): readonly Intent[] => [
        { type: 'order', order },
        { type: 'order', order: { ...order, quantity: '0.5' } },
      ],
      1: ({ workingOrders }: StrategyContext): readonly Intent[] => {
        expect(workingOrders).toMatchObject([{ label: 'dip', symbol: 'X' }]);
        return [{ type: 'cancel', order: 'dip', reason: 'no more' }];
      },
      2: ({ workingOrders }: StrategyContext): readonly Intent[] => {
        expect(workingOrders).toEqual([]);
        return [];
      },
    };
    const events = await tell(scripted(script), barsOf(flat, flat, flat));
    expect(ofKind(events, 'order').map(({ data }) => [data.status, data.reason])).toEqual([
      ['new', undefined],
      ['rejected', '0.5 is no whole number of lots of 1'],
      ['cancelled', 'no more'],
    ]);
    expect(ofKind(events, 'backtest-complete')).toHaveLength(1);
  });

  it('lets the strategy see its fills once, at the close of their bar', async () => {
    const seen: (readonly string[])[] = [];
    const look = ({ fills }: StrategyContext): readonly Intent[] => {
      seen.push(fills.map(({ side, price }) => `${side} ${price.toFixed()}`));
      return [];
    };
    await tell(scripted({ 0: () => [enter], 1: look, 2: look }), barsOf(flat, flat, flat));
    expect(seen).toEqual([['buy 100'], []]);
  });
});
