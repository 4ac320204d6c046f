import { exact, PitwallError, type Amount, type Exact } from '@pitwall/model';

/** How much of an account is at stake, in the words of the fleet's page. */
export type RiskLevel = 'low' | 'moderate' | 'high';

/** Options of {@link createRiskLevel}. */
export interface RiskLevelOptions {
  /**
   * Exposure as a part of the equity from which the level is moderate.
   * @default '0.25'; the page shows 0.45 as moderate
   */
  readonly moderateExposureRatio?: Amount;
  /**
   * Exposure from which it is high.
   * @default '0.75', where the page warns of high exposure
   */
  readonly highExposureRatio?: Amount;
}

/** Defaults of {@link RiskLevelOptions}. */
export const riskLevelDefaults = { moderateExposureRatio: '0.25', highExposureRatio: '0.75' } as const;

/**
 * Makes the rule from exposure (notional of all positions over equity) to level: below moderate, from moderate, from high.
 * Throws `INVALID_OPTION` unless 0 < moderate ≤ high.
 */
export const createRiskLevel = (options: RiskLevelOptions = {}): ((exposureRatio: Exact) => RiskLevel) => {
  const given = { ...riskLevelDefaults, ...options };
  const moderate = exact(given.moderateExposureRatio);
  const high = exact(given.highExposureRatio);
  if (!moderate.greaterThan(0) || moderate.greaterThan(high)) {
    const found = `moderateExposureRatio is ${moderate.toFixed()} and highExposureRatio ${high.toFixed()}`;
    throw new PitwallError('INVALID_OPTION', `${found}: give parts of the equity with 0 < moderate ≤ high`);
  }
  return (exposureRatio) =>
    exposureRatio.greaterThanOrEqualTo(high)
      ? 'high'
      : exposureRatio.greaterThanOrEqualTo(moderate)
        ? 'moderate'
        : 'low';
};
