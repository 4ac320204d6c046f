import fc from 'fast-check';
import { exact, toNumber } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { createEquityCurve } from '../account/equity-curve.ts';
import { anyBars } from '../bars.fixture.ts';
import { createSessionCalendar } from '../market/session-calendar.ts';
import { createPerformance, type Performance } from '../report/performance.ts';
import { viewOf } from '../strategy/context.fixture.ts';
import type { Intent, Strategy } from '../strategy/strategy.ts';
import { tradingSettings } from './run-options.ts';
import { TradingRun } from './trading-run.ts';

const settings = tradingSettings({
  instrument: { symbol: 'X', currency: 'USD', lotSize: '0.001', tickSize: '0.01' },
  initialEquity: '1000',
  borrowAnnualRatio: '0.2',
});

/** Days that begin in the middle of those of UTC. */
const forex = createSessionCalendar({ timeZone: 'America/New_York', dayStartsAtMinute: 17 * 60 });

const written = ({ days, weeks, months }: Performance['periods']): readonly unknown[] =>
  [days, weeks, months].map((read) => read().rows.map(({ period, pnl }) => `${period} ${pnl.toFixed()}`));

/** Buys, sells and leaves where it is told to. */
const trader = (words: readonly ('long' | 'short' | 'out' | 'wait')[]): Strategy => ({
  name: 'told',
  warmupBars: 0,
  onBar: (_, { barIndex }): readonly Intent[] => {
    const word = words[barIndex] ?? 'wait';
    if (word === 'wait') return [];
    return word === 'out'
      ? [{ type: 'exit', reason: 'told' }]
      : [{ type: 'enter', direction: word, quantity: '4.321', reason: 'told' }];
  },
});

describe('an account that is valued only where it can matter', () => {
  it('has the same figures as one that is valued at each close', () => {
    fc.assert(
      fc.property(
        anyBars(5, 60),
        fc.array(fc.constantFrom('long' as const, 'short' as const, 'out' as const, 'wait' as const), {
          maxLength: 60,
        }),
        fc.constantFrom(1, 12),
        fc.constantFrom(undefined, forex),
        (days, words, barsPerDay, calendar) => {
          const bars = days.map((bar, index) => ({ ...bar, time: Math.floor((index * 86_400_000) / barsPerDay) }));
          const counted = calendar === undefined ? {} : { calendar };
          const every = {
            curve: createEquityCurve(exact(1000), calendar),
            performance: createPerformance(exact(1000), 0, counted),
          };
          const seldom = createPerformance(exact(1000), 0, counted);
          const run = new TradingRun(settings, {
            runId: 'r',
            strategy: trader(words),
            now: () => 0,
            barScale: 2,
            calendar,
            onMark: (equity, time) => seldom.mark(equity, time),
          });
          for (const bar of bars) {
            run.onBar([viewOf(bar, 2)]);
            const point = every.curve.mark(run.value, bar.time);
            every.performance.mark(run.value, bar.time);
            expect(run.equity).toEqual(point);
          }
          run.finish();
          every.performance.mark(run.value, bars.at(-1)?.time ?? 0);
          const [plain, sparse] = [every.performance.figures(), seldom.figures()];
          expect(sparse.finalEquity.toFixed()).toBe(plain.finalEquity.toFixed());
          expect(sparse.returns).toEqual(plain.returns);
          expect(written(seldom.periods)).toEqual(written(every.performance.periods));
          const sum = ({ drawdown }: typeof plain): unknown => [
            drawdown.highWatermark.toFixed(),
            drawdown.maxDrawdown.toFixed(),
            drawdown.maxDrawdownRatio.toFixed(),
            drawdown.deepest?.peakAt,
            drawdown.deepest?.troughAt,
            drawdown.deepest?.recoveredAt,
            drawdown.longestMs,
          ];
          expect(sum(sparse)).toEqual(sum(plain));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is valued at a few of a hundred closes of a quiet position', () => {
    let marks = 0;
    const run = new TradingRun(settings, {
      runId: 'r',
      strategy: trader(['long']),
      now: () => 0,
      barScale: 2,
      onMark: (equity) => {
        marks += 1;
        expect(toNumber(equity)).toBeGreaterThan(900);
      },
    });
    for (let index = 0; index < 100; index += 1) {
      const close = index < 3 ? '100' : (index === 3 ? 95 : 96 + (index % 3)).toFixed(2);
      run.onBar([viewOf({ time: index * 60_000, open: close, high: close, low: close, close }, 2)]);
    }
    expect(marks).toBeLessThan(10);
  });
});
