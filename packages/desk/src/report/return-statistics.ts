import { PitwallError } from '@pitwall/model';

/** How returns are compared and annualised. */
export interface ReturnStatisticsOptions {
  /** Periods in a year, above zero: 252 for daily returns at a stock exchange. */
  readonly periodsPerYear: number;
  /**
   * Return of a year without risk; each period's share is `riskFreeRatio / periodsPerYear`.
   * @default 0
   */
  readonly riskFreeRatio?: number;
  /**
   * Return of a year below which a return counts as downside.
   * @default the risk-free ratio
   */
  readonly targetRatio?: number;
}

/**
 * Statistics of periodic returns, in constant memory. They describe and are never booked, so they are doubles: mean and variance
 * by Welford's recurrence (Technometrics 4, 1962), which keeps its digits where all returns are alike.
 */
export interface ReturnStatistics {
  /** Takes the return of the next period: `end / start − 1`. */
  add(value: number): void;
  readonly count: number;
  /** What the figures would be with one more return, which is not kept: that of a period in progress. */
  with(value: number): ReturnFigures;
  figures(): ReturnFigures;
}

/** What the returns say; each figure is absent where it has no meaning. */
export interface ReturnFigures {
  /** Mean return of a period; absent without returns. */
  readonly mean: number | undefined;
  /** Sample deviation (n − 1) × √periods per year; absent below two returns. */
  readonly volatility: number | undefined;
  /** `√(Σ min(r − target, 0)² / n)` of a period, over all returns (Sortino and Price 1994). */
  readonly downsideDeviation: number | undefined;
  /** `(mean − risk-free) / sample deviation × √periods per year` (Sharpe 1994); absent where returns do not vary. */
  readonly sharpe: number | undefined;
  /** `(mean − target) / downside deviation × √periods per year`; absent where nothing fell short. */
  readonly sortino: number | undefined;
}

interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Sum of squared distances from the mean. */
  readonly squares: number;
  /** Sum of squared shortfalls of the target. */
  readonly shortfalls: number;
}

/** Makes statistics without returns. Throws `INVALID_OPTION` for a year without periods. */
export const createReturnStatistics = (options: ReturnStatisticsOptions): ReturnStatistics => {
  const { periodsPerYear, riskFreeRatio = 0, targetRatio = riskFreeRatio } = options;
  if (!(periodsPerYear > 0) || !Number.isFinite(periodsPerYear)) {
    throw new PitwallError('INVALID_OPTION', `periodsPerYear is ${periodsPerYear}: give a number above zero`);
  }
  const target = targetRatio / periodsPerYear;
  const terms = { root: Math.sqrt(periodsPerYear), riskFree: riskFreeRatio / periodsPerYear, target };
  let moments: Moments = { count: 0, mean: 0, squares: 0, shortfalls: 0 };
  return {
    add(value) {
      moments = withReturn(moments, value, target);
    },
    get count() {
      return moments.count;
    },
    with: (value) => figuresOf(withReturn(moments, value, target), terms),
    figures: () => figuresOf(moments, terms),
  };
};

const withReturn = (moments: Moments, value: number, target: number): Moments => {
  const count = moments.count + 1;
  const distance = value - moments.mean;
  const mean = moments.mean + distance / count;
  const shortfall = Math.min(value - target, 0);
  return {
    count,
    mean,
    squares: moments.squares + distance * (value - mean),
    shortfalls: moments.shortfalls + shortfall * shortfall,
  };
};

interface Terms {
  readonly root: number;
  readonly riskFree: number;
  readonly target: number;
}

const figuresOf = ({ count, mean, squares, shortfalls }: Moments, terms: Terms): ReturnFigures => {
  if (count === 0) return nothing;
  const downsideDeviation = Math.sqrt(shortfalls / count);
  const sortino = shortfalls > 0 ? ((mean - terms.target) / downsideDeviation) * terms.root : undefined;
  if (count < 2) return { ...nothing, mean, downsideDeviation, sortino };
  const deviation = Math.sqrt(squares / (count - 1));
  const sharpe = squares > 0 ? ((mean - terms.riskFree) / deviation) * terms.root : undefined;
  return { mean, volatility: deviation * terms.root, downsideDeviation, sharpe, sortino };
};

const nothing: ReturnFigures = {
  mean: undefined,
  volatility: undefined,
  downsideDeviation: undefined,
  sharpe: undefined,
  sortino: undefined,
};
