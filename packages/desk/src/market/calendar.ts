import { toIso, type TimeMs } from '@pitwall/model';

const dayMs = 86_400_000;

/** Days from 1970-01-01 to Monday 1969-12-29, the first day of week 0. */
const daysIntoWeekOfEpoch = 3;

/** Number of the UTC day that a market time falls in; consecutive days have consecutive numbers. */
export const dayOf = (marketTime: TimeMs): number => Math.floor(marketTime / dayMs);

/** Number of the UTC week that a market time falls in. Weeks start on Monday at 00:00. */
export const weekOf = (marketTime: TimeMs): number => Math.floor((dayOf(marketTime) + daysIntoWeekOfEpoch) / 7);

/** The UTC day of a market time as YYYY-MM-DD. */
export const dateOf = (marketTime: TimeMs): string => toIso(marketTime).slice(0, 10);
