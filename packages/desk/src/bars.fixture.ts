import fc from 'fast-check';
import type { Bar } from './market/bar.ts';

const dayMs = 86_400_000;

/** A Monday. */
export const firstDay = Date.parse('2024-01-01T00:00:00.000Z');

/** Daily bars that open where the last one closed and have no wicks: all there is to them is their closes. */
export const barsFromCloses = (
  closes: readonly (number | string)[],
  firstOpen: number | string = closes[0] ?? 1,
): Bar[] =>
  closes.map((close, index) => {
    const open = String(index === 0 ? firstOpen : closes[index - 1]);
    const [low, high] = Number(open) < Number(close) ? [open, String(close)] : [String(close), open];
    return { time: firstDay + index * dayMs, open, high, low, close: String(close) };
  });

const cents = (value: number): string => (value / 100).toFixed(2);

/** Random daily bars with gaps, between 50 and 150, in cents. */
export const anyBars = (least: number, most: number): fc.Arbitrary<Bar[]> =>
  fc
    .array(fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 5000, max: 15_000 }))), {
      minLength: least,
      maxLength: most,
    })
    .map((rows) =>
      rows.map((prices, index) => {
        const [open = 1, close = 1] = prices;
        const high = Math.max(...prices);
        const low = Math.min(...prices);
        const time = firstDay + index * dayMs;
        return { time, open: cents(open), high: cents(high), low: cents(low), close: cents(close) };
      }),
    );
