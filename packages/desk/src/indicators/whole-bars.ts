import { PitwallError } from '@pitwall/model';

/** Checks a count of bars. Throws `INVALID_OPTION` unless it is a whole number from `least` to a million. */
export const wholeBars = (name: string, bars: number, least = 1): number => {
  if (Number.isInteger(bars) && bars >= least && bars <= mostBars) return bars;
  throw new PitwallError('INVALID_OPTION', `${name} is ${bars}: give a whole number from ${least} to ${mostBars}`);
};

/** More than two years of minutes; each bar of a window costs eight bytes. */
const mostBars = 1_000_000;
