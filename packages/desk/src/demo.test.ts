import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { exact, parseDraft, type EventDraft } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { runBacktest } from './backtest/run-backtest.ts';
import { collect } from './collect.fixture.ts';
import { demoFleet } from './fleet/demo-fleet.ts';
import { createFleet } from './fleet/fleet.ts';
import { createFakeClock } from './fake-clock.fixture.ts';
import { sp500 } from './market/instrument.ts';
import { barsOf } from './market/bar-series.ts';
import { readBars } from './market/read-bars.ts';
import { timeframeOf } from './market/timeframe.ts';
import type { Strategy } from './strategy/strategy.ts';

const file = createRequire(import.meta.url)
  .resolve('vega-datasets')
  .replace(/[^/]+\/[^/]+$/, 'data/sp500-2000.csv');
const bars = barsOf((await readBars([readFileSync(file, 'utf8')], { name: 'sp500-2000.csv' })).series);

/** What a watcher tells apart: the kind, and its word where it has one. */
const messageType = ({ kind, data }: EventDraft): string => {
  switch (kind) {
    case 'position':
      return `${'spotQuantity' in data ? 'pair' : kind} ${data.action}`;
    case 'signal':
    case 'activity':
      return `${kind} ${data.type}`;
    case 'order':
    case 'trade':
      return `${kind} ${data.status}`;
    case 'decision':
      return `${kind} ${data.decision}`;
    default:
      return kind;
  }
};

/** As the demo begins. */
const asShown = { instrument: sp500, accounts: demoFleet({ initialEquity: '4940' }) };

/** Within how long of any moment each message is shown: what passes often, and what only limits bring about. */
const withinMs: Readonly<Record<string, number>> = {
  'activity order_filled': 30_000,
  'activity order_placed': 30_000,
  'activity position_closed': 30_000,
  'activity position_opened': 30_000,
  'activity system': 60_000,
  alert: 60_000,
  balances: 30_000,
  bot: 30_000,
  'circuit-breaker': 90_000,
  'decision buy': 30_000,
  'decision hold': 30_000,
  'decision sell': 30_000,
  equity: 30_000,
  'fleet-metrics': 30_000,
  health: 30_000,
  log: 30_000,
  market: 30_000,
  'order filled': 30_000,
  'order new': 30_000,
  'pair closed': 30_000,
  'pair opened': 30_000,
  'pair updated': 30_000,
  performance: 30_000,
  'position closed': 30_000,
  'position opened': 30_000,
  'position updated': 30_000,
  'risk-status': 60_000,
  'signal abort': 30_000,
  'signal confirm': 30_000,
  'signal heartbeat': 30_000,
  'signal prepare': 30_000,
  'trade filled': 30_000,
  'trade pending': 30_000,
};

/** States that change rarely are in every snapshot instead; a gap that is too big for an order comes once in years. */
const rare = ['activity error', 'component-status', 'master-arm', 'order rejected', 'phase', 'trade failed'];

const holder = (): Strategy => ({
  name: 'buy and hold',
  warmupBars: 0,
  onBar: (_, { barIndex }) =>
    barIndex === 0 ? [{ type: 'enter', direction: 'long', reason: 'hold', quantity: '3' }] : [],
});

describe('the demo on the bundled S&P 500 bars', () => {
  it('reads them all as days', () => {
    expect(bars).toHaveLength(5105);
    expect(timeframeOf(bars)).toBe('D1');
  });

  it(
    'shows every passing message within half a minute of any moment, and what limits do within one and a half, over a whole run and into the next',
    { timeout: 60_000 },
    async () => {
      const clock = createFakeClock();
      const start = clock.now();
      const lastSeen = new Map<string, number>();
      const longestGap = new Map<string, number>();
      let batches = 0;
      let events = 0;
      for await (const batch of createFleet(asShown, { bars, clock })) {
        for (const event of batch) {
          const type = messageType(event);
          const gap = clock.now() - (lastSeen.get(type) ?? start);
          lastSeen.set(type, clock.now());
          longestGap.set(type, Math.max(gap, longestGap.get(type) ?? 0));
        }
        batches += 1;
        events += batch.length;
        if (batches === bars.length + 500) break;
      }
      for (const type of rare) longestGap.delete(type);
      expect([...longestGap.keys()].toSorted()).toEqual(Object.keys(withinMs));
      const late = [...longestGap].filter(([type, gap]) => gap > (withinMs[type] ?? 0));
      expect(late).toEqual([]);
      expect(events / batches).toBeLessThan(17);
    },
  );

  it('grows into the second phase within the first half minute', async () => {
    const clock = createFakeClock();
    const start = clock.now();
    for await (const batch of createFleet(asShown, { bars, clock })) {
      const step = batch.find((event) => event.kind === 'phase' && event.data.fromPhase !== undefined);
      if (step !== undefined) break;
    }
    expect(clock.now() - start).toBeLessThan(30_000);
  });

  it('makes only events that the model takes', async () => {
    const parts = { bars: bars.slice(0, 2000), clock: createFakeClock() };
    for await (const batch of createFleet({ ...asShown, atEnd: 'stop' }, parts)) {
      expect(batch.map(parseDraft)).toHaveLength(batch.length);
    }
  });

  it('gives a buyer and holder the last close over the first open, less costs, to the cent', async () => {
    const parts = { bars, strategy: holder, clock: createFakeClock() };
    const options = {
      instrument: sp500,
      backtestId: 'b',
      initialEquity: '10000',
      slippageBps: '0',
      feeRatio: '0.0005',
    };
    const events = (await collect(runBacktest(options, parts))).flat();
    const complete = events.find((event) => event.kind === 'backtest-complete');
    // Opens of the second bar and close of the last one, in cents: 1455.22 and 2874.56.
    const expected = exact('10000')
      .plus(exact('2874.56').minus('1455.22').times(3))
      .minus(exact('1455.22').plus('2874.56').times(3).times('0.0005'));
    expect(complete?.data.finalBalance).toBe(expected.toFixed());
    expect(expected.toFixed(2)).toBe('14251.53');
  });
});
