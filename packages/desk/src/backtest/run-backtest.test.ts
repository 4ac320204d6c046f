import { parseDraft, type EventDraft, type Kind } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { barsFromCloses } from '../bars.fixture.ts';
import { collect } from '../collect.fixture.ts';
import { createFakeClock } from '../fake-clock.fixture.ts';
import type { Intent, Strategy } from '../strategy/strategy.ts';
import type { BacktestOptions, BacktestParts } from './backtest-options.ts';
import { runBacktest } from './run-backtest.ts';

const instrument = { symbol: 'X', currency: 'USD', lotSize: '0.001' };

/** In and out again every four bars. */
const restless = (): Strategy => ({
  name: 'restless',
  warmupBars: 1,
  onBar: (_, { barIndex }): readonly Intent[] => {
    if (barIndex % 4 === 1) return [{ type: 'enter', direction: 'long', reason: 'in', quantity: '1' }];
    return barIndex % 4 === 3 ? [{ type: 'exit', reason: 'out' }] : [];
  },
});

const wave = barsFromCloses(Array.from({ length: 1000 }, (_, index) => 100 + (index % 7)));
const free = { instrument, backtestId: 'b-1', initialEquity: '1000', slippageBps: '0', feeRatio: '0' };

const runAll = async (
  options: Partial<BacktestOptions> = {},
  parts: Partial<BacktestParts> = {},
): Promise<readonly EventDraft[]> => {
  const given = { bars: wave, strategy: restless, clock: createFakeClock(), ...parts };
  return (await collect(runBacktest({ ...free, ...options }, given))).flat();
};

const starting = (options: Partial<BacktestOptions>) => (): unknown =>
  runBacktest({ ...free, ...options }, { bars: wave, strategy: restless, clock: createFakeClock() });

const failing = (): Strategy => ({
  ...restless(),
  onBar() {
    throw new RangeError('division by zero');
  },
});

const ofKind = <K extends Kind>(events: readonly EventDraft[], kind: K): readonly Extract<EventDraft, { kind: K }>[] =>
  events.filter((event): event is Extract<EventDraft, { kind: K }> => event.kind === kind);

describe('a backtest', () => {
  it('makes only events that the model takes', async () => {
    for (const event of await runAll({ variant: 'vanilla_full' })) expect(parseDraft(event)).toBe(event);
  });

  it('tells what it is, where it is, and how it ended, in this order', async () => {
    const events = await runAll();
    expect(events[0]).toMatchObject({
      kind: 'backtest-start',
      data: {
        backtestId: 'b-1',
        variant: 'vanilla',
        symbol: 'X',
        timeframe: 'D1',
        startDate: '2024-01-01',
        endDate: '2026-09-26',
      },
    });
    expect(events[1]).toMatchObject({ kind: 'backtest-progress', data: { progressRatio: '0', totalBars: 1000 } });
    expect(events.at(-2)).toMatchObject({
      kind: 'backtest-progress',
      data: { progressRatio: '1', barsProcessed: 1000, status: 'Processing bar 1000/1000', currentDate: '2026-09-26' },
    });
    expect(events.at(-1)?.kind).toBe('backtest-complete');
  });

  it('gives figures that follow from the prices by hand', async () => {
    // In at the open of bar 2 (102), out at the open of bar 4 (104): two opens that are the closes before them.
    const closes = [100, 101, 102, 103, 104, 104];
    const bars = barsFromCloses(closes);
    const [complete] = ofKind(await runAll({ variant: 'vanilla_full' }, { bars }), 'backtest-complete');
    expect(complete?.data).toMatchObject({
      finalBalance: '1002',
      totalTrades: 1,
      winRate: '1',
      returnRatio: '0.002',
      maxDrawdownRatio: '0',
    });
    expect(complete?.data.results).toMatchObject({
      netPnl: '2',
      fills: 2,
      trades: [
        {
          side: 'long',
          quantity: '1',
          entryPrice: '101',
          exitPrice: '103',
          fees: '0',
          pnl: '2',
          closedOn: '2024-01-05',
        },
      ],
      tradesOmitted: 0,
      equityCurveEveryBars: 1,
    });
    expect(complete?.data.results?.['equityCurve']).toEqual([
      ['2024-01-02', '1000'],
      ['2024-01-03', '1001'],
      ['2024-01-04', '1002'],
      ['2024-01-05', '1002'],
      ['2024-01-06', '1002'],
    ]);
  });

  it('keeps curve and trades out of the results of the plain variant', async () => {
    const [complete] = ofKind(await runAll(), 'backtest-complete');
    expect(complete?.data.results).not.toHaveProperty('equityCurve');
    expect(complete?.data.results).not.toHaveProperty('trades');
  });

  it('is the same every time', async () => {
    expect(await runAll({ variant: 'vanilla_full' })).toEqual(await runAll({ variant: 'vanilla_full' }));
  });

  it('logs each fill under its own id, up to its bound, and says when it stops', async () => {
    const logs = ofKind(await runAll({ maxTradeLogs: 3 }), 'log').map(({ data }) => data);
    expect(logs.every(({ backtestId }) => backtestId === 'b-1')).toBe(true);
    expect(logs.map(({ message }) => message)).toEqual([
      'Bought 1 X at 101: in',
      'Sold 1 X at 103: out',
      'Bought 1 X at 105: in',
      'Further fills are not logged',
    ]);
  });

  it('thins the equity curve evenly and counts the trades that it leaves out', async () => {
    const options = { variant: 'vanilla_full', maxCurvePoints: 100, maxResultTrades: 10 };
    const [complete] = ofKind(await runAll(options), 'backtest-complete');
    const results = complete?.data.results ?? {};
    expect(Array.isArray(results['equityCurve']) && results['equityCurve'].length).toBe(63);
    expect(results['equityCurveEveryBars']).toBe(16);
    expect(results['tradesOmitted']).toBe((complete?.data.totalTrades ?? 0) - 10);
  });
});

describe('progress', () => {
  it('is told at most ten times in any second', async () => {
    const clock = createFakeClock();
    const slow = (): Strategy => ({
      ...restless(),
      onBar(bar, context) {
        clock.advance(7);
        return restless().onBar(bar, context);
      },
    });
    const times = ofKind(await runAll({ lookEveryBars: 1 }, { clock, strategy: slow }), 'backtest-progress').map(
      ({ occurredAt = 0 }) => occurredAt,
    );
    expect(times.length).toBeGreaterThan(40);
    for (const from of times)
      expect(times.filter((time) => time >= from && time < from + 1000).length).toBeLessThanOrEqual(10);
  });

  it('lets other work in after each report', async () => {
    const clock = createFakeClock();
    const slow = (): Strategy => ({ ...restless(), onBar: () => (clock.advance(1), []) });
    await runAll({}, { clock, strategy: slow });
    expect(clock.slept).toEqual([0, 0, 0]);
  });
});

describe('what goes wrong', () => {
  it('is refused before the start: an unsupported variant', () => {
    expect(starting({ variant: 'salted' })).toThrow(
      'the backtest variant "salted" is not supported: vanilla or spiced or vanilla_full or spiced_full',
    );
  });

  it.each([
    [{ lookEveryBars: 0 }, 'lookEveryBars is 0'],
    [{ progressIntervalMs: 0 }, 'progressIntervalMs is 0'],
    [{ initialEquity: '-1' }, 'initialEquity is -1'],
  ])('is refused before the start: %o', (options, message) => {
    expect(starting(options)).toThrow(message);
  });

  it('ends with an error when it is cancelled', async () => {
    const stop = { aborted: false };
    const cancelling = (): Strategy => ({
      ...restless(),
      onBar(_, { barIndex }) {
        stop.aborted = barIndex >= 300;
        return [];
      },
    });
    const events = await runAll({}, { stop, strategy: cancelling });
    expect(events.at(-1)).toMatchObject({
      kind: 'backtest-error',
      data: { backtestId: 'b-1', error: 'Backtest cancelled' },
    });
    expect(ofKind(events, 'backtest-complete')).toEqual([]);
  });

  it('ends with an error and its details when the strategy fails', async () => {
    const last = (await runAll({}, { strategy: failing })).at(-1);
    expect(last).toMatchObject({ kind: 'backtest-error', data: { error: 'division by zero' } });
    expect(last?.kind === 'backtest-error' && last.data.errorDetails).toContain('RangeError: division by zero');
  });
});
