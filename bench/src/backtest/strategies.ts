import { movingAverageCross, type Intent, type StrategyFactory } from '@pitwall/desk';

const nothing: readonly Intent[] = [];

/** Looks at each bar, and wants nothing. */
export const idle: StrategyFactory = () => ({ name: 'idle', warmupBars: 0, onBar: () => nothing });

/** Enters at the first bar, and holds. */
export const buyAndHold: StrategyFactory = () => ({
  name: 'buy and hold',
  warmupBars: 0,
  onBar: (_, { barIndex }) =>
    barIndex === 0 ? [{ type: 'enter', direction: 'long', reason: 'hold', quantity: '50' }] : nothing,
});

/** The built-in crossover, without the stop that would leave it out of the market most of the time. */
export const crossover: StrategyFactory = movingAverageCross({ fastBars: 50, slowBars: 200, stopAtrMultiple: 0 });
