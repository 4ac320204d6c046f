import { parseDraft, PitwallError, type EventDraft, type Kind } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { barsFromCloses } from './bars.fixture.ts';
import { collect } from './collect.fixture.ts';
import { createDesk } from './desk.ts';
import type { DeskOptions, DeskParts } from './desk-options.ts';
import { createFakeClock } from './fake-clock.fixture.ts';
import type { Intent, Strategy } from './strategy/strategy.ts';

const instrument = { symbol: 'X', currency: 'USD', lotSize: '0.001' };

/** Enters at the first traded bar, leaves at the fourth; two bars warm up. */
const inAndOut = (): Strategy => ({
  name: 'in and out',
  warmupBars: 2,
  onBar: (_, { barIndex }): readonly Intent[] => {
    if (barIndex === 2) return [{ type: 'enter', direction: 'long', reason: 'test', stopPrice: 50 }];
    return barIndex === 5 ? [{ type: 'exit', reason: 'test' }] : [];
  },
});

/** Enters, and never leaves. */
const stuck = (): Strategy => ({
  ...inAndOut(),
  onBar: (bar, context) => (context.barIndex === 5 ? [] : inAndOut().onBar(bar, context)),
});

const bars = barsFromCloses([100, 100, 100, 110, 108, 112, 112, 112]);

const startTooShort = (): unknown =>
  createDesk({ instrument }, { bars: bars.slice(0, 3), strategy: inAndOut, clock: createFakeClock() });

const play = async (
  options: Partial<DeskOptions>,
  parts: Partial<DeskParts> = {},
  most = 1000,
): Promise<readonly (readonly EventDraft[])[]> => {
  const clock = createFakeClock();
  const batches: (readonly EventDraft[])[] = [];
  for await (const batch of createDesk({ instrument, ...options }, { bars, strategy: inAndOut, clock, ...parts })) {
    batches.push(batch);
    if (batches.length >= most) break;
  }
  return batches;
};

const ofKind = <K extends Kind>(events: readonly EventDraft[], kind: K): readonly Extract<EventDraft, { kind: K }>[] =>
  events.filter((event): event is Extract<EventDraft, { kind: K }> => event.kind === kind);

describe('the desk', () => {
  it('makes only events that the model takes', async () => {
    const events = (await play({ account: 'paper-1' }, {}, 30)).flat();
    expect(events.length).toBeGreaterThan(100);
    for (const event of events) expect(parseDraft(event)).toBe(event);
  });

  it('begins with the states: feed, venue, arm, phase, limits, results, balances, bot, health', async () => {
    const [first] = await play({ atEnd: 'stop' });
    expect(first?.map(({ kind }) => kind)).toEqual([
      'component-status',
      'component-status',
      'master-arm',
      'log',
      'phase',
      'activity',
      'risk-status',
      'activity',
      'circuit-breaker',
      'performance',
      'fleet-metrics',
      'balances',
      'bot',
      'health',
    ]);
    expect(first?.some((event) => 'marketTime' in event)).toBe(false);
  });

  it('says in its venue that it is a simulation', async () => {
    const [first = []] = await play({ atEnd: 'stop' });
    const broker = ofKind(first, 'component-status').find(({ data }) => data.component === 'broker');
    expect(broker?.data.details).toMatchObject({ broker: 'PAPER', simulated: true });
  });

  // Promise: ruling-3.market-time
  it('plays a bar each fifth of a second by the wall clock, and stamps facts with the bar’s time', async () => {
    const batches = await play({ atEnd: 'stop' });
    const prices = ofKind(batches.flat(), 'market');
    const start = 1_700_000_000_000;
    expect(prices.map(({ occurredAt = 0 }) => occurredAt - start)).toEqual([0, 200, 400, 600, 800, 1000]);
    expect(prices.map(({ marketTime }) => marketTime)).toEqual(bars.slice(2).map(({ time }) => time));
  });

  it('tells a position from opening to close, with the figures of its bars', async () => {
    const options = { atEnd: 'stop', initialEquity: '1000', slippageBps: '0', feeRatio: '0' } as const;
    const positions = ofKind((await play(options)).flat(), 'position').map(({ data }) => data);
    expect(positions.map(({ action }) => action)).toEqual(['opened', 'updated', 'updated', 'updated', 'closed']);
    // 5 % of 1000 at risk over 50 a unit is one unit, opened at 100.
    expect(positions[0]).toMatchObject({
      side: 'long',
      size: '1',
      entryPrice: '100',
      stopLoss: '50',
      unrealizedPnl: '0',
    });
    expect(positions[1]).toMatchObject({ currentPrice: '110', unrealizedPnl: '10', unrealizedPnlRatio: '0.1' });
    expect(positions[4]).toMatchObject({ exitPrice: '112', realizedPnl: '12', fees: '0' });
    expect(positions[0]).not.toHaveProperty('liquidationPrice');
    expect(positions[0]).not.toHaveProperty('leverage');
  });

  it('tells equity each bar, with what the day and all of it made', async () => {
    const options = { atEnd: 'stop', initialEquity: '1000', slippageBps: '0', feeRatio: '0' } as const;
    const equities = ofKind((await play(options)).flat(), 'equity').map(({ data }) => data);
    expect(equities.map(({ equity }) => equity)).toEqual(['1000', '1010', '1008', '1012', '1012', '1012', '1012']);
    expect(equities[2]).toMatchObject({
      cash: '900',
      positionsValue: '108',
      dailyPnl: '-2',
      totalPnl: '8',
      highWatermark: '1010',
      drawdown: '-2',
      buyingPower: '900',
    });
  });

  it('confirms a prepared signal with the price and size of its fill', async () => {
    const signals = ofKind((await play({ atEnd: 'stop', slippageBps: '0' })).flat(), 'signal').map(({ data }) => data);
    expect(signals.map(({ type, status }) => `${type} ${status ?? ''}`)).toEqual(['prepare pending', 'confirm filled']);
    expect(signals[1]).toMatchObject({ signalId: signals[0]?.signalId, entryPrice: '100', direction: 'long' });
    expect(signals[1]?.processingTimeMs).toBe(200);
  });

  it('links order, trade and signal, and tells the result with the trade that closed', async () => {
    const events = (await play({ atEnd: 'stop', initialEquity: '1000', slippageBps: '0', feeRatio: '0' })).flat();
    const orders = ofKind(events, 'order').map(({ data }) => data);
    const trades = ofKind(events, 'trade').map(({ data }) => data);
    expect(orders.map(({ status, side }) => `${side ?? ''} ${status}`)).toEqual([
      'buy new',
      'buy filled',
      'sell new',
      'sell filled',
    ]);
    expect(orders[0]?.signalId).toBe(ofKind(events, 'signal')[0]?.data.signalId);
    const [wayIn, wayOut] = [orders[0]?.orderId, orders[2]?.orderId];
    expect(trades.map(({ orderId, status }) => [orderId, status])).toEqual([
      [wayIn, 'pending'],
      [wayIn, 'filled'],
      [wayOut, 'pending'],
      [wayOut, 'filled'],
    ]);
    expect(new Set(trades.map(({ tradeId }) => tradeId)).size).toBe(2);
    expect(trades[0]).not.toHaveProperty('price');
    expect(trades[1]).not.toHaveProperty('pnl');
    expect(trades[3]?.pnl).toBe('12');
  });

  it('tells performance every so many bars and with each round trip', async () => {
    const batches = await play({ atEnd: 'stop', performanceEveryBars: 4 });
    const told = batches.map((batch) => ofKind(batch, 'performance').length);
    // The opening, bar 4, bar 5 (closed), the end; the last batch is the stop.
    expect(told).toEqual([1, 0, 0, 0, 1, 1, 0, 1, 0]);
  });

  it('gives a sign of life every so many bars', async () => {
    const signals = ofKind((await play({ atEnd: 'stop', heartbeatEveryBars: 2 })).flat(), 'signal');
    const beats = signals.filter(({ data }) => data.type === 'heartbeat').map(({ data }) => data.signalId);
    expect(beats).toHaveLength(3);
    expect(new Set(beats).size).toBe(3);
  });

  it('names its account in everything but what all accounts share', async () => {
    const events = (await play({ atEnd: 'stop', account: 'paper-1' })).flat();
    const without = new Set(events.filter(({ account }) => account === undefined).map(({ kind }) => kind));
    expect([...without]).toEqual(['health', 'market']);
  });

  it('begins a new run when it loops: position closed, account reset, said in the log', async () => {
    const batches = await play(
      { initialEquity: '1000' },
      { strategy: stuck, newRunId: (number) => `run-${number}` },
      10,
    );
    const [last, next] = batches.slice(7, 9);
    expect(ofKind(last ?? [], 'position').map(({ data, runId }) => `${data.action} ${runId ?? ''}`)).toEqual([
      'closed run-1',
    ]);
    expect(next?.map(({ runId }) => runId)).toEqual(next?.map(() => 'run-2'));
    expect(ofKind(next ?? [], 'log')[0]?.data.message).toBe(
      'The bars were at their end: run run-2 begins with a fresh account of 1000 USD',
    );
    expect(ofKind(next ?? [], 'component-status')).toEqual([]);
    expect(ofKind(batches[9] ?? [], 'equity')[0]?.data).toMatchObject({ equity: '1000', totalPnl: '0' });
  });

  it('tells the way back to the first phase when a new run resets the account', async () => {
    const phases = [
      { name: 'SMALL', fromEquity: '0', riskRatio: '1', maxLeverage: '1' },
      { name: 'GROWN', fromEquity: '1001', riskRatio: '0.1', maxLeverage: '1' },
    ];
    const events = (await play({ initialEquity: '1000', phases }, {}, 10)).flat();
    expect(ofKind(events, 'phase').map(({ data }) => [data.fromPhase, data.toPhase])).toEqual([
      [undefined, 'SMALL'],
      ['SMALL', 'GROWN'],
      ['GROWN', 'SMALL'],
    ]);
  });

  it('ends by stopping bot, feed and venue', async () => {
    const batches = await play({ atEnd: 'stop' });
    const last = batches.at(-1) ?? [];
    expect(ofKind(last, 'bot')[0]?.data.status).toBe('stopped');
    expect(ofKind(last, 'component-status').map(({ data }) => data.status)).toEqual(['disconnected', 'disconnected']);
  });

  it('stops in the middle when asked, and leaves its position open', async () => {
    const stop = new AbortController();
    const events: EventDraft[] = [];
    const clock = createFakeClock();
    for await (const batch of createDesk({ instrument }, { bars, strategy: inAndOut, clock, stop: stop.signal })) {
      events.push(...batch);
      if (batch.some(({ kind, data }) => kind === 'position' && 'action' in data && data.action === 'opened'))
        stop.abort();
    }
    expect(ofKind(events, 'position').map(({ data }) => data.action)).toEqual(['opened', 'updated']);
    expect(ofKind(events, 'bot').at(-1)?.data.status).toBe('stopped');
  });

  it('plays the same again in another iteration', async () => {
    const desk = createDesk(
      { instrument, atEnd: 'stop' },
      { bars, strategy: inAndOut, clock: { now: () => 0, sleep: async () => undefined } },
    );
    const once = await collect(desk);
    expect(await collect(desk)).toEqual(once);
  });

  it.each([
    [{ barsPerSecond: 0 }, 'barsPerSecond is 0: give a number above 0 up to 100000'],
    [{ barsPerSecond: Number.POSITIVE_INFINITY }, 'barsPerSecond is Infinity'],
    [{ heartbeatEveryBars: 0 }, 'heartbeatEveryBars is 0: give a whole number above 0'],
    [{ initialEquity: '0' }, 'initialEquity is 0: give an amount above zero'],
    [{ gapReserveRatio: '-1' }, 'gapReserveRatio is -1'],
    [{ tradingDaysPerYear: 0 }, 'tradingDaysPerYear is 0'],
  ])('refuses %o before it starts', (options, message) => {
    const clock = createFakeClock();
    expect(() => createDesk({ instrument, ...options }, { bars, strategy: inAndOut, clock })).toThrow(message);
  });

  it('refuses data that is shorter than its warm-up', () => {
    expect(startTooShort).toThrow(PitwallError);
    expect(startTooShort).toThrow('there are 3 bars, and the strategy needs 4 to warm up and trade once');
  });
});
