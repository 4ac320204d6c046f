import { seriesOf, type BarSeries } from '@pitwall/desk';

const minuteMs = 60_000;
const firstTime = Date.parse('2020-01-01T00:00:00.000Z');

/** Whole numbers below a bound, the same ones each time: a linear congruential generator, good enough for prices. */
const createDice = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

const cents = (value: number): string => (value / 100).toFixed(2);

/** A random walk of minutes in cents, from 1000.00, with wicks and volume: the same one each time. */
export const randomSeries = (length: number): BarSeries => {
  const dice = createDice(7);
  let last = 100_000;
  const bars = Array.from({ length }, (_, index) => {
    const open = last;
    const close = Math.max(1000, open + dice(61) - 30);
    last = close;
    return {
      time: firstTime + index * minuteMs,
      open: cents(open),
      high: cents(Math.max(open, close) + dice(20)),
      low: cents(Math.min(open, close) - dice(20)),
      close: cents(close),
      volume: String(100 + dice(1000)),
    };
  });
  return seriesOf(bars, { symbol: 'RANDOM' });
};
