import { exact, type Exact } from '@pitwall/model';
import { openAccount, type Account } from '../account/account.ts';
import { unrealizedPnlOf, valueOf, type ClosedLot, type Holding } from '../account/holding.ts';
import type { Fill } from '../venue/order.ts';

const zero = exact(0);

/** What spot and perpetual cost at one moment. */
export interface PairPrices {
  readonly spot: Exact;
  readonly perp: Exact;
}

/** A fill of each leg. */
export interface PairFills {
  readonly spot: Fill;
  readonly perp: Fill;
}

/** Both legs of an open pair. */
export interface HeldPair {
  /** Long, paid in full. */
  readonly spot: Holding;
  /** Short by the same quantity. */
  readonly perp: Holding;
  /** Funding received so far, less funding paid. */
  readonly funding: Exact;
}

/** A pair that was closed. */
export interface ClosedPair {
  readonly spot: ClosedLot;
  readonly perp: ClosedLot;
  readonly funding: Exact;
  /** Fees of both legs, in and out. */
  readonly fees: Exact;
  /** `net P&L of both legs + funding`. */
  readonly netPnl: Exact;
}

/**
 * The money of a bot that holds a pair of a long spot and a short perpetual leg. Spot is paid in full. A perpetual costs
 * only its fee, and its profit or loss is paid when it is closed; until then it is worth its unrealised P&L. So at any prices
 *
 * - `equity = cash + quantity × spot price + quantity × (perp entry price − perp price)`;
 * - `equity = capital + net P&L of closed pairs + unrealised P&L + funding − entry fees of the open pair`.
 */
export class PairBook {
  readonly #spot: Account;
  // Begins with nothing: a short sale's proceeds and what is owed for it make up the perpetual's P&L.
  readonly #perp: Account = openAccount(zero);
  /** Of pairs that are closed. */
  #fundingBefore = zero;
  /** Of the open pair. */
  #funding = zero;

  /** Opens a book that holds only cash. */
  constructor(capital: Exact) {
    this.#spot = openAccount(capital);
  }

  get cash(): Exact {
    const proceeds = this.#perp.cash.minus(this.margin);
    return this.#spot.cash.plus(proceeds).plus(this.#fundingBefore).plus(this.#funding);
  }

  get pair(): HeldPair | undefined {
    const spot = this.#spot.holding;
    const perp = this.#perp.holding;
    return spot === undefined || perp === undefined ? undefined : { spot, perp, funding: this.#funding };
  }

  /** Entry notional of the short leg, set aside in full so that nothing is borrowed; zero without a pair. */
  get margin(): Exact {
    return this.#perp.holding?.entryNotional ?? zero;
  }

  enter(fills: PairFills): void {
    this.#spot.apply(fills.spot);
    this.#perp.apply(fills.perp);
  }

  /** Closes both legs; absent when there was no pair. */
  leave(fills: PairFills): ClosedPair | undefined {
    const spot = this.#spot.apply(fills.spot);
    const perp = this.#perp.apply(fills.perp);
    if (spot === undefined || perp === undefined) return undefined;
    const funding = this.#funding;
    this.#fundingBefore = this.#fundingBefore.plus(funding);
    this.#funding = zero;
    return closedPair(spot, perp, funding);
  }

  /** Pays funding to the open pair: `perp notional × funding rate`; negative is paid by it. */
  fund(perpPrice: Exact, fundingRatio: Exact): void {
    const { pair } = this;
    if (pair === undefined) return;
    this.#funding = this.#funding.plus(pair.perp.quantity.times(perpPrice).times(fundingRatio));
  }

  /** What the legs are worth: spot value plus the perpetual's unrealised P&L. */
  valueAt(prices: PairPrices): Exact {
    const { pair } = this;
    if (pair === undefined) return zero;
    return valueOf(pair.spot, prices.spot).plus(unrealizedPnlOf(pair.perp, prices.perp));
  }

  /** Notional of both legs. */
  exposureAt(prices: PairPrices): Exact {
    const { pair } = this;
    if (pair === undefined) return zero;
    return pair.spot.quantity.times(prices.spot).plus(pair.perp.quantity.times(prices.perp));
  }

  equityAt(prices: PairPrices): Exact {
    return this.cash.plus(this.valueAt(prices));
  }
}

const closedPair = (spot: ClosedLot, perp: ClosedLot, funding: Exact): ClosedPair => ({
  spot,
  perp,
  funding,
  fees: spot.fees.plus(perp.fees),
  netPnl: spot.netPnl.plus(perp.netPnl).plus(funding),
});
