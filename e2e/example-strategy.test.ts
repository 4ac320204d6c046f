import {
  movingAverageCross,
  runBacktest,
  sp500,
  strategyOfModule,
  type Bar,
  type StrategyFactory,
} from '@pitwall/desk';
import { describe, expect, it } from 'vitest';

const path = 'examples/strategy/buy-the-dip.mjs';
const example: unknown = await import(new URL(`../${path}`, import.meta.url).href);

const dayMs = 86_400_000;

/** Three falls and a rise, again and again. */
const bars: readonly Bar[] = Array.from({ length: 40 }, (_, index) => {
  const close = 100 - (index % 4);
  const open = index % 4 === 0 ? 97 : close + 1;
  const [low, high] = [Math.min(open, close), Math.max(open, close)].map(String);
  return { time: index * dayMs, open: String(open), high: high ?? '', low: low ?? '', close: String(close) };
});

const clock = { now: () => 0, sleep: () => Promise.resolve() };

const completed = async (strategy: StrategyFactory): Promise<unknown> => {
  for await (const batch of runBacktest({ backtestId: 'b', instrument: sp500 }, { bars, strategy, clock })) {
    const end = batch.find(({ kind }) => kind === 'backtest-complete' || kind === 'backtest-error');
    if (end !== undefined) return end;
  }
  return undefined;
};

describe('the example of a strategy', () => {
  it('is loaded as anybody’s own would be, and trades every dip', async () => {
    const end = await completed(strategyOfModule(example, { path }));
    expect(end).toMatchObject({
      kind: 'backtest-complete',
      data: { totalTrades: 9, results: { strategy: 'buy the dip of 3' } },
    });
  });

  it('takes options, and says what is wrong with them', () => {
    expect(strategyOfModule(example, { path, options: { fallingCloses: 2 } })().name).toBe('buy the dip of 2');
    expect(() => strategyOfModule(example, { path, options: { fallingCloses: 0 } })).toThrow(
      `${path}: its default export threw: fallingCloses is 0: give a whole number above zero`,
    );
  });

  it('ends a backtest with the bar and the field where it answers nonsense', async () => {
    const nonsense = {
      default: () => ({ ...movingAverageCross()(), warmupBars: 1, onBar: () => [{ type: 'enter' }] }),
    };
    expect(await completed(strategyOfModule(nonsense, { path: './mine.mjs' }))).toMatchObject({
      kind: 'backtest-error',
      data: { error: './mine.mjs at bar 0: intent 0: direction is nothing, expected long or short' },
    });
  });
});
