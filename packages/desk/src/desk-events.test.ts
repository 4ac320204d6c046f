import { exact, parseDraft, type EventDraft, type Exact, type Kind } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { barsFromCloses } from './bars.fixture.ts';
import { collect } from './collect.fixture.ts';
import { createDesk } from './desk.ts';
import type { DeskOptions, DeskParts } from './desk-options.ts';
import { createFakeClock } from './fake-clock.fixture.ts';
import { movingAverageCross } from './strategy/moving-average-cross.ts';
import type { Intent, Strategy } from './strategy/strategy.ts';

const instrument = { symbol: 'X', currency: 'USD', lotSize: '0.001', tickSize: '0.01' };
const limits = { softDailyLossRatio: '0.02', hardDailyLossRatio: '0.05' };

/** A wave, in cents, which both bots trade. */
const wave = Array.from({ length: 120 }, (_, index) => (100 + 10 * Math.sin(index / 5) + index / 20).toFixed(2));

const play = async (
  options: Partial<DeskOptions> = {},
  parts: Partial<DeskParts> = {},
): Promise<readonly (readonly EventDraft[])[]> => {
  const strategy = movingAverageCross({ fastBars: 2, slowBars: 6, atrBars: 3 });
  const given = { bars: barsFromCloses(wave), strategy, clock: createFakeClock(), ...parts };
  return collect(createDesk({ instrument, atEnd: 'stop', carry: {}, ...limits, ...options }, given));
};

const ofKind = <K extends Kind>(events: readonly EventDraft[], kind: K): readonly Extract<EventDraft, { kind: K }>[] =>
  events.filter((event): event is Extract<EventDraft, { kind: K }> => event.kind === kind);

const sum = (amounts: readonly (string | number | undefined)[]): Exact =>
  amounts.reduce((total: Exact, amount) => total.plus(exact(amount ?? '0')), exact(0));

/** Wants to enter at given bars, with a stop if there is one; never leaves by itself. */
const buyer = (bars: readonly number[], stopPrice?: number) => (): Strategy => ({
  name: 'buyer',
  warmupBars: 2,
  onBar: (_, { barIndex }): readonly Intent[] =>
    bars.includes(barIndex)
      ? [
          {
            type: 'enter',
            direction: 'long',
            reason: 'wanted',
            quantity: '40',
            ...(stopPrice === undefined ? {} : { stopPrice }),
          },
        ]
      : [],
  indicators: () => ({ mood: 0.1 + 0.2 }),
});

describe('what the desk tells with two bots', () => {
  it('is taken by the model as it is', async () => {
    const events = (await play({ account: 'paper-1' })).flat();
    for (const event of events) expect(parseDraft(event)).toBe(event);
  });

  it('has an equity that is cash plus positions, and the sum of all platforms', async () => {
    const batches = await play();
    for (const batch of batches) {
      const [equity] = ofKind(batch, 'equity').slice(-1);
      if (equity === undefined) continue;
      expect(sum([equity.data.cash, equity.data.positionsValue]).toFixed()).toBe(String(equity.data.equity));
      const balances = ofKind(batch, 'balances');
      if (balances.length === 0) continue;
      expect(balances.map(({ data }) => data.platform)).toEqual(['paper', 'paper-simulated']);
      expect(sum(balances.map(({ data }) => data.totalValue)).toFixed()).toBe(String(equity.data.equity));
    }
  });

  it('has balances whose free and locked parts are their total, with the margin of the short leg locked', async () => {
    const told = ofKind((await play()).flat(), 'balances').flatMap(({ data }) => Object.values(data.balances));
    for (const { free, locked, total } of told)
      expect(sum([free, locked]).toFixed()).toBe(exact(total ?? '').toFixed());
    const batch = (await play()).find((events) =>
      ofKind(events, 'position').some(({ data }) => data.spotQuantity !== undefined && data.action === 'opened'),
    );
    const pair = ofKind(batch ?? [], 'position').find(
      ({ data }) => data.action === 'opened' && data.spotQuantity,
    )?.data;
    const held = ofKind(batch ?? [], 'balances').find(({ data }) => data.platform === 'paper-simulated')?.data.balances;
    const margin = exact(pair?.perpQuantity ?? '0').times(exact(pair?.perpEntryPrice ?? '0'));
    expect(held?.['USD']?.locked).toBe(margin.toFixed());
    expect(held?.['X']?.total).toBe(pair?.spotQuantity);
  });

  it('tells pairs with both legs, and of everything simulated that it is', async () => {
    const events = (await play()).flat();
    const pairs = ofKind(events, 'position').filter(({ data }) => data.spotQuantity !== undefined);
    expect(new Set(pairs.map(({ data }) => data.action))).toEqual(new Set(['opened', 'updated', 'closed']));
    for (const { data } of pairs) {
      expect(data.symbol).toBe('X/X-PERP-SIM');
      expect(data.perpQuantity).toBe(data.spotQuantity);
      expect(data).not.toHaveProperty('side');
      expect(data).not.toHaveProperty('entryPrice');
    }
    expect(new Set(ofKind(events, 'market').map(({ data }) => data.symbol))).toEqual(new Set(['X', 'X-PERP-SIM']));
    const ofCarry = [...ofKind(events, 'order'), ...ofKind(events, 'trade')].filter(
      ({ data }) => data.botId === 'carry',
    );
    expect(new Set(ofCarry.map(({ data }) => data.platform))).toEqual(new Set(['paper-simulated']));
    const states = ofKind(events, 'component-status').filter(({ data }) => data.component === 'simulated_perp');
    expect(states.map(({ data }) => data.status)).toEqual(['connected', 'disconnected']);
    expect(states[0]?.data.details).toMatchObject({ symbol: 'X-PERP-SIM', simulated: true });
    expect(ofKind(events, 'log')[0]?.data.message).toMatch(/prices and funding of X-PERP-SIM are simulated$/);
  });

  it('tells each bot with its own money, and only when something about it changed', async () => {
    const events = (await play({ initialEquity: '1000' })).flat();
    const bots = ofKind(events, 'bot').map(({ data }) => data);
    expect(bots.filter(({ botId }) => botId === 'desk')[0]).toMatchObject({ capital: '800', pnl: '0', tradesCount: 0 });
    expect(bots.filter(({ botId }) => botId === 'carry')[0]).toMatchObject({ capital: '200', tradingMode: 'paper' });
    expect(bots[0]).not.toHaveProperty('riskMode');
    for (const id of ['desk', 'carry']) {
      const told = bots.filter(({ botId }) => botId === id).map((data) => JSON.stringify(data));
      for (const [index, text] of told.entries()) expect(text).not.toBe(told[index - 1]);
    }
    const pnl = bots.filter(({ status }) => status === 'stopped').map((data) => data.pnl);
    expect(pnl).toHaveLength(2);
    expect(sum(pnl).toFixed()).toBe(String(ofKind(events, 'equity').at(-1)?.data.totalPnl));
  });

  it('counts trades of all bots in performance and fleet metrics', async () => {
    const events = (await play()).flat();
    const last = ofKind(events, 'fleet-metrics').at(-1)?.data;
    const closed = ofKind(events, 'position').filter(({ data }) => data.action === 'closed').length;
    expect(last).toMatchObject({ totalTrades: closed, totalBots: 2, activeBots: 2, exposureRatio: '0' });
    expect(ofKind(events, 'performance').at(-1)?.data.totalTrades).toBe(closed);
    expect(ofKind(events, 'fleet-metrics')[0]?.data).not.toHaveProperty('tradesPerHour');
  });

  it('gives every entry of the feed, alert and decision an id of its own', async () => {
    const events = (await play()).flat();
    const ids = events.flatMap((event) => {
      if (event.kind === 'activity') return [event.data.activityId];
      if (event.kind === 'alert') return [event.data.alertId];
      return event.kind === 'decision' ? [event.data.decisionId] : [];
    });
    expect(ids.length).toBeGreaterThan(20);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('follows each order and position with its entry in the activity feed', async () => {
    const events = (await play()).flat();
    const words = ofKind(events, 'activity').map(({ data }) => data.type);
    const count = (word: string): number => words.filter((type) => type === word).length;
    expect(count('order_placed')).toBe(ofKind(events, 'order').filter(({ data }) => data.status === 'new').length);
    expect(count('order_filled')).toBe(ofKind(events, 'order').filter(({ data }) => data.status === 'filled').length);
    const positions = ofKind(events, 'position');
    expect(count('position_opened')).toBe(positions.filter(({ data }) => data.action === 'opened').length);
    expect(count('position_closed')).toBe(positions.filter(({ data }) => data.action === 'closed').length);
    const filled = ofKind(events, 'activity').find(({ data }) => data.type === 'order_filled')?.data;
    expect(filled?.message).toMatch(/^Order filled: (buy|sell) [0-9.]+ X(-PERP-SIM)? @ [0-9.]+$/);
  });
});

describe('what the desk tells of its strategy', () => {
  const bars = barsFromCloses([100, 100, 100, 100, 100, 97, 97, 97, 97]);
  const told = async (strategy: () => Strategy, options: Partial<DeskOptions> = {}): Promise<readonly EventDraft[]> => {
    const costs = { initialEquity: '5000', slippageBps: '0', feeRatio: '0', ...options };
    const { carry: _carry, ...alone } = { instrument, ...limits, ...costs, atEnd: 'stop' as const };
    return (await collect(createDesk(alone, { bars, strategy, clock: createFakeClock() }))).flat();
  };

  it('is each decision with its reason, price, indicators, size and stop, before the order that it led to', async () => {
    const events = await told(buyer([3], 90));
    const decision = ofKind(events, 'decision')[0];
    expect(decision?.data).toMatchObject({
      decision: 'buy',
      reasoning: 'wanted',
      platform: 'paper',
      marketData: { price: '100', other: { mood: 0.3 } },
      // 40 units at 100, ten a unit down to the stop: 400 of 5000.
      sizing: { quantity: '40', capital: '4000', riskPerTradeRatio: '0.08' },
      stops: { stopLoss: '90' },
    });
    expect(decision?.data).not.toHaveProperty('confidence');
    const kinds = events.map(({ kind }) => kind);
    expect(kinds.indexOf('decision')).toBeLessThan(kinds.indexOf('order'));
  });

  it('is a hold where its limits refuse an entry, with the pause in every console’s words', async () => {
    // 40 units lose 3 each: 2.4 % of 5000.
    const events = await told(buyer([3, 5]), { performanceEveryBars: 1 });
    expect(ofKind(events, 'risk-status').map(({ data }) => data.status)).toEqual(['normal', 'soft_pause', 'normal']);
    expect(ofKind(events, 'risk-status')[1]?.data).toEqual({
      status: 'soft_pause',
      message: 'No new positions are opened, open ones remain: the daily loss of 2.4 % reached the limit of 2 %',
      dailyLossRatio: '0.024',
      drawdownRatio: '-0.024',
    });
    expect(ofKind(events, 'circuit-breaker').map(({ data }) => data.active)).toEqual([false]);
    expect(ofKind(events, 'alert').map(({ data }) => [data.severity, data.title])).toEqual([
      ['warning', 'Soft pause'],
      ['info', 'Limits are kept again'],
    ]);
    expect(ofKind(events, 'decision').map(({ data }) => data.decision)).toEqual(['buy', 'hold']);
    expect(ofKind(events, 'bot').some(({ data }) => data.status === 'paused')).toBe(true);
    expect(ofKind(events, 'fleet-metrics').some(({ data }) => data.activeBots === 0)).toBe(true);
  });

  it('comes in the order in which it happened: fills of the open before the limits of the close', async () => {
    const events = await told(buyer([4]));
    const opened = events.findIndex(
      ({ kind, data }) => kind === 'position' && 'action' in data && data.action === 'opened',
    );
    const paused = events.findIndex(({ kind, data }) => kind === 'risk-status' && data.status === 'soft_pause');
    expect(events[opened]?.marketTime).toBe(events[paused]?.marketTime);
    expect(opened).toBeLessThan(paused);
  });

  it('is an alert and a decision to sell when a stop is reached', async () => {
    const events = await told(buyer([3], 98), { softDailyLossRatio: '0.04' });
    expect(ofKind(events, 'alert').map(({ data }) => data)).toMatchObject([
      { severity: 'warning', category: 'risk', title: 'Stop reached', botId: 'desk', actionRequired: false },
    ]);
    expect(ofKind(events, 'decision').map(({ data }) => [data.decision, data.reasoning])).toEqual([
      ['buy', 'wanted'],
      ['sell', 'stop at 98'],
    ]);
  });

  it('is an alert at each so many losses in a row', async () => {
    const events = await told(buyer([3], 98), { losingStreakLength: 1, softDailyLossRatio: '0.04' });
    expect(ofKind(events, 'alert').at(-1)?.data).toMatchObject({
      title: 'Losing streak',
      message: 'Bot desk lost 1 round trips of X in a row, the last one -120.00 USD',
    });
  });
});

describe('the health of the desk', () => {
  it('tells what is measured, and nothing of what is not', async () => {
    const measured = await play({}, { load: () => ({ cpuRatio: 0.25, memoryRatio: 0.5 }) });
    expect(ofKind(measured.flat(), 'health')[0]?.data).toEqual({
      status: 'healthy',
      uptimeMs: 0,
      latencyMs: 0,
      cpuRatio: 0.25,
      memoryRatio: 0.5,
      exchangeConnections: { paper: 'connected', 'paper-simulated': 'connected' },
    });
    expect(ofKind((await play()).flat(), 'health')[0]?.data).not.toHaveProperty('cpuRatio');
  });

  it('is degraded while bars come a second late', async () => {
    const clock = createFakeClock();
    const slow = { ...clock, sleep: (ms: number) => clock.sleep(ms + 1500) };
    const told = ofKind((await play({ heartbeatEveryBars: 1 }, { clock: slow })).flat(), 'health');
    expect(told.some(({ data }) => data.status === 'degraded' && (data.latencyMs ?? 0) >= 1000)).toBe(true);
  });

  it('says when the strategy gave its last sign of life, and at the end that nothing is connected', async () => {
    const told = ofKind((await play({ heartbeatEveryBars: 1 })).flat(), 'health');
    expect(told.at(-2)?.data.lastHeartbeatAt).toBe(told.at(-2)?.occurredAt);
    expect(told.at(-1)?.data).toMatchObject({
      status: 'degraded',
      exchangeConnections: { paper: 'disconnected', 'paper-simulated': 'disconnected' },
    });
  });
});
