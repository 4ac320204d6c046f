import { PitwallError } from '@pitwall/model';

/** A run needs the warm-up, a bar to decide at and a bar to trade on; throws `INVALID_BARS` when there are fewer. */
export const checkLength = (bars: { readonly length: number }, warmupBars: number): void => {
  const least = warmupBars + 2;
  if (bars.length >= least) return;
  const what = `there are ${bars.length} bars, and the strategy needs ${least} to warm up and trade once`;
  throw new PitwallError('INVALID_BARS', `${what}; give more bars or shorter periods`);
};
