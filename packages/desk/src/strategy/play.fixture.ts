import { exact } from '@pitwall/model';
import type { Direction } from '../account/holding.ts';
import type { Bar } from '../market/bar.ts';
import { contextOf, viewOf } from './context.fixture.ts';
import type { Intent, StrategyContext, StrategyFactory, StrategyPosition } from './strategy.ts';

/** Intents in a few words: `enter long, exit`. */
export const wordsOf = (intents: readonly Intent[]): string =>
  intents.map((intent) => ('direction' in intent ? `${intent.type} ${intent.direction}` : intent.type)).join(', ');

/** A perpetual beside the bars that are played. */
export interface PlayedPerp {
  readonly bars: readonly Bar[];
  /** Last funding at each bar; absent: none is known. */
  readonly funding?: readonly string[];
}

/**
 * What a strategy answers to each bar, where everything it wants is carried out at the next one, in full and for nothing. The
 * first symbol is X, the perpetual P.
 */
export const play = (factory: StrategyFactory, bars: readonly Bar[], perp?: PlayedPerp): (readonly Intent[])[] => {
  const strategy = factory();
  const positions = new Map<string, StrategyPosition>();
  return bars.map((bar, barIndex) => {
    const view = viewOf(bar);
    const perpBar = perp?.bars[barIndex];
    const views = new Map([['X', view]]);
    if (perpBar !== undefined) views.set('P', viewOf(perpBar));
    const ratio = perp?.funding?.[barIndex];
    const given: Partial<StrategyContext> = {
      barIndex,
      warmingUp: barIndex < strategy.warmupBars,
      position: positions.get('X'),
      bars: views,
      positionOf: (symbol) => positions.get(symbol),
      fundingOf: () => (ratio === undefined ? undefined : { time: bar.time, ratio }),
    };
    const intents = strategy.onBar(view, contextOf(given));
    if (given.warmingUp !== true) for (const intent of intents) carryOut(intent, positions, bar.close);
    return intents;
  });
};

const carryOut = (intent: Intent, positions: Map<string, StrategyPosition>, price: string): void => {
  const entryPrice = exact(price);
  if (intent.type === 'exit') positions.delete('X');
  if (intent.type === 'enter') {
    positions.set('X', { direction: intent.direction, quantity: exact(intent.quantity ?? 1), entryPrice });
  }
  if (intent.type !== 'order') return;
  const { symbol = 'X', side, quantity, reduceOnly } = intent.order;
  const direction: Direction = side === 'buy' ? 'long' : 'short';
  if (reduceOnly === true) positions.delete(symbol);
  else positions.set(symbol, { direction, quantity: exact(quantity), entryPrice });
};
