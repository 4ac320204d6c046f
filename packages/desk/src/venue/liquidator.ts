import { exact, type Exact } from '@pitwall/model';
import type { Account, Position, PriceOf } from '../account/account.ts';
import { unitsOf } from '../account/holding.ts';
import { liquidationPrice } from './margin.ts';
import type { Liquidation } from './matching.ts';
import type { Pit } from './pit.ts';

interface Reckoned {
  readonly version: number;
  readonly price: Exact | undefined;
  readonly liquidation: Liquidation | undefined;
}

const zero = exact(0);

/** Knows at which prices positions are liquidated, and reckons it anew only when the books changed. */
export class Liquidator {
  readonly #account: Account;
  readonly #pits: readonly Pit[];
  readonly #priceOf: PriceOf;
  readonly #isOff: boolean;
  readonly #reckoned = new Map<Pit, Reckoned>();

  constructor(account: Account, pits: readonly Pit[], priceOf: PriceOf) {
    this.#account = account;
    this.#pits = pits;
    this.#priceOf = priceOf;
    this.#isOff = pits.every(({ market }) => market.terms.maintenanceMarginRatio === undefined);
  }

  /** In points of the market, for comparing. */
  pointsOf(pit: Pit): Liquidation | undefined {
    return this.#isOff || this.#account.positions.length === 0 ? undefined : this.#of(pit)?.liquidation;
  }

  /** For people. */
  priceOf(pit: Pit): Exact | undefined {
    return this.#isOff ? undefined : this.#of(pit)?.price;
  }

  #of(pit: Pit): Reckoned | undefined {
    const { version, positions } = this.#account;
    const known = this.#reckoned.get(pit);
    // With other positions it also moves with their prices.
    if (known?.version === version && positions.length <= 1) return known;
    const reckoned = this.#reckon(pit, version);
    this.#reckoned.set(pit, reckoned);
    return reckoned;
  }

  #reckon({ market }: Pit, version: number): Reckoned {
    const { symbol, maintenanceMarginRatio } = market.terms;
    const held = this.#account.positionOf(symbol);
    if (held === undefined || maintenanceMarginRatio === undefined)
      return { version, price: undefined, liquidation: undefined };
    const equityApart = this.#account.equityAt(this.#priceOf).minus(unitsOf(held).times(this.#priceOf(symbol)));
    const maintenanceApart = this.#account.positions.reduce(
      (sum, other) => (other === held ? sum : sum.plus(this.#maintenanceOf(other))),
      zero,
    );
    const price = liquidationPrice(held, { equityApart, maintenanceApart, maintenanceMarginRatio });
    if (price === undefined) return { version, price, liquidation: undefined };
    const isBelow = held.direction === 'long';
    const points = isBelow ? market.grid.floor(price) : market.grid.ceil(price);
    return { version, price, liquidation: { points, isBelow } };
  }

  #maintenanceOf(position: Position): Exact {
    const pit = this.#pits.find(({ market }) => market.terms.symbol === position.symbol);
    const ratio = pit?.market.terms.maintenanceMarginRatio ?? zero;
    return position.quantity.times(this.#priceOf(position.symbol)).times(ratio);
  }
}
