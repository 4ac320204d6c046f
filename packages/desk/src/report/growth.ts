import { toNumber, type DurationMs, type Exact } from '@pitwall/model';

/** A mean Julian year, 365.25 days. */
export const yearMs = 31_557_600_000;

/**
 * Compound annual growth rate: `(final equity / initial equity)^(1 / years) − 1`, with `years = elapsed / 365.25 days`. A
 * statistic, so a double. Absent where nothing elapsed, where the account ended below zero, and where the span is so short
 * that the power has no finite value.
 */
export const compoundAnnualGrowth = (initial: Exact, final: Exact, elapsedMs: DurationMs): number | undefined => {
  if (elapsedMs <= 0 || initial.lessThanOrEqualTo(0) || final.isNegative()) return undefined;
  const growth = toNumber(final.div(initial)) ** (yearMs / elapsedMs) - 1;
  return Number.isFinite(growth) ? growth : undefined;
};

/** Calmar ratio: growth a year over `|max drawdown ratio|` (Young 1991), over the whole run; absent without a drawdown. */
export const calmarRatio = (annualGrowth: number | undefined, maxDrawdownRatio: Exact): number | undefined =>
  annualGrowth === undefined || maxDrawdownRatio.isZero()
    ? undefined
    : annualGrowth / Math.abs(toNumber(maxDrawdownRatio));
