import { exact, parseDraft, type EventDraft, type Exact, type Kind } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { barsFromCloses } from '../bars.fixture.ts';
import { collect } from '../collect.fixture.ts';
import { createFakeClock } from '../fake-clock.fixture.ts';
import type { Intent, Strategy } from '../strategy/strategy.ts';
import { demoFleet } from './demo-fleet.ts';
import { createFleet } from './fleet.ts';
import type { FleetOptions, FleetParts } from './fleet-options.ts';

const instrument = { symbol: 'X', currency: 'USD', lotSize: '0.001', tickSize: '0.01' };

/** A wave, in cents, which all bots trade. */
const wave = Array.from({ length: 140 }, (_, index) => (100 + 10 * Math.sin(index / 5) + index / 20).toFixed(2));

const demo: FleetOptions = { instrument, atEnd: 'stop', accounts: demoFleet({ initialEquity: '5000' }) };

const play = async (
  options: FleetOptions = demo,
  parts: Partial<FleetParts> = {},
): Promise<readonly (readonly EventDraft[])[]> =>
  collect(createFleet(options, { bars: barsFromCloses(wave), clock: createFakeClock(), ...parts }));

const ofKind = <K extends Kind>(events: readonly EventDraft[], kind: K): readonly Extract<EventDraft, { kind: K }>[] =>
  events.filter((event): event is Extract<EventDraft, { kind: K }> => event.kind === kind);

const of = (account: string, events: readonly EventDraft[]): readonly EventDraft[] =>
  events.filter((event) => event.account === account);

const sum = (amounts: readonly (string | number | undefined)[]): Exact =>
  amounts.reduce((total: Exact, amount) => total.plus(exact(amount ?? '0')), exact(0));

/** Enters at given bars, and never leaves by itself. */
const buyer =
  (quantity: string, ...bars: readonly number[]) =>
  (): Strategy => ({
    name: 'buyer',
    warmupBars: 0,
    onBar: (_, { barIndex }): readonly Intent[] =>
      bars.includes(barIndex) ? [{ type: 'enter', direction: 'long', reason: 'wanted', quantity }] : [],
  });

describe('a fleet', () => {
  it('has four bots on two accounts, each with its own part of the money', async () => {
    const events = (await play()).flat();
    const bots = ofKind(events, 'bot').filter(({ data }) => data.tradesCount === 0 && data.pnl === '0');
    const first = new Map(bots.map(({ account, data }) => [data.botId, [account, data.capital]]));
    expect([...first]).toEqual([
      ['ma-cross', ['demo', '4000']],
      ['carry', ['demo', '1000']],
      ['rsi-reversion', ['demo-2', '2500']],
      ['donchian-breakout', ['demo-2', '2500']],
    ]);
  });

  it('makes only events that the model takes', async () => {
    for (const event of (await play()).flat()) expect(parseDraft(event)).toBe(event);
  });

  it('has in each account an equity that is cash plus positions, the sum of its balances, and its bots’ P&L', async () => {
    for (const batch of await play()) {
      for (const account of ['demo', 'demo-2']) {
        const told = of(account, batch);
        const [equity] = ofKind(told, 'equity').slice(-1);
        if (equity === undefined) continue;
        expect(sum([equity.data.cash, equity.data.positionsValue]).toFixed()).toBe(String(equity.data.equity));
        const balances = ofKind(told, 'balances');
        if (balances.length === 0) continue;
        expect(sum(balances.map(({ data }) => data.totalValue)).toFixed()).toBe(String(equity.data.equity));
      }
    }
    const events = (await play()).flat();
    for (const account of ['demo', 'demo-2']) {
      const own = of(account, events);
      const pnl = ofKind(own, 'bot').filter(({ data }) => data.status === 'stopped');
      expect(pnl).toHaveLength(2);
      expect(sum(pnl.map(({ data }) => data.pnl)).toFixed()).toBe(String(ofKind(own, 'equity').at(-1)?.data.totalPnl));
    }
  });

  it('counts the trades of an account’s own bots in its figures', async () => {
    const events = (await play()).flat();
    for (const account of ['demo', 'demo-2']) {
      const own = of(account, events);
      const closed = ofKind(own, 'position').filter(({ data }) => data.action === 'closed').length;
      expect(closed).toBeGreaterThan(3);
      expect(ofKind(own, 'performance').at(-1)?.data.totalTrades).toBe(closed);
      expect(ofKind(own, 'fleet-metrics').at(-1)?.data).toMatchObject({ totalTrades: closed, totalBots: 2 });
    }
  });

  it('tells a price once for all accounts, and health of all of them', async () => {
    for (const batch of await play()) {
      const symbols = ofKind(batch, 'market').map(({ data }) => data.symbol);
      expect(new Set(symbols).size).toBe(symbols.length);
      expect(ofKind(batch, 'health').length).toBeLessThan(2);
      expect(batch.every(({ kind, account }) => (account === undefined) === ['market', 'health'].includes(kind))).toBe(
        true,
      );
    }
  });

  it('gives nothing in any account the id of anything else', async () => {
    const events = (await play()).flat();
    const idsOf = (account: string): ReadonlySet<string> =>
      new Set(
        of(account, events).flatMap(({ data }) =>
          ['orderId', 'tradeId', 'positionId', 'signalId', 'alertId', 'activityId', 'decisionId'].flatMap((name) => {
            const id = Object.entries(data).find(([key]) => key === name)?.[1];
            return typeof id === 'string' ? [id] : [];
          }),
        ),
      );
    const second = idsOf('demo-2');
    expect(second.size).toBeGreaterThan(20);
    expect([...idsOf('demo')].filter((id) => second.has(id))).toEqual([]);
  });

  it('closes everything at the end of the bars, and begins again with fresh accounts and another run', async () => {
    const batches: (readonly EventDraft[])[] = [];
    const bars = barsFromCloses(wave.slice(0, 40));
    const looping = { instrument, accounts: demoFleet({ initialEquity: '5000' }) };
    for await (const batch of createFleet(looping, { bars, clock: createFakeClock(), newRunId: String })) {
      batches.push(batch);
      if (batch.some(({ runId }) => runId === '2')) break;
    }
    const [last = [], next = []] = batches.slice(-2);
    expect(ofKind(last, 'equity').map(({ data }) => data.positionsValue)).toEqual(['0', '0']);
    expect(new Set(next.map(({ runId }) => runId))).toEqual(new Set(['2', '2-demo-2']));
    expect(ofKind(next, 'log').map(({ data }) => data.message)).toEqual([
      'The bars were at their end: run 2 begins with a fresh account of 5000 USD; prices and funding of X-PERP-SIM are simulated',
      'The bars were at their end: run 2-demo-2 begins with a fresh account of 5000 USD',
    ]);
    expect(ofKind(next, 'bot').map(({ data }) => data.pnl)).toEqual(['0', '0', '0', '0']);
  });

  it('warms all bots up over as many bars as the slowest needs', async () => {
    const slow = (): Strategy => ({ name: 'slow', warmupBars: 20, onBar: () => [] });
    const accounts = [
      { account: 'a', bots: [{ botId: 'fast', strategy: buyer('1', 20) }] },
      { account: 'b', bots: [{ botId: 'slow', strategy: slow }] },
    ];
    const batches = await play({ instrument, atEnd: 'stop', accounts });
    expect(ofKind(batches.flat(), 'market')).toHaveLength(wave.length - 20);
    expect(ofKind(batches[1] ?? [], 'order')).toHaveLength(1);
  });

  it.each([
    ['accounts: two are called "a"', ['a', 'a'], ['x', 'y']],
    ['bots: two are called "x"', ['a', 'b'], ['x', 'x']],
  ])('refuses what nobody could tell apart: %s', (message, names, botIds) => {
    const accounts = names.map((account, index) => ({
      account,
      bots: [{ botId: botIds[index] ?? '', strategy: buyer('1') }],
    }));
    const parts = { bars: barsFromCloses(wave), clock: createFakeClock() };
    expect(() => createFleet({ instrument, accounts }, parts)).toThrow(message);
    expect(() => createFleet({ instrument, accounts: [{ bots: [] }] }, parts)).toThrow('an account has none');
  });

  it('refuses to give its bots more than there is', () => {
    const bots = [
      { botId: 'x', strategy: buyer('1'), capitalRatio: '0.7' },
      { botId: 'y', strategy: buyer('1'), capitalRatio: '0.8' },
    ];
    const start = (): unknown =>
      createFleet(
        { instrument, accounts: [{ bots, carry: {} }] },
        { bars: barsFromCloses(wave), clock: createFakeClock() },
      );
    expect(start).toThrow('the bots are given all that the account has, or more');
  });
});

describe('the circuit breaker of an account', () => {
  const accounts = (breaker: object) => [
    {
      account: 'a',
      initialEquity: '5000',
      slippageBps: '0',
      feeRatio: '0',
      breaker,
      softDailyLossRatio: '0.9',
      hardDailyLossRatio: '0.9',
      softDrawdownRatio: '0.9',
      hardDrawdownRatio: '0.9',
      bots: [{ botId: 'x', strategy: buyer('10', 0, 3) }],
    },
  ];
  const closes = barsFromCloses([100, 100, 70, 70, 70, 70]);

  it('is told when it trips and when it lets go, and halts at the hard limit', async () => {
    // Ten units lose 30 each: 6 % of 5000.
    const breaker = { softDailyLossRatio: '0.02', hardDailyLossRatio: '0.05' };
    const events = (await play({ instrument, atEnd: 'stop', accounts: accounts(breaker) }, { bars: closes })).flat();
    expect(ofKind(events, 'circuit-breaker').map(({ data }) => [data.active, data.type])).toEqual([
      [false, undefined],
      [true, 'hard'],
      [false, undefined],
    ]);
    expect(ofKind(events, 'circuit-breaker')[1]?.data).toMatchObject({ dailyDrawdownRatio: '-0.06', equity: '4700' });
    const exit = ofKind(events, 'order').find(({ data }) => data.side === 'sell');
    expect(ofKind(events, 'position').find(({ data }) => data.action === 'closed')?.data.realizedPnl).toBe('-300');
    expect(exit?.marketTime).toBe(closes[2]?.time);
    expect(ofKind(events, 'alert').map(({ data }) => data.title)).toEqual([
      'Circuit breaker, hard',
      'Circuit breaker closed',
    ]);
  });

  it('halves entries at the soft limit', async () => {
    const breaker = { softDailyLossRatio: '0.02', hardDailyLossRatio: '0.5', cooldownMs: 10 * 86_400_000 };
    const second = () => ({ ...buyer('10', 0)(), onBar: twice });
    const [account] = accounts(breaker);
    const fleet = {
      instrument,
      atEnd: 'stop' as const,
      accounts: [{ ...account, bots: [{ botId: 'x', strategy: second }] }],
    };
    const events = (await play(fleet, { bars: closes })).flat();
    const buys = ofKind(events, 'order').filter(({ data }) => data.side === 'buy' && data.status === 'new');
    expect(buys.map(({ data }) => data.quantity)).toEqual(['10', '5']);
  });
});

/** Buys, sells and buys again. */
const twice: Strategy['onBar'] = (_, { barIndex }) => {
  if (barIndex === 0 || barIndex === 4) return [{ type: 'enter', direction: 'long', reason: 'wanted', quantity: '10' }];
  return barIndex === 2 ? [{ type: 'exit', reason: 'enough' }] : [];
};

describe('the days of an account', () => {
  it('begin where its calendar says', async () => {
    const hour = 3_600_000;
    const start = Date.UTC(2024, 0, 2, 20);
    const bars = [100, 100, 110, 120].map((price, index) => ({
      time: start + index * hour,
      open: String(price),
      high: String(price),
      low: String(price),
      close: String(price),
    }));
    const told = async (calendar?: { timeZone: string; dayStartsAtMinute: number }) => {
      const account = { account: 'a', initialEquity: '5000', slippageBps: '0', feeRatio: '0' };
      const bots = [{ botId: 'x', strategy: buyer('1', 0) }];
      const accounts = [{ ...account, bots, ...(calendar === undefined ? {} : { calendar }) }];
      return ofKind((await play({ instrument, atEnd: 'stop', accounts }, { bars })).flat(), 'equity').at(-1)?.data
        .dailyPnl;
    };
    expect(await told()).toBe('20');
    // 17:00 in New York is 22:00 UTC in winter: the last two bars are of the next day.
    expect(await told({ timeZone: 'America/New_York', dayStartsAtMinute: 1020 })).toBe('20');
    expect(await told({ timeZone: 'UTC', dayStartsAtMinute: 1380 })).toBe('10');
  });
});
