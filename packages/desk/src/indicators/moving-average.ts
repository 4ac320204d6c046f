import { EMA } from 'trading-signals';
import { createRollingSum } from './rolling-sum.ts';
import { wholeBars } from './whole-bars.ts';
import type { CloseIndicator } from './wilder.ts';

/** Simple moving average: the sum of the last `bars` closes over their number. The sum is exact; the quotient is for showing. */
export const createSimpleAverage = (bars: number): CloseIndicator => {
  const sum = createRollingSum(wholeBars('bars', bars));
  return {
    warmupBars: bars,
    get value() {
      return sum.isFull ? sum.sum / bars : undefined;
    },
    add: (close) => sum.add(close),
  };
};

/** Exponential moving average: `average + 2 / (bars + 1) × (close − average)`, begun at the first close. */
export const createExponentialAverage = (bars: number): CloseIndicator => {
  const ema = new EMA(wholeBars('bars', bars));
  let value: number | undefined;
  let count = 0;
  return {
    warmupBars: bars,
    get value() {
      return value;
    },
    add(close) {
      const average = ema.add(close);
      count += 1;
      if (count >= bars) value = average ?? undefined;
    },
  };
};
