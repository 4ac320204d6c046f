import { exact, type Amount, type Exact } from '../amount.ts';

/** The figures of a performance that depend on each other. */
interface PerformanceFigures {
  readonly winRate?: Amount;
  readonly profitFactor?: Amount;
  readonly totalTrades?: number;
  readonly winningTrades?: number;
  readonly losingTrades?: number;
  readonly averageWin?: Amount;
  readonly averageLoss?: Amount;
}

/** Publishers round rates to a tenth of a percent. */
const winRateTolerance = '0.001';

/** A profit factor made from rounded averages is this much off, as a part of itself. */
const profitFactorTolerance = '0.02';

/** Names the figures of a performance that contradict each other: `win-rate-mismatch`, `profit-factor-mismatch`, `trade-count-mismatch`. */
export const lintPerformance = (figures: PerformanceFigures): readonly string[] => [
  ...(winRateFits(figures) ? [] : ['win-rate-mismatch']),
  ...(profitFactorFits(figures) ? [] : ['profit-factor-mismatch']),
  ...(tradeCountFits(figures) ? [] : ['trade-count-mismatch']),
];

const winRateFits = ({ winRate, winningTrades, totalTrades }: PerformanceFigures): boolean => {
  if (winRate === undefined || winningTrades === undefined || !totalTrades) return true;
  return within(exact(winRate), exact(winningTrades).div(totalTrades), exact(winRateTolerance));
};

const profitFactorFits = (figures: PerformanceFigures): boolean => {
  const { profitFactor, winningTrades, losingTrades, averageWin, averageLoss } = figures;
  if (profitFactor === undefined || winningTrades === undefined || losingTrades === undefined) return true;
  if (averageWin === undefined || averageLoss === undefined) return true;
  const losses = exact(averageLoss).abs().times(losingTrades);
  if (losses.isZero()) return true;
  const expected = exact(averageWin).times(winningTrades).div(losses);
  return within(exact(profitFactor), expected, expected.abs().times(profitFactorTolerance));
};

/** Trades that neither won nor lost are allowed, so the two may be fewer than all. */
const tradeCountFits = ({ totalTrades, winningTrades, losingTrades }: PerformanceFigures): boolean =>
  totalTrades === undefined || (winningTrades ?? 0) + (losingTrades ?? 0) <= totalTrades;

const within = (value: Exact, expected: Exact, tolerance: Exact): boolean =>
  value.minus(expected).abs().lessThanOrEqualTo(tolerance);
