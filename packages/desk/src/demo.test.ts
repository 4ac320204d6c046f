import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { exact, parseDraft, type EventDraft } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { runBacktest } from './backtest/run-backtest.ts';
import { collect } from './collect.fixture.ts';
import { createDesk } from './desk.ts';
import { createFakeClock } from './fake-clock.fixture.ts';
import { sp500 } from './market/instrument.ts';
import { parseBars } from './market/parse-bars.ts';
import { timeframeOf } from './market/timeframe.ts';
import { demoStrategy } from './strategy/demo-strategy.ts';
import type { Strategy } from './strategy/strategy.ts';

const file = createRequire(import.meta.url)
  .resolve('vega-datasets')
  .replace(/[^/]+\/[^/]+$/, 'data/sp500-2000.csv');
const bars = await parseBars(readFileSync(file, 'utf8').split('\n'), { name: 'sp500-2000.csv' });

/** What a watcher tells apart: the kind, and its word where it has one. */
const messageType = ({ kind, data }: EventDraft): string => {
  if ('action' in data && typeof data.action === 'string') return `${kind} ${data.action}`;
  return 'type' in data && kind === 'signal' ? `${kind} ${data.type}` : kind;
};

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

  it('shows every passing message within half a minute of any moment, over two whole runs', async () => {
    const clock = createFakeClock();
    const start = clock.now();
    const lastSeen = new Map<string, number>();
    const longestGap = new Map<string, number>();
    let batches = 0;
    for await (const batch of createDesk({ instrument: sp500 }, { bars, strategy: demoStrategy, clock })) {
      for (const event of batch) {
        const type = messageType(event);
        const gap = clock.now() - (lastSeen.get(type) ?? start);
        lastSeen.set(type, clock.now());
        longestGap.set(type, Math.max(gap, longestGap.get(type) ?? 0));
      }
      batches += 1;
      if (batches === 2 * bars.length) break;
    }
    // States that change rarely are in every snapshot instead.
    for (const state of ['component-status', 'master-arm', 'phase']) longestGap.delete(state);
    expect([...longestGap.keys()].toSorted()).toEqual([
      'bot',
      'equity',
      'log',
      'market',
      'order',
      'performance',
      'position closed',
      'position opened',
      'position updated',
      'signal abort',
      'signal confirm',
      'signal heartbeat',
      'signal prepare',
      'trade',
    ]);
    for (const [type, gap] of longestGap) expect(`${type}: ${Math.max(gap, 30_000)}`).toBe(`${type}: 30000`);
  });

  it('grows into the second phase within the first half minute', async () => {
    const clock = createFakeClock();
    const start = clock.now();
    for await (const batch of createDesk({ instrument: sp500 }, { bars, strategy: demoStrategy, clock })) {
      const step = batch.find((event) => event.kind === 'phase' && event.data.fromPhase !== undefined);
      if (step !== undefined) break;
    }
    expect(clock.now() - start).toBeLessThan(30_000);
  });

  it('makes only events that the model takes', async () => {
    const parts = { bars, strategy: demoStrategy, clock: createFakeClock() };
    for await (const batch of createDesk({ instrument: sp500, atEnd: 'stop' }, parts)) {
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
