import type { Amount } from '@pitwall/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeptSeries } from './kept-series.ts';
import { comparable, naiveBars } from './naive-bars.fixture.ts';
import type { NaiveFact } from './naive-bars.fixture.ts';
import { ample, Facts, noonMs } from './series-facts.fixture.ts';
import type { KeptWidth } from './widths.ts';

/** So few bars that they overflow within a few facts. */
const widths: readonly KeptWidth[] = [
  { widthMs: 10, maxBars: 20 },
  { widthMs: 100, maxBars: 6 },
  { widthMs: 1_000, maxBars: 3 },
];

/** Equal values in other digits, values that only their last digit tells apart, and more digits than doubles have. */
const amount: fc.Arbitrary<Amount> = fc.oneof(
  fc.integer({ min: -50, max: 50 }),
  fc.integer({ min: -500, max: 500 }).map((tenths) => (tenths / 10).toFixed(2)),
  fc.constantFrom('1.0', '1.00', '1', 1, '-0.0', 0, 1e-9, 1e25, -1e-20),
  fc
    .integer({ min: -9, max: 9 })
    .map((digit) => `${digit}00000000000.0000000000${Math.abs(digit)}`.replace(/^(-?)0+(?=\d)/, '$1')),
  fc.integer({ min: 0, max: 9 }).map((digit) => `12345678901234567890.0000000000000${digit}`),
);

interface Step {
  readonly stepMs: number;
  readonly amount: Amount;
  readonly mark: Amount | undefined;
}

/** Time mostly goes on, stands still now and then, leaps, and goes back. */
const step: fc.Arbitrary<Step> = fc.record({
  stepMs: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 25 }) },
    { weight: 1, arbitrary: fc.integer({ min: 100, max: 2_500 }) },
    { weight: 2, arbitrary: fc.integer({ min: -300, max: 0 }) },
  ),
  amount,
  mark: fc.option(amount, { nil: undefined }),
});

/** Series beside the plain list of all that they were told. */
class Pair {
  readonly series: KeptSeries;
  readonly all: NaiveFact[] = [];
  readonly #facts = new Facts();
  #timeMs = noonMs;

  constructor(seriesBytes: number) {
    this.series = new KeptSeries({ ...ample, seriesBytes }, widths);
  }

  take({ stepMs, amount: worth, mark }: Step): void {
    this.#timeMs += stepMs;
    const timeMs = this.#timeMs;
    this.all.push({ timeMs, amount: worth, ...(mark === undefined ? {} : { highWatermark: mark }) });
    const data = { equity: worth, ...(mark === undefined ? {} : { highWatermark: mark }) };
    this.series.commit([this.#facts.place({ kind: 'equity', data, occurredAt: timeMs }, { receivedAt: noonMs })]);
  }

  kept(intervalMs: number, fromMs?: number, toMs?: number) {
    const { run } = this.series.read('equity', 'demo', {
      intervalMs,
      ...(fromMs === undefined ? {} : { fromMs }),
      ...(toMs === undefined ? {} : { toMs }),
    });
    return { bars: run?.bars.map(comparable) ?? [], coversSinceMs: run?.coversSinceMs ?? Infinity };
  }

  naive(widthMs: number) {
    return naiveBars(this.all, widthMs).map(comparable);
  }
}

describe('kept series', () => {
  it('are the newest bars of all that was ever told, whatever its order, its digits and its times', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 120 }), (steps) => {
        const pair = new Pair(ample.seriesBytes);
        for (const one of steps) pair.take(one);
        for (const { widthMs, maxBars } of widths) {
          const naive = pair.naive(widthMs);
          const { bars, coversSinceMs } = pair.kept(widthMs);
          expect(bars).toEqual(naive.slice(-maxBars));
          // What is said to be whole is: nothing that came is missing since then.
          const starts = new Set(bars.map(({ startMs }) => startMs));
          const missing = pair.all.filter(({ timeMs }) => timeMs >= coversSinceMs && !isIn(starts, timeMs, widthMs));
          expect(missing).toEqual([]);
          const isAll = naive.length <= maxBars;
          expect(isAll ? coversSinceMs : undefined).toBe(isAll ? pair.all[0]?.timeMs : undefined);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are merged to wider bars and cut to a stretch of time as if they had been made so', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        fc.tuple(fc.integer({ min: -400, max: 900 }), fc.integer({ min: 0, max: 600 })),
        (steps, times, [fromAfterMs, lengthMs]) => {
          const pair = new Pair(ample.seriesBytes);
          for (const one of steps) pair.take(one);
          const intervalMs = times * 10;
          const [fromMs, toMs] = [noonMs + fromAfterMs, noonMs + fromAfterMs + lengthMs];
          const whole = pair
            .naive(intervalMs)
            .filter(({ startMs }) => startMs + intervalMs > fromMs && startMs <= toMs);
          fc.pre(pair.naive(10).length <= 20);
          expect(pair.kept(intervalMs, fromMs, toMs).bars).toEqual(whole);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never take more memory than they may, and are right as far as they say that they reach', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 120 }),
        fc.integer({ min: 0, max: 60_000 }),
        (steps, seriesBytes) => {
          const pair = new Pair(seriesBytes);
          for (const one of steps) {
            pair.take(one);
            expect(pair.series.stats.bytes).toBeLessThanOrEqual(seriesBytes);
          }
          if (pair.series.read('equity', 'demo', {}).noRoom) return;
          for (const { widthMs } of widths) {
            const { bars, coversSinceMs } = pair.kept(widthMs);
            const isWhole = ({ startMs }: { readonly startMs: number }): boolean => startMs >= coversSinceMs;
            expect(bars.filter(isWhole)).toEqual(pair.naive(widthMs).filter(isWhole));
            expect(bars.length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

const isIn = (starts: ReadonlySet<number>, timeMs: number, widthMs: number): boolean =>
  starts.has(Math.floor(timeMs / widthMs) * widthMs);
