import { toNumber } from '@pitwall/model';
import { unitsOf } from '../account/holding.ts';
import type { Estimate } from '../account/equity-curve.ts';
import type { Exchange } from '../venue/exchange.ts';
import type { Market } from '../venue/market.ts';

/** Double arithmetic on a handful of terms is off by a few units in the sixteenth digit of the largest of them. */
const relativeTolerance = 1e-12;

interface Term {
  readonly market: Market;
  /** Money for each point of the market’s price. */
  readonly moneyPerPoint: number;
}

/**
 * Equity in doubles: `base + Σ units × price`, whose parts are read from the books only when something was booked. It decides where
 * the exact equity is worth reckoning, and is shown to nobody.
 */
export class EquityEstimate implements Estimate {
  equity = 0;
  tolerance = 0;
  readonly #exchange: Exchange;
  #version = -1;
  #base = 0;
  #terms: readonly Term[] = [];

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  /** Whether equity moves with prices. */
  get isMoving(): boolean {
    return this.#terms.length > 0;
  }

  /** Takes the prices of now; returns whether something was booked since the last call. */
  refresh(): boolean {
    const hasBooked = this.#exchange.account.version !== this.#version;
    if (hasBooked) this.#readBooks();
    let equity = this.#base;
    let size = Math.abs(equity);
    for (const { market, moneyPerPoint } of this.#terms) {
      const value = market.mark * moneyPerPoint;
      equity += value;
      size += Math.abs(value);
    }
    this.equity = equity;
    this.tolerance = size * relativeTolerance;
    return hasBooked;
  }

  #readBooks(): void {
    const { account } = this.#exchange;
    this.#version = account.version;
    this.#base = toNumber(account.base);
    this.#terms = account.positions.map((held) => {
      const market = this.#exchange.market(held.symbol);
      return { market, moneyPerPoint: toNumber(unitsOf(held).times(market.grid.priceOf(1))) };
    });
  }
}
