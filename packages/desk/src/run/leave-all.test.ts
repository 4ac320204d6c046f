import { exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { barsFromCloses } from '../bars.fixture.ts';
import { viewOf } from '../strategy/context.fixture.ts';
import type { Intent, Strategy } from '../strategy/strategy.ts';
import { tradingSettings } from './run-options.ts';
import { TradingRun } from './trading-run.ts';

const options = { instrument: { symbol: 'X', currency: 'USD', lotSize: '0.001' }, initialEquity: '10000' };

describe('a demand to leave', () => {
  it('leaves the whole of a position, also where the strategy has ordered a part of it away', () => {
    let demand: string | undefined;
    const whole = {
      initialEquity: exact(10_000),
      equity: exact(10_000),
      sizeRatio: undefined,
      entryObjection: () => demand,
      exitDemand: () => demand,
    };
    const part: Intent = {
      type: 'order',
      order: { type: 'market', side: 'sell', quantity: '1', reduceOnly: true, reason: 'a part' },
    };
    const script: readonly (readonly Intent[])[] = [
      [{ type: 'enter', direction: 'long', reason: 'test', quantity: '10' }],
      [part],
    ];
    const strategy: Strategy = { name: 'told', warmupBars: 0, onBar: (_, { barIndex }) => script[barIndex] ?? [] };
    const run = new TradingRun(tradingSettings(options), { runId: 'r', strategy, now: () => 0, barScale: 8, whole });
    const [first, second, third] = barsFromCloses([100, 100, 100]).map((bar) => viewOf(bar));
    if (first === undefined || second === undefined || third === undefined) throw new Error('three bars');
    run.onBar([first]);
    run.onBar([second]);
    demand = 'emergency flatten: a drill';
    run.heed();
    run.heed();
    run.onBar([third]);
    expect(run.positions).toEqual([]);
    expect(run.waiting).toEqual([]);
  });
});
