import { exact, type Exact } from '@pitwall/model';
import type { Account, Booking } from '../account/account.ts';
import type { ClosedLot, Holding } from '../account/holding.ts';
import { openAccount } from '../account/open-account.ts';
import type { Fill } from '../venue/order.ts';
import type { DueFunding } from './perp.ts';

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

/** Symbols of the legs. */
export interface PairSymbols {
  readonly spot: string;
  readonly perp: string;
}

/**
 * The money of a bot that holds a pair of a long spot and a short perpetual leg, in one account: spot is settled in cash, the
 * perpetual on margin, so it costs only its fee and is worth its unrealised P&L. So at any prices
 *
 * - `equity = cash + quantity × spot price + quantity × (perp entry price − perp price)`;
 * - `equity = capital + net P&L of closed pairs + unrealised P&L + funding − entry fees of the open pair`.
 */
export class PairBook {
  readonly #account: Account;
  readonly #symbols: PairSymbols;

  /** Opens a book that holds only cash. */
  constructor(capital: Exact, symbols: PairSymbols) {
    this.#symbols = symbols;
    this.#account = openAccount(capital, (symbol) => (symbol === symbols.perp ? 'margin' : 'cash'));
  }

  get cash(): Exact {
    return this.#account.cash;
  }

  get pair(): HeldPair | undefined {
    const spot = this.#account.positionOf(this.#symbols.spot);
    const perp = this.#account.positionOf(this.#symbols.perp);
    return spot === undefined || perp === undefined ? undefined : { spot, perp, funding: perp.funding };
  }

  /** Entry notional of the short leg, set aside in full so that nothing is borrowed; zero without a pair. */
  get margin(): Exact {
    return this.pair?.perp.entryNotional ?? zero;
  }

  enter(fills: PairFills): void {
    this.#apply(fills);
  }

  /** Closes both legs; absent when there was no pair. */
  leave(fills: PairFills): ClosedPair | undefined {
    if (this.pair === undefined) return undefined;
    const { spot, perp } = this.#apply(fills);
    if (spot.ended === undefined || perp.ended === undefined) return undefined;
    return {
      spot: spot.ended,
      perp: perp.closedLot ?? perp.ended,
      funding: perp.ended.funding,
      fees: spot.ended.fees.plus(perp.ended.fees),
      netPnl: spot.ended.netPnl.plus(perp.ended.netPnl),
    };
  }

  /** Pays funding to the open pair: `perp notional × funding rate`; negative is paid by it. Returns what was paid to it. */
  fund({ markPrice, ratio }: DueFunding): Exact {
    const { pair } = this;
    if (pair === undefined) return zero;
    const amount = pair.perp.quantity.times(markPrice).times(ratio);
    this.#account.fund(this.#symbols.perp, amount);
    return amount;
  }

  /** What the legs are worth: spot value plus the perpetual's unrealised P&L. */
  valueAt(prices: PairPrices): Exact {
    return this.equityAt(prices).minus(this.cash);
  }

  /** Notional of both legs. */
  exposureAt(prices: PairPrices): Exact {
    return this.#account.exposureAt((symbol) => this.#priceIn(prices, symbol));
  }

  equityAt(prices: PairPrices): Exact {
    return this.#account.equityAt((symbol) => this.#priceIn(prices, symbol));
  }

  #priceIn(prices: PairPrices, symbol: string): Exact {
    return symbol === this.#symbols.perp ? prices.perp : prices.spot;
  }

  #apply({ spot, perp }: PairFills): { readonly spot: Booking; readonly perp: Booking } {
    return {
      spot: this.#account.apply(this.#symbols.spot, spot),
      perp: this.#account.apply(this.#symbols.perp, perp),
    };
  }
}
