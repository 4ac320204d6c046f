import { toIso, type TimeMs } from '@pitwall/model';

const dayMs = 86_400_000;

/** Number of the UTC day that a market time falls in; consecutive days have consecutive numbers. */
export const dayOf = (marketTime: TimeMs): number => Math.floor(marketTime / dayMs);

/** The UTC day of a market time as YYYY-MM-DD. */
export const dateOf = (marketTime: TimeMs): string => toIso(marketTime).slice(0, 10);
