import type { Exact } from '@pitwall/model';
import { entryPriceOf } from '../account/holding.ts';
import type { BarView } from '../strategy/bar-view.ts';
import type { FundingRate, OrderFill, StrategyContext, StrategyPosition } from '../strategy/strategy.ts';
import type { WorkingOrder } from '../venue/order.ts';
import type { OrderDesk } from './order-desk.ts';

/** What a strategy sees of its run: one object, which reckons nothing that is not read. */
export class RunContext implements StrategyContext {
  readonly symbol: string;
  readonly bars = new Map<string, BarView>();
  barIndex = -1;
  warmingUp = true;
  readonly #desk: OrderDesk;
  readonly #symbols: readonly string[];

  constructor(desk: OrderDesk, symbols: readonly string[]) {
    this.symbol = desk.symbol;
    this.#desk = desk;
    this.#symbols = symbols;
  }

  get equity(): Exact {
    return this.#desk.exchange.equity;
  }

  get position(): StrategyPosition | undefined {
    return this.positionOf(this.symbol);
  }

  get workingOrders(): readonly WorkingOrder[] {
    return this.#desk.exchange.workingOrders;
  }

  get fills(): readonly OrderFill[] {
    return this.#desk.fills;
  }

  positionOf(symbol: string): StrategyPosition | undefined {
    const held = this.#desk.exchange.account.positionOf(symbol);
    if (held === undefined) return undefined;
    return { direction: held.direction, quantity: held.quantity, entryPrice: entryPriceOf(held) };
  }

  fundingOf(symbol: string): FundingRate | undefined {
    return this.#desk.exchange.fundingOf(symbol);
  }

  /** Moves on to the next bar. Views are the same objects from bar to bar, so they are looked up only when they change. */
  moveOn(bars: readonly BarView[], warmingUp: boolean): void {
    this.barIndex += 1;
    this.warmingUp = warmingUp;
    for (let index = 0; index < bars.length; index += 1) {
      const symbol = this.#symbols[index];
      const bar = bars[index];
      if (symbol !== undefined && bar !== undefined && this.bars.get(symbol) !== bar) this.bars.set(symbol, bar);
    }
  }
}
