import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveRanges, lastOf, rangeOf } from './curve-range.ts';
import type { CurveRange } from './curve-range.ts';

const hourMs = 3_600_000;
const range = (lengthMs: number): CurveRange => ({ id: 'test', noun: 'test', lengthMs, barMs: 1 });
const at = (timeMs: number, equity: number | undefined, highWatermark?: number) => ({
  timeMs,
  values: [equity, highWatermark, -999],
});

describe('a range of a curve', () => {
  it('is had by its name in the address, and any other name is all of it', () => {
    expect(['1h', '1d', '1w', 'all', '2h', undefined].map((id) => rangeOf(id)?.lengthMs)).toEqual([
      hourMs,
      24 * hourMs,
      168 * hourMs,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('takes no more bars than a wide screen has pixels', () => {
    for (const { lengthMs, barMs } of curveRanges) expect(lengthMs / barMs).toBeLessThanOrEqual(1_440);
  });

  it('goes back from the newest value, whatever time it is now, and has what stands at its beginning', () => {
    const points = [at(0, 1), at(999, 2), at(1_000, 3), at(2_000, 4)];
    expect(lastOf({ points, gaps: [] }, range(1_000)).points.map(({ timeMs }) => timeMs)).toEqual([1_000, 2_000]);
  });

  it('is nothing of nothing', () => {
    expect(lastOf({ points: [], gaps: [] }, range(1_000))).toEqual({ points: [], gaps: [] });
  });

  it('has drawdown from its own peak, and the high watermark that was published', () => {
    const points = [at(0, 100, 100), at(1_000, 70, 100), at(1_100, 90, 100), at(1_200, 80, 100), at(1_300, 95, 100)];
    expect(lastOf({ points, gaps: [] }, range(300)).points.map(({ values }) => values)).toEqual([
      [70, 100, 0],
      [90, 100, 0],
      [80, 100, -10],
      [95, 100, 0],
    ]);
  });

  it('has no drawdown where no equity was published', () => {
    const points = [at(0, undefined, 5), at(1, 3), at(2, undefined)];
    expect(lastOf({ points, gaps: [] }, range(10)).points.map(({ values }) => values)).toEqual([
      [undefined, 5, undefined],
      [3, undefined, 0],
      [undefined, undefined, undefined],
    ]);
  });

  it('has the gaps that reach into it, from its beginning on', () => {
    const gaps = [
      { fromMs: 0, toMs: 1_000 },
      { fromMs: 500, toMs: 1_200 },
      { fromMs: 1_500, toMs: 1_600 },
    ];
    expect(lastOf({ points: [at(0, 1), at(2_000, 2)], gaps }, range(1_000)).gaps).toEqual([
      { fromMs: 1_000, toMs: 1_200 },
      { fromMs: 1_500, toMs: 1_600 },
    ]);
  });

  it('is all of a curve that is shorter, and never above its own peak', () => {
    const curves = fc.array(fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: -50, max: 50 })), {
      minLength: 1,
      maxLength: 100,
      size: 'max',
    });
    fc.assert(
      fc.property(curves, fc.integer({ min: 1, max: 2_000 }), (steps, lengthMs) => {
        let timeMs = 0;
        const points = steps.map(([step, equity]) => at((timeMs += step), equity));
        const shown = lastOf({ points, gaps: [] }, range(lengthMs)).points;
        const fromMs = timeMs - lengthMs;
        expect(shown.map((point) => point.timeMs)).toEqual(
          points.map((point) => point.timeMs).filter((one) => one >= fromMs),
        );
        const worth = shown.map(({ values: [equity = 0] }) => equity);
        expect(shown.map(({ values }) => values[2])).toEqual(
          worth.map((equity, index) => equity - Math.max(...worth.slice(0, index + 1))),
        );
      }),
    );
  });
});
