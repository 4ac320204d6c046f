import { PitwallError } from '@pitwall/model';
import { wholeBars } from './whole-bars.ts';

/**
 * Volatility of the last n returns, annualised: `sample deviation(ln(close / close before)) × √periods per year` (Hull, Options,
 * Futures, and Other Derivatives: “historical volatility”). A statistic in doubles.
 */
export interface RealisedVolatility {
  /** Absent before `bars + 1` closes, and where nothing moved. */
  readonly value: number | undefined;
  /** Takes a close above zero, in any unit. */
  add(close: number): void;
}

/** Makes one that has seen no close. Throws `INVALID_OPTION` for fewer than two bars and a year without periods. */
export const createRealisedVolatility = (bars: number, periodsPerYear: number): RealisedVolatility => {
  if (!(periodsPerYear > 0) || !Number.isFinite(periodsPerYear)) {
    throw new PitwallError('INVALID_OPTION', `periodsPerYear is ${periodsPerYear}: give a number above zero`);
  }
  const returns = new Float64Array(wholeBars('volatilityBars', bars, 2));
  const root = Math.sqrt(periodsPerYear);
  let previous: number | undefined;
  let count = 0;
  return {
    get value() {
      if (count < bars) return undefined;
      // Two passes over the window when somebody asks: sums that are carried on would drift over millions of bars.
      const deviation = sampleDeviation(returns);
      return deviation > 0 ? deviation * root : undefined;
    },
    add(close) {
      if (previous !== undefined) {
        returns[count % bars] = Math.log(close / previous);
        count += 1;
      }
      previous = close;
    },
  };
};

const sampleDeviation = (values: Float64Array): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
};
