import { movingAverageCross } from './moving-average-cross.ts';
import type { StrategyFactory } from './strategy.ts';

/**
 * What the demo trades: a moving-average cross with periods so short that on daily S&P 500 bars everything happens often. It is
 * there to be watched, not to earn.
 */
export const demoStrategy: StrategyFactory = movingAverageCross({ fastBars: 2, slowBars: 10 });
