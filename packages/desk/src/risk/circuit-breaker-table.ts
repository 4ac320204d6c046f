/**
 * Where a circuit breaker stands. While it cools, nothing but an operator or a worse loss changes it; held means that the
 * cooldown is over and only the loss is left that keeps it.
 */
export type BreakerState = 'normal' | 'soft_cooling' | 'soft_held' | 'hard_cooling' | 'hard_held';

/** What a breaker hears: how a close compares with the limits, that the cooldown is over, or an operator's reset. */
export type BreakerInput = 'kept' | 'soft_reached' | 'hard_reached' | 'cooled' | 'reset';

/** The whole life of a breaker. Each step into a cooling state from another one begins a cooldown. */
export const breakerTable: Readonly<Record<BreakerState, Readonly<Record<BreakerInput, BreakerState>>>> = {
  normal: {
    kept: 'normal',
    soft_reached: 'soft_cooling',
    hard_reached: 'hard_cooling',
    cooled: 'normal',
    reset: 'normal',
  },
  soft_cooling: {
    kept: 'soft_cooling',
    soft_reached: 'soft_cooling',
    hard_reached: 'hard_cooling',
    cooled: 'soft_held',
    reset: 'normal',
  },
  soft_held: {
    kept: 'normal',
    soft_reached: 'soft_held',
    hard_reached: 'hard_cooling',
    cooled: 'soft_held',
    reset: 'normal',
  },
  hard_cooling: {
    kept: 'hard_cooling',
    soft_reached: 'hard_cooling',
    hard_reached: 'hard_cooling',
    cooled: 'hard_held',
    reset: 'normal',
  },
  hard_held: {
    kept: 'normal',
    // The hard limit is no longer reached and its cooldown is over; the soft one has had its own time in it.
    soft_reached: 'soft_held',
    hard_reached: 'hard_held',
    cooled: 'hard_held',
    reset: 'normal',
  },
};

/** How much a breaker takes away. */
export type BreakerLevel = 'normal' | 'soft' | 'hard';

/** Level of each state. */
export const levelOf: Readonly<Record<BreakerState, BreakerLevel>> = {
  normal: 'normal',
  soft_cooling: 'soft',
  soft_held: 'soft',
  hard_cooling: 'hard',
  hard_held: 'hard',
};
